import type { WorkLanguage } from '../i18n/language.ts';
import { type Lesson, lessonFile } from './lesson.ts';

/** Kept from release to release (the service worker removes only its own). It holds nothing of anybody. */
const cacheName = 'lessons';

/**
 * Reads the lessons in a language: from the server, and without a network as they were last. Keeps them with their pictures, so that they are there
 * without a network from then on.
 * @throws if there is no network and they were never fetched
 */
export async function readLessons(language: WorkLanguage): Promise<readonly Lesson[]> {
  const address = `/lessons/${language}.json`;
  const cache = await caches.open(cacheName);
  const fresh = await fetch(address, { cache: 'no-cache' }).catch(() => undefined);
  if (fresh?.ok) await cache.put(address, fresh);
  const kept = await cache.match(address);
  if (kept === undefined) throw new Error('The lessons were never fetched.');
  return lessonFile.parse(await kept.json());
}

/** The bytes of a picture: as kept, or fetched and kept. Undefined without a network. */
export async function readPicture(address: string): Promise<Blob | undefined> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(address);
  if (kept !== undefined) return kept.blob();
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) return undefined;
  await cache.put(address, response.clone());
  return response.blob();
}

/** Keeps the pictures of lessons one after the other, and removes those of the language that none shows any more. */
export async function keepPictures(lessons: readonly Lesson[], language: WorkLanguage): Promise<void> {
  const wanted = new Set(lessons.flatMap(({ steps }) => steps.map(({ picture }) => picture)));
  for (const address of wanted) if ((await readPicture(address)) === undefined) return;
  const cache = await caches.open(cacheName);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (new RegExp(`-${language}-\\w+\\.webp$`).test(pathname) && !wanted.has(pathname))
      await cache.delete(request);
  }
}
