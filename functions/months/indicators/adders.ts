import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import { compareLines } from '../../shared/journal/line-order.ts';
import type { Documents } from './documents.ts';
import type { LinePosition } from './member-document.ts';

/**
 * What the adders of journal lines share. add-member-lines.ts, add-book-lines.ts, add-case-lines.ts and add-outreach-lines.ts have the adders,
 * add-lines.ts brings them together.
 */

/** What each type of line adds to the documents; null if no indicator counts it. */
export type Adders = {
  readonly [T in JournalLine['type']]: ((documents: Documents, line: JournalLineOf<T>) => void) | null;
};

/**
 * Subtracts what a line reverses. When two requests come at once, the journal may have the reversal before the reversed line. Then the reversed
 * line's id is remembered, so that the line is not added at all.
 * @param line the reversal
 * @param reversedLine the position of the line that it reverses
 */
export const reverse = (
  { idsReversedEarly }: Documents,
  line: LinePosition,
  reversedLine: LinePosition,
  subtract: () => void,
): void => {
  if (compareLines(line, reversedLine) < 0) {
    idsReversedEarly.add(reversedLine.id);
  } else {
    subtract();
  }
};

export type OfMember = { readonly memberId: string };

/** The rows of the members whose facts count here (`Documents.isOwn`). */
export const ownRows = <T extends OfMember>({ isOwn }: Documents, rows: readonly T[]): T[] =>
  rows.filter(({ memberId }) => isOwn(memberId));
