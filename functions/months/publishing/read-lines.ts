import { parseJournalText } from '../../shared/journal/journal-text.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { idsThatChange, type Joins, joinsAfter, joinsOf } from '../indicators/joined-records.ts';

/** A count to which lines are added. It counts records as one woman's by `joins`. */
export type LineCounter = {
  readonly joins: Joins;
  readonly addText: (text: Buffer) => void;
  readonly addLine: (line: JournalLine) => void;
  /** Whether a line of the count named a record. */
  readonly isNamed: (memberId: string) => boolean;
};

/** The types of all lines about joins begin so. */
const textOfJoins = '"type":"members_';

/**
 * Adds lines to a count, until one of them joins or parts records that the count has counted otherwise. Such a count is of no use any more: it
 * has to begin again, with the joins that are given back.
 * @param texts the journal's lines from the position of the count on, up to a cutoff
 * @returns the joins that stand at the cutoff, and whether the count holds
 */
export const readLines = async (
  texts: AsyncIterable<Buffer> | Iterable<Buffer>,
  { joins: toldOf, addText, addLine, isNamed }: LineCounter,
): Promise<{ readonly joins: Joins; readonly holds: boolean }> => {
  let joins = toldOf;
  const isToldRight = () => !idsThatChange(toldOf, joins).some(isNamed);
  let holds = true;
  for await (const text of texts) {
    if (!holds) {
      // What is left is looked through for joins alone.
      if (text.includes(textOfJoins)) joins = joinsOf(parseJournalText(text), joins);
      continue;
    }
    addText(text);
    for (const line of parseJournalText(text)) {
      addLine(line);
      joins = joinsAfter(joins, line);
    }
    holds = isToldRight();
  }
  return { joins, holds };
};
