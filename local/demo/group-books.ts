import { addDays, addMonths, monthOf } from '../../functions/shared/calendar/calendar.ts';
import { collectives, type DemoCollective } from './collectives.ts';
import { lastMonth } from './demo-dates.ts';
import { type DemoRequest, rupees } from './demo-request.ts';
import { GroupBookWriter } from './group-book-writer.ts';
import type { DemoMember } from './members.ts';
import { createRandom } from './random.ts';

/**
 * The groups' own money in the demo programme: bank accounts, expenses, a borrowing, a grant, a shortage, a dividend, a loan
 * that is partly written off, and one group with opening balances. After each of these records the box has as much cash as before,
 * since meetings.ts computes the cash without them: money moves at the bank, and a shortage is replaced from there at once.
 */

/** The groups with a bank account. All groups here are indexes in `collectives`. */
const groupsWithBankAccount = [0, 1, 2, 5, 9, 12] as const;

/** The group that borrows from its bank. */
const borrowingGroup = 2;

/** The group that lends from its bank account, and later writes off a part of the loan. */
const lendingGroup = 1;

/** The group with opening balances. It had saved by itself before the day that the programme counts as its formation. */
const groupWithOpening = 12;

/** The group that pays a dividend and finds a shortage. */
const dividendGroup = 0;

/**
 * One voucher each month, beginning in the month after the group's formation. Each has an expense; the first also has a grant and fees. Every third
 * month the expense is travel and the bank pays interest; every sixth month the bank also takes a charge.
 */
const addMonthlyVouchers = (writer: GroupBookWriter, { formedOn }: DemoCollective): void => {
  const firstMonth = addMonths(monthOf(formedOn), 1);
  for (let month = firstMonth, count = 1; month <= lastMonth; month = addMonths(month, 1), count += 1) {
    const isThirdMonth = count % 3 === 0;
    const isSixthMonth = count % 6 === 0;
    writer.addVoucher(`${month}-26`, [
      ...(count === 1
        ? [
            { kind: 'grant', head: 'revolving_fund', amountPaise: rupees(15_000), account: 'bank' },
            { kind: 'membership_fee', amountPaise: rupees(1_500), account: 'bank' },
          ]
        : []),
      {
        kind: 'expense',
        head: isThirdMonth ? 'travel' : 'stationery',
        amountPaise: rupees(60),
        account: 'bank',
      },
      ...(isThirdMonth ? [{ kind: 'bank_interest', amountPaise: rupees(105) }] : []),
      ...(isSixthMonth ? [{ kind: 'bank_charge', amountPaise: rupees(35) }] : []),
    ]);
  }
};

/** A borrowing of ₹120,000 from the bank at 0.92 % a month, with an instalment and interest each month. */
const borrowFromBank = (writer: GroupBookWriter): void => {
  const borrowingId = writer.addBorrowing('2026-01-15', {
    source: 'bank_linkage',
    principalPaise: rupees(120_000),
    ratePerMonthBasisPoints: 92,
    instalments: 24,
    firstDueOn: '2026-02-15',
  });
  const lineOf = (kind: string, amount: number) => ({
    kind,
    amountPaise: rupees(amount),
    account: 'bank',
    borrowingId,
  });
  writer.addVoucher('2026-01-16', [lineOf('borrowing_received', 120_000)]);
  for (let month = '2026-02'; month <= lastMonth; month = addMonths(month, 1)) {
    writer.addVoucher(`${month}-15`, [lineOf('borrowing_repaid', 5_000), lineOf('borrowing_interest', 950)]);
  }
};

const lentOn = '2026-01-28';

/** A loan of ₹6,000 at 1 % a month: two repayments of ₹500 follow, then a write-off of ₹2,000. The other ₹3,000 stay outstanding. */
const lendAndWriteOff = (writer: GroupBookWriter, memberId: string): void => {
  const loanId = writer.newLoanId(lentOn);
  const repay = { memberId, kind: 'repayment', amountPaise: rupees(500), loanId, account: 'bank' };
  writer.addMeeting(lentOn, [
    {
      memberId,
      kind: 'loan',
      amountPaise: rupees(6_000),
      loanId,
      account: 'bank',
      purpose: 'livelihood',
      ratePerMonthBasisPoints: 100,
      instalments: 12,
      firstDueOn: '2026-02-28',
    },
  ]);
  writer.addMeeting('2026-02-28', [repay]);
  writer.addMeeting('2026-03-28', [repay]);
  writer.addMeeting('2026-08-28', [
    { memberId, kind: 'write_off', amountPaise: rupees(2_000), loanId, reason: 'వ్యాపారం వర్షాలకు పాడైంది.' },
  ]);
};

/** A dividend of ₹40 for each of these members. */
const payDividend = (writer: GroupBookWriter, members: readonly DemoMember[]): void => {
  writer.addMeeting(
    '2026-04-25',
    members.map(({ id }) => ({ memberId: id, kind: 'dividend', amountPaise: rupees(40), account: 'bank' })),
  );
};

/** Ten rupees are missing in the cash box. The same voucher replaces them from the bank. */
const findShortage = (writer: GroupBookWriter): void =>
  writer.addVoucher('2026-05-27', [
    { kind: 'cash_short', amountPaise: rupees(10), reason: 'లెక్క తేలలేదు, మళ్ళీ వెతికాము.' },
    { kind: 'bank_withdrawal', amountPaise: rupees(10) },
  ]);

/** The group's members who joined and were enrolled before a day and never leave. They consent to reporting, so that their money counts in the figures. */
const stayingMembersOf = (
  members: readonly DemoMember[],
  collective: DemoCollective,
  day: string,
): DemoMember[] =>
  members.filter(
    (member) =>
      member.collective === collective &&
      member.leavingMonth === null &&
      member.reporting === 'given' &&
      member.joinedOn < day &&
      member.enrolledAt < day,
  );

/** The requests about the groups' bank accounts in the demo programme: vouchers, borrowings, openings and meetings. */
export const makeBookRequests = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('group books');
  return groupsWithBankAccount.flatMap((index) => {
    const collective = collectives[index];
    if (collective === undefined) throw new Error('There is no such collective.');
    const writer = new GroupBookWriter(random, collective);
    if (index === groupWithOpening) {
      // It has only money at the bank, and all of that is its own surplus.
      const bankPaise = rupees(18_400);
      writer.addOpening(collective.formedOn, { bankPaise, surplusPaise: bankPaise });
    }
    addMonthlyVouchers(writer, collective);
    if (index === borrowingGroup) borrowFromBank(writer);
    if (index === lendingGroup) {
      // Somebody who has been a member for thirty days when she borrows.
      const [borrower] = stayingMembersOf(members, collective, addDays(lentOn, -30));
      if (borrower === undefined) throw new Error('Nobody can borrow.');
      lendAndWriteOff(writer, borrower.id);
    }
    if (index === dividendGroup) {
      // The dividend goes to ten women who joined before its year.
      payDividend(writer, stayingMembersOf(members, collective, '2026-01-01').slice(0, 10));
      findShortage(writer);
    }
    return writer.requests;
  });
};
