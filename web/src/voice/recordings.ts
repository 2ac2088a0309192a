import * as z from 'zod/mini';
import type { WorkLanguage } from '../i18n/language.ts';
import { hashText, sha256Of } from './hash-text.ts';

/**
 * The recordings that a phone keeps. They are the same for everybody and about nobody, so they are in the browser's cache without encryption, and can be
 * heard on a locked phone too. See docs/decisions/0103-voice.md.
 */

const cacheName = 'voice';

/** A recording in the list of a language: its SHA-256, where speech begins and ends (milliseconds), its bytes. */
const listed = z.tuple([z.string(), z.number(), z.number(), z.number()]);
/** By room of the client, then by the SHA-256 of the text. */
const index = z.object({ version: z.number(), rooms: z.record(z.string(), z.record(z.string(), listed)) });
export type VoiceIndex = z.infer<typeof index>;

export type Recording = {
  readonly sha256: string;
  readonly fromMs: number;
  readonly toMs: number;
};

const indexPath = (locale: WorkLanguage): string => `/voice/${locale}/index.json`;
const soundPath = (locale: WorkLanguage, sha256: string): string => `/voice/${locale}/${sha256}`;

const noIndex: VoiceIndex = { version: 0, rooms: {} };

/** The list of a language as this phone last got it; empty before the first time. */
export async function readKeptIndex(locale: WorkLanguage): Promise<VoiceIndex> {
  const kept = await (await caches.open(cacheName)).match(indexPath(locale));
  const read = index.safeParse(await kept?.json().catch(() => undefined));
  return read.success ? read.data : noIndex;
}

/** The recording of a text in a list; undefined if nobody has recorded these exact words. */
export async function findRecording({ rooms }: VoiceIndex, text: string): Promise<Recording | undefined> {
  const textSha256 = await hashText(text);
  const found = Object.values(rooms).find((room) => textSha256 in room)?.[textSha256];
  if (found === undefined) return undefined;
  const [sha256, fromMs, toMs] = found;
  return { sha256, fromMs, toMs };
}

/**
 * The sound of a recording: from the cache, or else from the network; then it is kept. Undefined if neither has the sound, or if it has another hash than
 * the list says.
 */
export async function obtainSound(locale: WorkLanguage, sha256: string): Promise<ArrayBuffer | undefined> {
  const cache = await caches.open(cacheName);
  const path = soundPath(locale, sha256);
  const kept = await cache.match(path);
  if (kept !== undefined) return kept.arrayBuffer();
  const response = await fetch(path).catch(() => undefined);
  if (response?.ok !== true) return undefined;
  const sound = await response.arrayBuffer();
  if ((await sha256Of(sound)) !== sha256) return undefined;
  // If the phone is full, the sound is played all the same.
  await cache.put(path, new Response(sound)).catch(() => {});
  return sound;
}

/** When this page last got each language's list, in milliseconds of its own clock. */
const renewedAt = new Map<WorkLanguage, number>();
const hourMs = 3_600_000;

/**
 * Asks for a language's list anew, at most once an hour, keeps it, and drops sounds that are not in it any more.
 * @returns the new list; the kept one if the hour is not over, or if there is no network
 */
async function renewIndex(locale: WorkLanguage): Promise<VoiceIndex> {
  const lastAt = renewedAt.get(locale);
  if (lastAt !== undefined && performance.now() - lastAt < hourMs) return readKeptIndex(locale);
  const response = await fetch(indexPath(locale), { cache: 'no-cache' }).catch(() => undefined);
  const read =
    response?.ok === true ? index.safeParse(await response.json().catch(() => undefined)) : undefined;
  // Without a network the next screen asks again.
  if (response !== undefined) renewedAt.set(locale, performance.now());
  if (read?.success !== true) return readKeptIndex(locale);
  const cache = await caches.open(cacheName);
  await cache.put(indexPath(locale), Response.json(read.data));
  const wanted = new Set(soundsOf(read.data).map((sha256) => soundPath(locale, sha256)));
  const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const gone = kept.filter((path) => isSoundOf(locale, path) && !wanted.has(path));
  await Promise.all(gone.map((path) => cache.delete(path)));
  return read.data;
}

const isSoundOf = (locale: WorkLanguage, path: string): boolean =>
  path.startsWith(soundPath(locale, '')) && path !== indexPath(locale);

/** The sounds of a list, in the order of its rooms. */
const soundsOf = ({ rooms }: VoiceIndex): string[] =>
  Object.values(rooms).flatMap((room) => Object.values(room).map(([sha256]) => sha256));

/** The sounds of a list, each once: first the sounds of these texts, then all others in the order of the rooms. */
export async function inOrderOfNeed(list: VoiceIndex, texts: readonly string[]): Promise<string[]> {
  const first = await Promise.all(texts.map((text) => findRecording(list, text)));
  return [...new Set([...first.flatMap((one) => one?.sha256 ?? []), ...soundsOf(list)])];
}

/** How many sounds are loaded at once: even a weak network brings 20 sounds of some 12 KB. */
const pieceSize = 20;

/**
 * Loads in the background the recordings of a language that this phone lacks, piece by piece: first what the screen speaks. It ends early if there is no
 * network, or at `signal`; the next call goes on. If the phone saves data, it loads nothing.
 * @param texts what the screen speaks
 * @param onList called once the list is there
 */
export async function keepRecordings(
  locale: WorkLanguage,
  texts: readonly string[],
  signal: AbortSignal,
  onList: () => void,
): Promise<void> {
  const list = await renewIndex(locale);
  onList();
  const savesData = 'connection' in navigator && Object(navigator.connection).saveData === true;
  if (savesData) return;
  const wanted = await inOrderOfNeed(list, texts);
  const cache = await caches.open(cacheName);
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  const lacking = wanted.filter((sha256) => !kept.has(soundPath(locale, sha256)));
  for (let start = 0; start < lacking.length && !signal.aborted; start += pieceSize) {
    const piece = lacking.slice(start, start + pieceSize);
    const loaded = await Promise.all(piece.map((sha256) => obtainSound(locale, sha256)));
    if (loaded.every((sound) => sound === undefined)) break;
  }
}
