/// <reference lib="webworker" />

/**
 * Opens the app without a network. It caches only the built shell: API answers never enter a cache, since a
 * cache is plaintext on the phone.
 */

declare const self: ServiceWorkerGlobalScope;

/** Set by the build: the shell's addresses, and a name that changes with any of them. */
declare const shell: { readonly name: string; readonly files: readonly string[] };

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shell.name).then((cache) => cache.addAll([...shell.files])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== shell.name).map((name) => caches.delete(name))),
      ),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && (pathname === '/' || pathname === '/signed-in')) {
    event.respondWith(answer('/index.html', request));
  } else if (shell.files.includes(pathname)) {
    event.respondWith(answer(pathname, request));
  }
});

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(shell.name);
  return (await cache.match(path)) ?? fetch(request);
}
