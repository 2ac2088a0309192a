/// <reference lib="webworker" />

/**
 * The service worker of a leader's phone, which opens the app without a network. It caches only the built files, the
 * shell: API answers never enter a cache, because a cache is plaintext on the phone.
 */

declare const self: ServiceWorkerGlobalScope;

/**
 * Set by the build (web/build/offline-shell.ts): the paths of the shell's files, of the fonts that the pages may bring, and a name that
 * changes with any file.
 */
declare const shell: {
  readonly name: string;
  readonly files: readonly string[];
  readonly fonts: readonly string[];
};

/** The fonts that this phone lacks, named by the page that registered the worker. Others are kept once a paper was drawn with them. */
const missingFonts = new URLSearchParams(self.location.search)
  .getAll('font')
  .flatMap((name) => shell.fonts.filter((path) => path.startsWith(`/assets/${name}-`)));

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shell.name).then((cache) => cache.addAll([...shell.files, ...missingFonts])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name !== shell.name))
      .then((outdated) => Promise.all(outdated.map((name) => caches.delete(name))))
      // On a new phone, the page that is open already gets its further parts from the cache too. A later version waits until no page is
      // open, so none gets parts of another version.
      .then(() => self.clients.claim()),
  );
});

// The only message: a page asks that was on its way when this worker started, so that `activate` did not reach it.
self.addEventListener('message', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && (pathname === '/' || pathname === '/signed-in')) {
    // Both addresses show the same page; the identity provider returns her to /signed-in.
    event.respondWith(answer('/index.html', request));
  } else if (shell.files.includes(pathname) || shell.fonts.includes(pathname)) {
    event.respondWith(answer(pathname, request));
  }
});

/** Answers from the cache; from the network if the browser has emptied the cache, or the font is one that was not needed until now. */
async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(shell.name);
  const kept = await cache.match(path);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (shell.fonts.includes(path) && response.ok) await cache.put(path, response.clone());
  return response;
}
