import type { RecordingType } from '../../shared/kinds/voice-words.ts';

/** What a recording is, by its bytes and not by what its sender says. */

const isAt = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

const contains = (bytes: Uint8Array, text: string): boolean => bytes.some((_, at) => isAt(bytes, at, text));

/** The ids of elements of a Matroska file. */
const [headId, segmentId, tracksId] = [0x1a45dfa3, 0x18538067, 0x1654ae6b];
/** A browser's tracks end after some 200 bytes. */
const maxHeaderBytes = 4096;

/** A number of one to eight bytes: the zeros before its first one say how many follow. @param marked whether that one belongs to it, as in an id */
const readNumber = (
  bytes: Uint8Array,
  at: number,
  marked: boolean,
): { readonly value: number; readonly end: number } => {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  let value = marked ? first : first & (0xff >> length);
  for (const byte of bytes.subarray(at + 1, at + length)) value = value * 256 + byte;
  return { value, end: at + length };
};

/** An element of a Matroska file: what it is, and the bytes of its content, with those that follow if its size is not known. */
const readElement = (bytes: Uint8Array, at: number) => {
  const id = readNumber(bytes, at, true);
  const size = readNumber(bytes, id.end, false);
  const end = Math.min(size.end + size.value, bytes.length);
  return { id: id.value, content: bytes.subarray(size.end, end), start: size.end, end };
};

/** The description of the tracks of a WebM file; undefined if it is none. */
const tracksOf = (bytes: Uint8Array): Uint8Array | undefined => {
  const head = readElement(bytes, 0);
  if (head.id !== headId || !contains(head.content, 'webm')) return undefined;
  const segment = readElement(bytes, head.end);
  if (segment.id !== segmentId) return undefined;
  for (let at = segment.start; at < segment.end; ) {
    const element = readElement(bytes, at);
    if (element.id === tracksId) return element.content;
    at = element.end;
  }
  return undefined;
};

/** The type of a recording: Opus alone, in WebM or Ogg. Undefined for anything else, also for a film. */
export const recordingTypeOf = (bytes: Uint8Array): RecordingType | undefined => {
  const start = bytes.subarray(0, maxHeaderBytes);
  if (isAt(start, 0, 'OggS')) return contains(start.subarray(0, 64), 'OpusHead') ? 'audio/ogg' : undefined;
  const tracks = tracksOf(start);
  return tracks !== undefined && contains(tracks, 'A_OPUS') && !contains(tracks, 'V_')
    ? 'audio/webm'
    : undefined;
};
