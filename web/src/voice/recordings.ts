import * as z from 'zod/mini';
import type { WorkLanguage } from '../i18n/language.ts';
import { hashText, sha256Of } from './hash-text.ts';

/**
 * The recordings that a phone keeps. They are the same for everybody and about nobody, so they lie open in the browser's cache, and speak on
 * a locked phone too. docs/decisions/0103-voice.md
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
  return found && { sha256: found[0], fromMs: found[1], toMs: found[2] };
}

/**
 * The sound of a recording: what is kept, or else from the network, to be kept. Undefined if neither has it, or if it is not what the list
 * says.
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
  // If the phone is full, it is played all the same.
  await cache.put(path, new Response(sound)).catch(() => {});
  return sound;
}

/** When this page last got each language's list, in milliseconds of its own clock. */
const renewedAt = new Map<WorkLanguage, number>();
const hourMs = 3_600_000;

/**
 * Asks for the list anew and keeps it, once an hour, and drops sounds that are not in it any more.
 * @returns the kept one without a network
 */
async function renewIndex(locale: WorkLanguage): Promise<VoiceIndex> {
  if (performance.now() - (renewedAt.get(locale) ?? -hourMs) < hourMs) return readKeptIndex(locale);
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

/** The sounds of a list, those of these texts first, then by the order of rooms. Each once. */
export async function inOrderOfNeed(list: VoiceIndex, texts: readonly string[]): Promise<string[]> {
  const first = await Promise.all(texts.map((text) => findRecording(list, text)));
  return [...new Set([...first.flatMap((one) => one?.sha256 ?? []), ...soundsOf(list)])];
}

/** How many sounds are loaded at once: 20 of some 12 KB are a piece that a weak network brings. */
const pieceSize = 20;

/**
 * Loads in the background what this phone lacks of a language's recordings, in pieces, and what this screen speaks first. Ends early without a
 * network, where the phone saves data, or at `signal`; the next call goes on.
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
  const wanted = await inOrderOfNeed(list, texts);
  const cache = await caches.open(cacheName);
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  const lacking = savesData ? [] : wanted.filter((sha256) => !kept.has(soundPath(locale, sha256)));
  for (let at = 0; at < lacking.length && !signal.aborted; at += pieceSize) {
    const piece = lacking.slice(at, at + pieceSize);
    const loaded = await Promise.all(piece.map((sha256) => obtainSound(locale, sha256)));
    if (loaded.every((sound) => sound === undefined)) break;
  }
}
