import type { JournalLineOf } from '../functions/shared/journal/line.ts';
import { idOf } from './invented-ids.ts';

/** A meeting's sheet. The sheet's id is also the meeting's. */
export const sheetOf = (
  stamp: { readonly id: string; readonly recordedAt: string; readonly actor: string },
  about: {
    readonly collective: number;
    readonly membersEach: number;
    readonly heldOn: string;
    readonly monthIndex: number;
    readonly random: (below: number) => number;
  },
): JournalLineOf<'meeting_held'> => {
  const { collective, membersEach, heldOn, monthIndex, random } = about;
  const rows = Array.from({ length: membersEach }, (_, row) => collective * membersEach + row);
  return {
    type: 'meeting_held',
    ...stamp,
    collectiveId: idOf('collective', collective),
    meetingId: stamp.id,
    heldOn,
    counted: true,
    attendance: rows.map((member) => {
      // Of twenty members, on average 17 are present, two absent and one excused.
      const drawn = random(20);
      const absence = drawn < 19 ? 'absent' : 'excused';
      return { memberId: idOf('member', member), status: drawn < 17 ? 'present' : absence };
    }),
    entries: rows.map((member, row): JournalLineOf<'meeting_held'>['entries'][number] => {
      const memberId = idOf('member', member);
      // No plan has 100,000 members, so each member and month has a number of its own.
      const loanIdOf = (takenIn: number): string => idOf('loan', member + takenIn * 100_000);
      // Each month another member takes a loan, and the borrower of the month before repays half of hers.
      if (row === monthIndex % membersEach) {
        return { memberId, kind: 'loan', amountPaise: 100_000, loanId: loanIdOf(monthIndex) };
      }
      const previousMonth = monthIndex - 1;
      if (previousMonth >= 0 && row === previousMonth % membersEach) {
        return { memberId, kind: 'repayment', amountPaise: 50_000, loanId: loanIdOf(previousMonth) };
      }
      return { memberId, kind: random(20) === 0 ? 'fine' : 'deposit', amountPaise: 1_000 * (1 + random(20)) };
    }),
  };
};
