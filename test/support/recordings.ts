import { createHash, randomBytes } from 'node:crypto';
import { spokenTexts } from '../../functions/areas/voice/spoken-texts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';

/** An element of a Matroska file, of fewer than 127 bytes. */
const element = (id: string, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from(id, 'hex'), Buffer.from([0x80 + content.length]), content]);

/** The beginning of what a browser records: WebM, where its parts lie, one track in Opus; then the sound. @param codecs of its tracks */
const headerOf = (codecs: string): Buffer =>
  Buffer.concat([
    element('1a45dfa3', element('4282', Buffer.from('webm'))),
    // A segment of unknown size.
    Buffer.from('1853806701ffffffffffffff', 'hex'),
    // It names the first cluster before that comes.
    element('114d9b74', element('53ab', Buffer.from('1f43b675', 'hex'))),
    element('1654ae6b', element('ae', element('86', Buffer.from(codecs)))),
    Buffer.from('1f43b67501ffffffffffffff', 'hex'),
  ]);

/** A file that looks like a recording, and sounds of nothing: what the API checks of one. @param bytes how large */
export const soundOf = (bytes = 2_000, codecs = 'A_OPUS'): Buffer => {
  const header = headerOf(codecs);
  return Buffer.concat([header, randomBytes(bytes - header.length)]);
};

/** The SHA-256 of the texts that are spoken in a language. */
export const spokenHashes = (locale: 'te' | 'en'): string[] => [...spokenTexts(locale).keys()];

/** The path of a spoken text. */
export const spokenPath = `/api/voice/te/${spokenHashes('te')[0]}`;
export const otherSpokenPath = `/api/voice/te/${spokenHashes('te')[1]}`;

/** Between what moments it is spoken. */
export const spokenBetween = { fromMs: 100, toMs: 1_900 };

/** The body of a request that records a text; each is another sound. */
export const recordingOf = (more: object = {}) => ({
  id: newId(),
  audio: soundOf().toString('base64'),
  ...spokenBetween,
  ...more,
});

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
