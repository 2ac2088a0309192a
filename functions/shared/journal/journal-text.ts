import type { JournalLine } from './line.ts';

/**
 * The journal as text, for its digest and its month files: one line of JSON per journal line, in order. The JSON is canonical because
 * `journalLine` parsed the lines, which puts their fields in order.
 *
 * Lines that register publications are left out: when a month is compiled late, its line is written long after its `recordedAt`, but the
 * lines before a cutoff must never change. The publications' manifests have a chain of hashes of their own.
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
 * Yields the text of the lines recorded from one instant on (null: from the first line) and before another, in the order of
 * `compareLines`. Each piece ends with a whole line.
 */
export type JournalSource = (from: string | null, to: string) => AsyncIterable<Buffer> | Iterable<Buffer>;

const newline = 0x0a;

/** Parses the lines of a journal text without validating them. @param text from `toJournalText` */
export function* parseJournalText(text: Buffer): Generator<JournalLine> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf(newline, start);
    const line: JournalLine = JSON.parse(text.toString('utf8', start, end));
    yield line;
    start = end + 1;
  }
}
