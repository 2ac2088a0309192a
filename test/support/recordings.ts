import { createHash, randomBytes } from 'node:crypto';
import { spokenTexts } from '../../functions/areas/voice/spoken-texts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';

/** The beginning of what a browser records: a Matroska header of type webm, with one track in Opus. */
const header = Buffer.concat([
  Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
  Buffer.from('A_OPUS', 'latin1'),
]);

/** A file that looks like a recording, and sounds of nothing: what the API checks of one. @param bytes how large */
export const soundOf = (bytes = 2_000): Buffer => Buffer.concat([header, randomBytes(bytes - header.length)]);

/** The SHA-256 of the texts that are spoken in a language. */
export const spokenHashes = (locale: 'te' | 'en'): string[] => [...spokenTexts(locale).keys()];

/** The path of a spoken text. */
export const spokenPath = `/api/voice/te/${spokenHashes('te')[0]}`;

/** The body of a request that records a text; each is another sound. */
export const recordingOf = (more: object = {}) => ({
  id: newId(),
  audio: soundOf().toString('base64'),
  fromMs: 100,
  toMs: 1_900,
  ...more,
});

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
