import { createHash } from 'node:crypto';
import { InternalError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import type { VoiceLocale } from '../../shared/kinds/voice-words.ts';
import type { Table } from '../../shared/table/client.ts';
import { listSpokenTexts, readVoiceSum } from './repository.ts';
import type { Recording, SpokenText } from './schema.ts';

/** The files of recordings in the site's bucket. Recordings that wait for approval lie in a folder that the site doesn't serve. */

export const sha256Of = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');

export const waitingName = (locale: string, sha256: string): string => `waiting/${locale}/${sha256}`;
export const approvedName = (locale: string, sha256: string): string => `voice/${locale}/${sha256}`;
export const indexName = (locale: string): string => `voice/${locale}/index.json`;

/** For each spoken text, its key and the room of the client that speaks it, in the order in which rooms come. */
export type SpokenTexts = ReadonlyMap<string, { readonly key: string; readonly room: string }>;

/**
 * The list by which phones find recordings. By room, then by the SHA-256 of the text, it has the recording's SHA-256, where the speech begins and ends in
 * milliseconds, and the recording's bytes. Texts that are spoken no more are left out.
 */
export const indexOf = (texts: readonly SpokenText[], spoken: SpokenTexts, version: number) => {
  const approved = new Map(texts.map((text) => [text.textSha256, text.approved]));
  const rooms: Record<string, Record<string, readonly [string, number, number, number]>> = {};
  for (const [textSha256, { room }] of spoken) {
    const found = approved.get(textSha256);
    if (found === undefined) continue;
    rooms[room] = {
      ...rooms[room],
      [textSha256]: [found.sha256, found.fromMs, found.toMs, found.bytes],
    };
  }
  return { version, rooms };
};

type IndexDeps = {
  readonly table: Table;
  readonly files: FileStore;
  readonly spokenTexts: (locale: VoiceLocale) => SpokenTexts;
};

/** Writes a language's list for the phones. If another change comes in between, it is written again: whoever writes last has seen all. */
export const publishIndex = async (
  { table, files, spokenTexts }: IndexDeps,
  locale: VoiceLocale,
): Promise<void> =>
  table.retry(async () => {
    const { version } = await readVoiceSum(table, locale);
    const index = indexOf(await listSpokenTexts(table, locale), spokenTexts(locale), version);
    await files.write(indexName(locale), Buffer.from(JSON.stringify(index)), {
      mediaType: 'application/json',
      cacheControl: 'no-cache',
    });
    return (await readVoiceSum(table, locale)).version === version ? undefined : tryAgain;
  });

/** How a sound is stored. A file named by its hash only ever changes by being emptied, which the site's cache must notice. */
const soundAs = (mediaType: string) => ({ mediaType, cacheControl: 'no-cache' });
const nothing = Buffer.alloc(0);

/** Puts a sound where the site doesn't serve it. */
export const keepWaiting = (files: FileStore, locale: string, sha256: string, bytes: Buffer): Promise<void> =>
  files.write(waitingName(locale, sha256), bytes);

/** The sound of a recording; undefined if there is none, or it was emptied. */
export const readSound = async (
  files: FileStore,
  locale: string,
  sha256: string,
): Promise<Buffer | undefined> => {
  for (const name of [waitingName(locale, sha256), approvedName(locale, sha256)]) {
    const bytes = await files.read(name);
    if (bytes !== undefined && bytes.length > 0) return bytes;
  }
  return undefined;
};

/** Puts the sound of an approved recording where the site serves it. */
export const publishSound = async (
  files: FileStore,
  locale: string,
  { sha256, mediaType }: Pick<Recording, 'sha256' | 'mediaType'>,
): Promise<void> => {
  const bytes = await readSound(files, locale, sha256);
  if (bytes === undefined) throw new InternalError('An approved recording has no sound.');
  await files.write(approvedName(locale, sha256), bytes, soundAs(mediaType));
  await files.write(waitingName(locale, sha256), nothing);
};

/** Empties the files of recordings that no text has any more. No function may delete a file. */
export const emptyUnused = async (
  { table, files }: Pick<IndexDeps, 'table' | 'files'>,
  locale: string,
  gone: readonly string[],
): Promise<void> => {
  if (gone.length === 0) return;
  const used = new Set(
    (await listSpokenTexts(table, locale)).flatMap(({ waiting, approved }) => [
      waiting?.sha256,
      approved?.sha256,
    ]),
  );
  const unused = gone.filter((sha256) => !used.has(sha256));
  await Promise.all(
    unused.flatMap((sha256) => [
      files.write(waitingName(locale, sha256), nothing),
      files.write(approvedName(locale, sha256), nothing, soundAs('application/octet-stream')),
    ]),
  );
};

/** The recordings that a text had and has no more. */
export const goneFrom = (before: SpokenText | undefined, after: SpokenText): readonly string[] => {
  const kept = [after.waiting, after.approved].map((one) => one?.sha256);
  return [before?.waiting, before?.approved]
    .filter((one): one is Recording => one !== undefined)
    .map(({ sha256 }) => sha256)
    .filter((sha256) => !kept.includes(sha256));
};
