import type { JournalLine } from './line.ts';

/**
 * The journal as text: a line of JSON for each line, in order, as `journalLine` parses them (only then is their JSON canonical). It is
 * what the digest of the journal covers and what its month files hold.
 *
 * Lines that register publications are left out: one may be written long after the instant that it bears, when a month is compiled
 * late, and what is before a cutoff must be final. Manifests form a chain of their own.
 */
export const toJournalText = (lines: Iterable<JournalLine>): Buffer => {
  let text = '';
  for (const line of lines) {
    if (line.type !== 'publication') {
      text += `${JSON.stringify(line)}\n`;
    }
  }
  return Buffer.from(text);
};

/**
 * Reads the text of the lines recorded from an instant on (null: from the first) and before another, in the order of `compareLines`, in
 * pieces of whole lines.
 */
export type JournalSource = (from: string | null, to: string) => AsyncIterable<Buffer> | Iterable<Buffer>;

const newline = 0x0a;

/** @param text as `toJournalText` made it: it is not validated again */
export function* parseJournalText(text: Buffer): Generator<JournalLine> {
  for (let from = 0, to = 0; from < text.length; from = to + 1) {
    to = text.indexOf(newline, from);
    const line: JournalLine = JSON.parse(text.toString('utf8', from, to));
    yield line;
  }
}
