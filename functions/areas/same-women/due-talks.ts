import { type DueTalk, dueTalkOf } from '../../shared/due-talks/due-talk.ts';
import { dueTalkWrites } from '../../shared/due-talks/due-talks-of-group.ts';
import type { Write } from '../../shared/table/client.ts';
import { type Joinable, type PairRecords, withdrawalOfAll } from './joinable.ts';

/** The writes by which a join and a parting change the next talks: one woman has one next talk. */

/** The next talk with the woman of a record and of those that are joined to it. */
const dueOf = (kept: Joinable, others: readonly Joinable[]): DueTalk | undefined => {
  const records = [kept, ...others];
  const talks = records.flatMap(({ talkedOn }) => talkedOn ?? []).toSorted();
  return dueTalkOf({
    ...kept,
    ...withdrawalOfAll(records),
    joinedOn: records.map(({ joinedOn }) => joinedOn).toSorted()[0] ?? kept.joinedOn,
    talkedOn: talks.at(-1),
    joinedTo: undefined,
  });
};

const apart = ({ kept, other, joinedToKept, joinedToOther }: PairRecords) => ({
  ofKept: dueOf(kept, joinedToKept),
  ofOther: dueOf(other, joinedToOther),
});
const together = ({ kept, other, joinedToKept, joinedToOther }: PairRecords) =>
  dueOf(kept, [other, ...joinedToKept, ...joinedToOther]);

export const dueTalksWhenJoined = (records: PairRecords): Write[] => {
  const { ofKept, ofOther } = apart(records);
  return dueTalkWrites([
    { before: ofKept, after: together(records) },
    { before: ofOther, after: undefined },
  ]);
};

export const dueTalksWhenParted = (records: PairRecords): Write[] => {
  const { ofKept, ofOther } = apart(records);
  return dueTalkWrites([
    { before: together(records), after: ofKept },
    { before: undefined, after: ofOther },
  ]);
};
