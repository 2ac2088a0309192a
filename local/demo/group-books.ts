import { addDays, addMonths, cutoffOf, monthOf } from '../../functions/domain/calendar.ts';
import { collectives, type DemoCollective } from './collectives.ts';
import { timeOn } from './demo-dates.ts';
import { type DemoRequest, idAt } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The groups' own money in the demo programme: bank accounts, expenses, a bank loan, a grant, a shortage, a dividend, a loan that
 * was not repaid and then written off, and one group that came with a past. All of it moves at the bank, so that the cash of the
 * meetings is what meetings.ts says.
 */

const lastMonth = '2026-10';
const lastInstant = cutoffOf(lastMonth, 5).toISOString();

const rupees = (amount: number): number => amount * 100;

/** Groups with a bank account, by their place in the list. */
const banked = [0, 1, 2, 5, 9, 12] as const;
/** The group that borrows from its bank. */
const linked = 2;
/** The group that lends from the bank, is not repaid, and writes the loan off. */
const lending = 1;
/** The group with a past: its books are opened before its first meeting here. */
const withPast = 12;

class Bookkeeper {
  readonly #random: Random;
  readonly #collective: DemoCollective;
  readonly requests: DemoRequest[] = [];

  constructor(random: Random, collective: DemoCollective) {
    this.#random = random;
    this.#collective = collective;
  }

  #send(
    on: string,
    route: DemoRequest['route'],
    body: object,
    by: DemoRequest['by'] = this.#collective.by,
  ): string {
    const at = timeOn(this.#random, on, 13, 15);
    const id = idAt(this.#random, at);
    if (at < lastInstant) {
      this.requests.push({ at, by, route, path: { id: this.#collective.id }, body: { id, ...body } });
    }
    return id;
  }

  voucher(on: string, lines: readonly object[]): void {
    this.#send(on, 'POST /api/collectives/{id}/vouchers', { on, lines });
  }

  borrow(sanctionedOn: string, terms: object): string {
    return this.#send(sanctionedOn, 'POST /api/collectives/{id}/borrowings', { sanctionedOn, ...terms });
  }

  open(asOf: string, balances: object): void {
    const body = { asOf, cashPaise: 0, grantsPaise: 0, members: [], borrowings: [], ...balances };
    this.#send(asOf, 'POST /api/collectives/{id}/opening', body, 'coordinator');
  }

  /** A meeting about money at the bank, of a few women. */
  meet(
    heldOn: string,
    entries: readonly ({ readonly memberId: string } & Readonly<Record<string, unknown>>)[],
  ): void {
    const attendance = [...new Set(entries.map(({ memberId }) => memberId))].map((memberId) => ({
      memberId,
      status: 'present',
    }));
    this.#send(heldOn, 'POST /api/collectives/{id}/meetings', { heldOn, attendance, entries });
  }

  /** A new loan's id. */
  newLoanId(on: string): string {
    return idAt(this.#random, timeOn(this.#random, on, 12, 13));
  }
}

const keepAccount = (keeper: Bookkeeper, { formedOn }: DemoCollective): void => {
  const first = addMonths(monthOf(formedOn), 1);
  for (let month = first, count = 1; month <= lastMonth; month = addMonths(month, 1), count += 1) {
    keeper.voucher(`${month}-26`, [
      ...(count === 1
        ? [
            { kind: 'grant', head: 'revolving_fund', amountPaise: rupees(15_000), account: 'bank' },
            { kind: 'membership_fee', amountPaise: rupees(1_500), account: 'bank' },
          ]
        : []),
      {
        kind: 'expense',
        head: count % 3 === 0 ? 'travel' : 'stationery',
        amountPaise: rupees(60),
        account: 'bank',
      },
      ...(count % 3 === 0 ? [{ kind: 'bank_interest', amountPaise: rupees(105) }] : []),
      ...(count % 6 === 0 ? [{ kind: 'bank_charge', amountPaise: rupees(35) }] : []),
    ]);
  }
};

const borrowFromBank = (keeper: Bookkeeper): void => {
  const borrowingId = keeper.borrow('2026-01-15', {
    source: 'bank_linkage',
    principalPaise: rupees(120_000),
    ratePerMonthBasisPoints: 92,
    instalments: 24,
    firstDueOn: '2026-02-15',
  });
  const line = (kind: string, amount: number) => ({
    kind,
    amountPaise: rupees(amount),
    account: 'bank',
    borrowingId,
  });
  keeper.voucher('2026-01-16', [line('borrowing_received', 120_000)]);
  for (let month = '2026-02'; month <= lastMonth; month = addMonths(month, 1)) {
    keeper.voucher(`${month}-15`, [line('borrowing_repaid', 5_000), line('borrowing_interest', 950)]);
  }
};

/** A loan from the bank account of which two parts come back; the rest is written off. */
const lendAndLose = (keeper: Bookkeeper, memberId: string): void => {
  const loanId = keeper.newLoanId('2026-01-28');
  const repay = { memberId, kind: 'repayment', amountPaise: rupees(500), loanId, account: 'bank' };
  keeper.meet('2026-01-28', [
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
  keeper.meet('2026-02-28', [repay]);
  keeper.meet('2026-03-28', [repay]);
  keeper.meet('2026-08-28', [
    { memberId, kind: 'write_off', amountPaise: rupees(2_000), loanId, reason: 'వ్యాపారం వర్షాలకు పాడైంది.' },
  ]);
};

const shareOut = (keeper: Bookkeeper, members: readonly DemoMember[]): void => {
  keeper.meet(
    '2026-04-25',
    members.map(({ id }) => ({ memberId: id, kind: 'dividend', amountPaise: rupees(40), account: 'bank' })),
  );
};

/** Ten rupees were missing in the box; the group put them back from the bank. */
const findShortage = (keeper: Bookkeeper): void =>
  keeper.voucher('2026-05-27', [
    { kind: 'cash_short', amountPaise: rupees(10), reason: 'లెక్క తేలలేదు, మళ్ళీ వెతికాము.' },
    { kind: 'bank_withdrawal', amountPaise: rupees(10) },
  ]);

/** Members who stay, as they were before a day. */
const stayingOf = (
  members: readonly DemoMember[],
  collective: DemoCollective,
  before: string,
): DemoMember[] =>
  members.filter(
    (member) =>
      member.collective === collective &&
      member.leavesIn === null &&
      member.reporting === 'given' &&
      member.joinedOn < before &&
      member.enrolledAt < before,
  );

export const keepGroupBooks = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('group books');
  return banked.flatMap((place) => {
    const collective = collectives[place];
    if (collective === undefined) throw new Error('There is no such collective.');
    const keeper = new Bookkeeper(random, collective);
    if (place === withPast) {
      const bankPaise = rupees(18_400);
      keeper.open(collective.formedOn, { bankPaise, surplusPaise: bankPaise });
    }
    keepAccount(keeper, collective);
    if (place === linked) borrowFromBank(keeper);
    if (place === lending) {
      const [borrower] = stayingOf(members, collective, addDays('2026-01-28', -30));
      if (borrower === undefined) throw new Error('Nobody can borrow.');
      lendAndLose(keeper, borrower.id);
    }
    if (place === 0) {
      shareOut(keeper, stayingOf(members, collective, '2026-01-01').slice(0, 10));
      findShortage(keeper);
    }
    return keeper.requests;
  });
};
