/// <reference lib="webworker" />

/**
 * The service worker of a phone, which opens the app without a network. It caches only the shell, which is the built files that the phone's
 * role needs. API answers never enter a cache, because a cache is plaintext on the phone.
 *
 * Each release has a cache of its own. Unchanged files are copied from the former release's cache, so that a phone loads only what changed
 * (docs/decisions/0093-files-of-the-phone.md).
 */

declare const self: ServiceWorkerGlobalScope;

/**
 * Set by the build (web/build/offline-shell.ts).
 */
declare const shell: {
  /** The name of the release. */
  readonly release: string;
  /** By path, the first characters of a file's SHA-256 in base64. `role`: the only role that needs the file; absent if both do. */
  readonly files: Readonly<Record<string, readonly [hash: string, role?: string]>>;
  /** The paths of the fonts that a page of this release may load. */
  readonly fonts: readonly string[];
};

const cacheName = `shell-${shell.release}`;
/** The most new lines of a file of texts that are loaded one by one; with more, the whole file is loaded. */
const maxNewLines = 8;

const registration = new URLSearchParams(self.location.search);

/** The phone's role, named by the page that registered the worker. Until the role is known, the phone caches what a leader needs, as most phones are leaders'. */
const role = registration.get('role') ?? 'leader';

/** The fonts that the phone itself lacks, named by the page that registered the worker. Any other font is cached once a paper needs it. */
const missingFonts = registration
  .getAll('font')
  .flatMap((name) => shell.fonts.filter((path) => path.startsWith(`/assets/${name}-`)));

self.addEventListener('install', (event) => event.waitUntil(keepShell()));

self.addEventListener('activate', (event) => {
  event.waitUntil(
    readNamesOfOtherReleases()
      .then((outdated) => Promise.all(outdated.map((name) => caches.delete(name))))
      // On a new phone, the page that is already open gets its further parts from this release's cache. The worker of a later release becomes
      // active only when no page is open, so no page gets parts of two releases.
      .then(() => self.clients.claim()),
  );
});

// The only message comes from a page that was still loading at `activate`, and so was not claimed there: it asks to be claimed.
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

/** Answers from the cache; from the network if the browser has emptied the cache, or if the file is a font that was not needed until now. */
async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (shell.fonts.includes(path) && response.ok) await cache.put(path, response.clone());
  return response;
}

/** The names of the other releases' caches. The cache of the voice's recordings (web/src/voice) belongs to no release. */
const readNamesOfOtherReleases = async (): Promise<string[]> =>
  (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== cacheName);

/** Fills the cache of this release. @throws if a file cannot be loaded: then the former release stays, and the browser tries again later */
async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  const formerFiles = await readFormerFiles();
  await Promise.all([
    ...Object.entries(shell.files).map(async ([path, [hash, neededBy = role]]) => {
      // A worker of this release that was registered for other fonts or another role may have cached the file already.
      if (neededBy !== role || (await cache.match(path)) !== undefined) return;
      await cache.put(path, await obtain(path, hash, formerFiles.get(nameOf(path))));
    }),
    ...shell.fonts.map(async (path) => {
      const formerFont = formerFiles.get(nameOf(path));
      if (formerFont !== undefined) await cache.put(path, formerFont);
      else if (missingFonts.includes(path)) await cache.add(path);
    }),
  ]);
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The files that other releases have cached, by name without folders. These names carry no hash, so they are equal in all releases. */
async function readFormerFiles(): Promise<ReadonlyMap<string, Response>> {
  const found = new Map<string, Response>();
  for (const name of await readNamesOfOtherReleases()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      if (response !== undefined) found.set(nameOf(request.url), response);
    }
  }
  return found;
}

/** A file of this release: made of the former release's file if the content is the same or nearly so, otherwise from the network. */
async function obtain(path: string, hash: string, formerResponse: Response | undefined): Promise<Response> {
  const isPage = path.endsWith('.html');
  const content = formerResponse && (await reuse(path, hash, await formerResponse.arrayBuffer()));
  if (formerResponse === undefined || content === undefined) {
    // For a page, the browser asks the server even if its HTTP cache has the page, which may be of another release.
    const response = await fetch(path, { cache: isPage ? 'no-cache' : 'default' });
    if (!response.ok || (isPage && !(await response.clone().text()).includes(shell.release)))
      throw Error(path);
    return response;
  }
  // A page gets today's headers, because they protect it (such as the content security policy).
  const { ok, headers } = isPage ? await fetch(path, { method: 'HEAD', cache: 'no-cache' }) : formerResponse;
  if (!ok) throw Error(path);
  // The response is new, without an address: a script in the former response would import the others from the former release's folder.
  return new Response(content, { headers });
}

/** The content of a file, made of the former release's file of the same name; undefined if that is not possible. */
async function reuse(
  path: string,
  hash: string,
  formerContent: ArrayBuffer,
): Promise<string | ArrayBuffer | undefined> {
  const isWanted = async (content: string | ArrayBuffer) => (await hashOf(content)).startsWith(hash);
  if (await isWanted(formerContent)) return formerContent;
  const formerText = new TextDecoder().decode(formerContent);
  let content: string | undefined;
  // A page often differs only in the name of the release's folder.
  if (path.endsWith('.html')) content = formerText.replace(/(?<=assets\/)\w+(?=\/)/g, shell.release);
  if (/-texts-..\.js$/.test(path)) content = await compose(path, formerText);
  return content !== undefined && (await isWanted(content)) ? content : undefined;
}

/** Puts a file of texts together: old lines from the former file, new lines from the network; undefined if too many are new. */
async function compose(path: string, formerText: string): Promise<string | undefined> {
  const formerLines = new Map<string, string>();
  for (const line of formerText.split('\n')) formerLines.set((await hashOf(line)).slice(0, 3), line);
  const load = async (name: string): Promise<string> => (await fetch(`${path}.${name}.txt`)).text();
  // The build cuts the hash of each line to three characters, and writes them all without anything between them.
  const lineHashes = (await load('lines')).match(/.../g) ?? [];
  if (lineHashes.filter((hash) => !formerLines.has(hash)).length > maxNewLines) return undefined;
  const lines = await Promise.all(lineHashes.map((hash, at) => formerLines.get(hash) ?? load(`${at}`)));
  return lines.join('\n');
}

/** The SHA-256 of the content, in base64. */
async function hashOf(content: string | ArrayBuffer): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))));
}
