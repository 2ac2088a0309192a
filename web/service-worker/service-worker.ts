/// <reference lib="webworker" />

/**
 * The service worker of a phone, which opens the app without a network. It caches only the built files that the phone's role needs, the
 * shell: API answers never enter a cache, because a cache is plaintext on the phone.
 *
 * Each release has a cache of its own. What the former release had too is taken from its cache, so that a phone loads what changed and
 * nothing else (docs/decisions/0093-files-of-the-phone.md).
 */

declare const self: ServiceWorkerGlobalScope;

/**
 * Set by the build (web/build/offline-shell.ts): the release; its files, each with the first characters of its SHA-256 in base64 and, where one
 * role alone needs it, that role; and the fonts that its pages may bring.
 */
declare const shell: {
  readonly release: string;
  readonly files: Readonly<Record<string, readonly [hash: string, role?: string]>>;
  readonly fonts: readonly string[];
};

const cacheName = `shell-${shell.release}`;
/** If more lines of a file of texts are new, it is loaded as a whole. */
const maxNewLines = 8;

const registration = new URLSearchParams(self.location.search);

/** The phone's role, named by the page that registered the worker. Until it is known a phone keeps what a leader needs, as most do. */
const role = registration.get('role') ?? 'leader';

/** The fonts that this phone lacks, named by the page that registered the worker. Others are kept once a paper was drawn with them. */
const missingFonts = registration
  .getAll('font')
  .flatMap((name) => shell.fonts.filter((path) => path.startsWith(`/assets/${name}-`)));

self.addEventListener('install', (event) => event.waitUntil(keepShell()));

self.addEventListener('activate', (event) => {
  event.waitUntil(
    readNamesOfOthers()
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
  } else if (pathname in shell.files || shell.fonts.includes(pathname)) {
    event.respondWith(answer(pathname, request));
  }
});

/** Answers from the cache; from the network if the browser has emptied the cache, or the font is one that was not needed until now. */
async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (shell.fonts.includes(path) && response.ok) await cache.put(path, response.clone());
  return response;
}

/** Of other releases; the recordings of the voice (web/src/voice) belong to none. */
const readNamesOfOthers = async (): Promise<string[]> =>
  (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== cacheName);

/** Fills the cache of this release. @throws if a file is not there: then the former release stays, and the browser tries again later */
async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  const former = await readFormerFiles();
  await Promise.all([
    ...Object.entries(shell.files).map(async ([path, [hash, neededBy = role]]) => {
      // A worker of the same release, for another role or other fonts, has filled it already.
      if (neededBy !== role || (await cache.match(path)) !== undefined) return;
      await cache.put(path, await obtain(path, hash, former.get(nameOf(path))));
    }),
    ...shell.fonts.map(async (path) => {
      const kept = former.get(nameOf(path));
      if (kept !== undefined) await cache.put(path, kept);
      else if (missingFonts.includes(path)) await cache.add(path);
    }),
  ]);
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What other releases have cached, by the names of the files: within a release those are plain, and stay the same. */
async function readFormerFiles(): Promise<ReadonlyMap<string, Response>> {
  const found = new Map<string, Response>();
  for (const name of await readNamesOfOthers()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      if (response !== undefined) found.set(nameOf(request.url), response);
    }
  }
  return found;
}

/** A file of this release: from the former one if its content is the same or nearly, otherwise from the network. */
async function obtain(path: string, hash: string, former: Response | undefined): Promise<Response> {
  const isPage = path.endsWith('.html');
  const content = former && (await reuse(path, hash, await former.arrayBuffer()));
  if (former === undefined || content === undefined) {
    // Of a page never an earlier answer, which may be of another release.
    const response = await fetch(path, { cache: isPage ? 'no-cache' : 'default' });
    if (!response.ok || (isPage && !(await response.clone().text()).includes(shell.release)))
      throw Error(path);
    return response;
  }
  // Pages have headers that protect them, such as the content security policy: those of today.
  const { ok, headers } = isPage ? await fetch(path, { method: 'HEAD', cache: 'no-cache' }) : former;
  if (!ok) throw Error(path);
  // A new response: the former one says whence it came, and a script loads others from there.
  return new Response(content, { headers });
}

/** The content of a file, from that of its like in the former release; undefined if too much is new. */
async function reuse(
  path: string,
  hash: string,
  former: ArrayBuffer,
): Promise<string | ArrayBuffer | undefined> {
  const isThis = async (content: string | ArrayBuffer) => (await hashOf(content)).startsWith(hash);
  if (await isThis(former)) return former;
  const text = new TextDecoder().decode(former);
  const content = path.endsWith('.html')
    ? text.replace(/(?<=assets\/)\w+(?=\/)/g, shell.release)
    : /-texts-..\.js$/.test(path) && (await compose(path, text));
  return content && (await isThis(content)) ? content : undefined;
}

/** A file of texts from the former one's lines, of which those that are new are loaded; empty if that are too many. */
async function compose(path: string, former: string): Promise<string> {
  const kept = new Map<string, string>();
  for (const line of former.split('\n')) kept.set((await hashOf(line)).slice(0, 3), line);
  const load = async (name: string): Promise<string> => (await fetch(`${path}.${name}.txt`)).text();
  // The hashes of its lines.
  const wanted = (await load('lines')).match(/.../g) ?? [];
  if (wanted.filter((one) => !kept.has(one)).length > maxNewLines) return '';
  return (await Promise.all(wanted.map((one, at) => kept.get(one) ?? load(`${at}`)))).join('\n');
}

async function hashOf(content: string | ArrayBuffer): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))));
}
