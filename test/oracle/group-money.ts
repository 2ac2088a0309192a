import { daysOf } from './calendar.ts';
import type { World } from './world.ts';

/** The group's money and its loans to members, by the words of the design. */

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** Entries of meetings that were not reversed. */
export const entriesOf = (world: World) =>
  world.meetings().flatMap(({ entries, on, seq }) => entries.map((entry) => ({ ...entry, on, seq })));

type Moved = {
  readonly kind: string;
  readonly amountPaise: number;
  readonly account?: string | undefined;
  readonly borrowingId?: string | undefined;
};

/** All that moved up to a day: entries and lines of meetings, lines of vouchers. */
const movedBy = (world: World, day: string): (Moved & { readonly collective: string })[] => [
  ...world
    .meetings()
    .filter(({ on }) => on <= day)
    .flatMap(({ collective, entries, lines }) =>
      [...entries, ...lines].map((one): Moved & { collective: string } => ({ collective, ...one })),
    ),
  ...world
    .vouchers()
    .filter(({ on }) => on <= day)
    .flatMap(({ collective, lines }) => lines.map((one) => ({ collective, ...one }))),
];

const openingsBy = (world: World, day: string) => world.all('opening').filter(({ asOf }) => asOf <= day);

const intoBank = ({ kind, account, amountPaise }: Moved): number => {
  if (kind === 'bank_deposit' || kind === 'bank_interest') return amountPaise;
  if (kind === 'bank_withdrawal' || kind === 'bank_charge') return -amountPaise;
  if (account !== 'bank') return 0;
  const isPaidOut = /^(withdrawal|loan|dividend|expense|borrowing_repaid|borrowing_interest)$/.test(kind);
  return isPaidOut ? -amountPaise : amountPaise;
};

export const bankBalance = (world: World, day: string): number =>
  total([...movedBy(world, day).map(intoBank), ...openingsBy(world, day).map(({ bankPaise }) => bankPaise)]);

/** What is outstanding of each borrowing on a day. */
const borrowingsOn = (world: World, day: string) => {
  const opened = openingsBy(world, day).flatMap(({ collective, borrowings }) =>
    borrowings.map(({ id, source, outstandingPaise }) => ({ collective, id, source, outstandingPaise })),
  );
  const recorded = world.all('borrowing').map(({ collective, borrowing, source }) => ({
    collective,
    id: borrowing,
    source,
    outstandingPaise: 0,
  }));
  const moved = movedBy(world, day);
  return [...opened, ...recorded].map((one) => ({
    ...one,
    outstandingPaise:
      one.outstandingPaise +
      total(
        moved
          .filter(({ borrowingId }) => borrowingId === one.id)
          .map(({ kind, amountPaise }) =>
            kind === 'borrowing_received' ? amountPaise : kind === 'borrowing_repaid' ? -amountPaise : 0,
          ),
      ),
  }));
};

export const borrowingsOutstanding = (world: World, day: string): number =>
  total(borrowingsOn(world, day).map(({ outstandingPaise }) => outstandingPaise));

export const bankLinked = (world: World, day: string): number => {
  const linked = borrowingsOn(world, day)
    .filter(({ source, outstandingPaise }) => source === 'bank_linkage' && outstandingPaise > 0)
    .map(({ collective }) => collective);
  return world
    .collectives()
    .filter(({ formedOn, closedOn }) => formedOn <= day && (closedOn === null || closedOn > day))
    .filter(({ collective }) => linked.includes(collective)).length;
};

export const savingsBalance = (world: World, day: string): number =>
  total([
    ...entriesOf(world)
      .filter((entry) => entry.on <= day && world.consentsOn(entry.memberId, day))
      .map(({ kind, amountPaise }) =>
        kind === 'deposit' ? amountPaise : /^(withdrawal|set_off)$/.test(kind) ? -amountPaise : 0,
      ),
    ...openingsBy(world, day).flatMap(({ members }) =>
      members
        .filter(({ memberId }) => world.consentsOn(memberId, day))
        .map(({ savingsPaise }) => savingsPaise),
    ),
  ]);

type Lent = {
  readonly memberId: string;
  readonly loanId: string;
  readonly principalPaise: number;
  readonly repaidPaise: number;
  readonly instalments?: number | undefined;
  readonly firstDueOn?: string | undefined;
};

/** Loans as they stand on a day, by the dates of what was recorded. A payment without its loan is one of nothing. */
const loansOn = (world: World, day: string): Lent[] => {
  const entries = entriesOf(world).filter(({ on }) => on <= day);
  const given = [
    ...entries
      .filter(({ kind }) => kind === 'loan')
      .map(({ memberId, loanId = '', amountPaise, instalments, firstDueOn }) => ({
        memberId,
        loanId,
        principalPaise: amountPaise,
        before: 0,
        instalments,
        firstDueOn,
      })),
    ...openingsBy(world, day).flatMap(({ members }) =>
      members.flatMap(({ memberId, loans }) =>
        loans.map(({ outstandingPaise, ...loan }) => ({
          memberId,
          ...loan,
          before: loan.principalPaise - outstandingPaise,
        })),
      ),
    ),
  ];
  const paid = entries.filter(({ kind }) => /^(repayment|set_off|write_off)$/.test(kind));
  const paidOf = (loanId: string) =>
    total(paid.filter((one) => one.loanId === loanId).map(({ amountPaise }) => amountPaise));
  const known = new Set(given.map(({ loanId }) => loanId));
  return [
    ...given.map(({ before, ...loan }) => ({ ...loan, repaidPaise: before + paidOf(loan.loanId) })),
    ...[...Map.groupBy(paid, ({ loanId = '' }) => loanId)]
      .filter(([loanId]) => !known.has(loanId))
      .map(([loanId, [first]]) => ({
        memberId: first?.memberId ?? '',
        loanId,
        principalPaise: 0,
        repaidPaise: paidOf(loanId),
      })),
  ].filter(({ memberId }) => world.consentsOn(memberId, day));
};

const daysLater = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** What of a loan's principal was due on a day or earlier. */
const dueBy = ({ principalPaise, instalments, firstDueOn }: Lent, day: string): number => {
  if (instalments === undefined || firstDueOn === undefined) return 0;
  const [year = 0, month = 0, first = 0] = firstDueOn.split('-').map(Number);
  const dates = Array.from({ length: instalments }, (_, index) => {
    const serial = year * 12 + month - 1 + index;
    const name = `${Math.floor(serial / 12)}-${String((serial % 12) + 1).padStart(2, '0')}`;
    const last = Number(daysOf(name).last.slice(8));
    return `${name}-${String(Math.min(first, last)).padStart(2, '0')}`;
  });
  const due = dates.filter((date) => date <= day).length;
  return due === instalments ? principalPaise : due * Math.floor(principalPaise / instalments);
};

export const loansOutstanding = (world: World, day: string): number =>
  total(loansOn(world, day).map(({ principalPaise, repaidPaise }) => principalPaise - repaidPaise));

export const loansAtRisk = (world: World, day: string): number =>
  total(
    loansOn(world, day)
      .filter((loan) => dueBy(loan, daysLater(day, -30)) > loan.repaidPaise)
      .map(({ principalPaise, repaidPaise }) => principalPaise - repaidPaise),
  );
