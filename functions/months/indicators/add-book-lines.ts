import type { JournalLineOf } from '../../shared/journal/line.ts';
import { changeOf } from '../../shared/kinds/book-entries.ts';
import { type Adders, type OfMember, ownRows, reverse } from './adders.ts';
import { addGroupMoney, setBorrowing, setCollective } from './collective-document.ts';
import { addCountedFact, addFacts, type LineCounting, recording, reversal } from './counted-facts.ts';
import { collectiveOf, type Documents, memberOf } from './documents.ts';
import type { Facts } from './facts.ts';
import { mayRepayOwnLoan } from './joined-loans.ts';
import { addLongChange } from './long-changes.ts';
import { addOpening, addPrincipal } from './member-loans.ts';
import { monthNumber } from './month-numbers.ts';
import { addChange } from './monthly-changes.ts';

/** What lines about collectives and their books add to the documents: of the collective, and of the women whose money moved. */

const meetingFact: Facts['meeting'] = { type: 'meeting' };

/**
 * Adds or subtracts a meeting's sheet: its money, the meeting, the attendance and the entries. A big count is split into shards (shards.ts), each with some
 * of the members. So the members' numbers take only the rows of members who are counted here. The collective's own numbers take the whole sheet: they
 * are counted in the first shard alone, and it gets each sheet whole.
 */
const addSheet = (
  documents: Documents,
  {
    collectiveId,
    attendance,
    entries,
    lines = [],
  }: Pick<JournalLineOf<'meeting_held'>, 'collectiveId' | 'attendance' | 'entries' | 'lines'>,
  counting: LineCounting,
): void => {
  const { month, sign } = counting;
  const withMember = <T extends OfMember>(fact: T) => ({ member: memberOf(documents, fact.memberId), fact });
  for (const entry of entries) {
    // What another shard's woman repaid on a loan of a member counted here is needed here too.
    if (documents.isOwn(entry.memberId) || mayRepayOwnLoan(documents, entry)) {
      addPrincipal(memberOf(documents, entry.memberId), entry, month, sign);
    }
  }
  const ownEntries = ownRows(documents, entries).map(withMember);
  for (const { member, fact: entry } of ownEntries) {
    addLongChange(member.savings, month, sign * changeOf('savings', entry));
  }
  addFacts(documents, 'attendance', ownRows(documents, attendance).map(withMember), counting);
  addFacts(documents, 'entry', ownEntries, counting);

  const collective = collectiveOf(documents, collectiveId);
  addGroupMoney(collective, [...entries, ...lines], month, sign);
  const { plan, sums } = documents;
  const target = { plan, sums, factCounts: collective.factCounts };
  // A collective has only one cell.
  addCountedFact(target, 'meeting', meetingFact, { month, sign, cellIndex: 0 });
};

/** Opening balances count in stocks (amounts at a month's end) from their day on, but never as deposits or disbursements. */
const openBooks = (documents: Documents, line: JournalLineOf<'books_opened'>): void => {
  const month = monthNumber(line.asOf);
  const collective = collectiveOf(documents, line.collectiveId);
  addChange(collective.bank, month, line.bankPaise);
  for (const borrowing of line.borrowings) {
    addChange(setBorrowing(collective, borrowing).outstanding, month, borrowing.outstandingPaise);
  }
  for (const opening of ownRows(documents, line.members)) {
    addOpening(memberOf(documents, opening.memberId), opening, month);
  }
};

/**
 * Moves bank money and borrowings from one group to the other, from the day of the move on. Savings and loans are counted with the woman, whichever
 * group she is in, so they don't change.
 * @param sign 1 for a move, -1 for its reversal
 */
const addMove = (
  documents: Documents,
  line: JournalLineOf<'move_recorded' | 'move_reversed'>,
  sign: 1 | -1,
): void => {
  const month = monthNumber(line.on);
  const from = collectiveOf(documents, line.collectiveId);
  const to = collectiveOf(documents, line.toCollectiveId);
  addChange(from.bank, month, -sign * line.bankPaise);
  addChange(to.bank, month, sign * line.bankPaise);
  for (const { borrowingId, source, outstandingPaise } of line.borrowings) {
    addChange(setBorrowing(from, { borrowingId, source }).outstanding, month, -sign * outstandingPaise);
    addChange(setBorrowing(to, { borrowingId, source }).outstanding, month, sign * outstandingPaise);
  }
};

export const bookAdders = {
  collective_formed: (documents, line) => {
    const collective = collectiveOf(documents, line.collectiveId);
    // A change line before this one has newer values, so keep them.
    if (collective.formedMonth === null) {
      setCollective(collective, line);
    }
  },
  collective_changed: (documents, line) => setCollective(collectiveOf(documents, line.collectiveId), line),

  meeting_held: (documents, line) => {
    if (!documents.idsReversedEarly.has(line.meetingId)) {
      addSheet(documents, line, recording(monthNumber(line.heldOn)));
    }
  },
  meeting_reversed: (documents, line) => {
    const reversedLine = { recordedAt: line.meetingRecordedAt, id: line.meetingId };
    reverse(documents, line, reversedLine, () =>
      addSheet(documents, line, reversal(monthNumber(line.heldOn), reversedLine)),
    );
  },
  voucher_recorded: (documents, line) => {
    if (!documents.idsReversedEarly.has(line.voucherId)) {
      addGroupMoney(collectiveOf(documents, line.collectiveId), line.lines, monthNumber(line.on), 1);
    }
  },
  voucher_reversed: (documents, line) => {
    const reversedLine = { recordedAt: line.voucherRecordedAt, id: line.voucherId };
    reverse(documents, line, reversedLine, () =>
      addGroupMoney(collectiveOf(documents, line.collectiveId), line.lines, monthNumber(line.on), -1),
    );
  },
  borrowing_recorded: (documents, line) => {
    setBorrowing(collectiveOf(documents, line.collectiveId), line);
  },
  books_opened: (documents, line) => openBooks(documents, line),
  move_recorded: (documents, line) => {
    if (!documents.idsReversedEarly.has(line.moveId)) {
      addMove(documents, line, 1);
    }
  },
  move_reversed: (documents, line) => {
    const reversedLine = { recordedAt: line.moveRecordedAt, id: line.moveId };
    reverse(documents, line, reversedLine, () => addMove(documents, line, -1));
  },
} satisfies Partial<Adders>;
