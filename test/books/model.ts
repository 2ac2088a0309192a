import type { BorrowingInput } from '../../functions/areas/books/borrowing-schema.ts';
import type { OpeningInput } from '../../functions/areas/books/opening-schema.ts';
import type { Entry, Line } from './sheets.ts';

/**
 * The books as the design tells of them, kept the slow way: all sheets that stand, added up anew for each question. Nothing
 * here is shared with the code under test but the shapes of what is sent.
 */

/** A meeting's sheet, or a voucher: then without attendance and entries. */
export type ModelSheet = {
  readonly id: string;
  readonly on: string;
  readonly attendance: readonly { readonly memberId: string }[];
  readonly entries: readonly Entry[];
  readonly lines: readonly Line[];
  readonly cashCountedPaise?: number | undefined;
  readonly bankBalancePaise?: number | undefined;
};

type ModelLoan = {
  readonly owner: string;
  readonly disbursedOn: string;
  readonly principalPaise: number;
  outstandingPaise: number;
};

type Owed = { receivedPaise: number; outstandingPaise: number };

type Books = {
  cashPaise: number;
  bankPaise: number;
  grantsPaise: number;
  surplusPaise: number;
  readonly savings: Map<string, number>;
  readonly loans: Map<string, ModelLoan>;
  readonly borrowings: Map<string, Owed>;
  /** Payments of loans that are not their member's. */
  readonly stray: { memberId: string; loanId: string; amountPaise: number }[];
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const payLoan = (books: Books, { memberId, loanId, amountPaise }: Books['stray'][number]): void => {
  const lent = books.loans.get(loanId);
  if (lent?.owner === memberId) {
    lent.outstandingPaise -= amountPaise;
  } else {
    books.stray.push({ memberId, loanId, amountPaise });
  }
};

const addEntry = (books: Books, entry: Entry): void => {
  const { memberId, amountPaise } = entry;
  const move = (paise: number) => {
    if ('account' in entry && entry.account === 'bank') {
      books.bankPaise += paise;
    } else {
      books.cashPaise += paise;
    }
  };
  const save = (paise: number) => books.savings.set(memberId, (books.savings.get(memberId) ?? 0) + paise);
  switch (entry.kind) {
    case 'deposit':
      save(amountPaise);
      move(amountPaise);
      break;
    case 'withdrawal':
      save(-amountPaise);
      move(-amountPaise);
      break;
    case 'loan':
      move(-amountPaise);
      break;
    case 'repayment':
      payLoan(books, entry);
      move(amountPaise);
      break;
    case 'interest':
    case 'fine':
      books.surplusPaise += amountPaise;
      move(amountPaise);
      break;
    case 'dividend':
      books.surplusPaise -= amountPaise;
      move(-amountPaise);
      break;
    case 'set_off':
      save(-amountPaise);
      payLoan(books, entry);
      break;
    case 'write_off':
      books.surplusPaise -= amountPaise;
      payLoan(books, entry);
      break;
  }
};

const addLine = (books: Books, line: Line): void => {
  const { amountPaise } = line;
  const move = (paise: number) => {
    if ('account' in line && line.account === 'bank') {
      books.bankPaise += paise;
    } else {
      books.cashPaise += paise;
    }
  };
  const owe = (borrowingId: string, change: Owed) => {
    const before = books.borrowings.get(borrowingId) ?? { receivedPaise: 0, outstandingPaise: 0 };
    books.borrowings.set(borrowingId, {
      receivedPaise: before.receivedPaise + change.receivedPaise,
      outstandingPaise: before.outstandingPaise + change.outstandingPaise,
    });
  };
  switch (line.kind) {
    case 'bank_deposit':
      books.bankPaise += amountPaise;
      books.cashPaise -= amountPaise;
      break;
    case 'bank_withdrawal':
      books.bankPaise -= amountPaise;
      books.cashPaise += amountPaise;
      break;
    case 'bank_interest':
      books.surplusPaise += amountPaise;
      books.bankPaise += amountPaise;
      break;
    case 'bank_charge':
      books.surplusPaise -= amountPaise;
      books.bankPaise -= amountPaise;
      break;
    case 'membership_fee':
    case 'other_income':
    case 'cash_over':
      books.surplusPaise += amountPaise;
      move(amountPaise);
      break;
    case 'grant':
      books.grantsPaise += amountPaise;
      move(amountPaise);
      break;
    case 'expense':
    case 'cash_short':
      books.surplusPaise -= amountPaise;
      move(-amountPaise);
      break;
    case 'borrowing_received':
      owe(line.borrowingId, { receivedPaise: amountPaise, outstandingPaise: amountPaise });
      move(amountPaise);
      break;
    case 'borrowing_repaid':
      owe(line.borrowingId, { receivedPaise: 0, outstandingPaise: -amountPaise });
      move(-amountPaise);
      break;
    case 'borrowing_interest':
      books.surplusPaise -= amountPaise;
      move(-amountPaise);
      break;
  }
};

const addUp = (sheets: readonly ModelSheet[], opening?: OpeningInput): Books => {
  const { cashPaise = 0, bankPaise = 0, grantsPaise = 0, surplusPaise = 0 } = opening ?? {};
  const books: Books = {
    cashPaise,
    bankPaise,
    grantsPaise,
    surplusPaise,
    savings: new Map(opening?.members.map(({ memberId, savingsPaise }) => [memberId, savingsPaise])),
    loans: new Map(
      opening?.members.flatMap(({ memberId, loans }) =>
        loans.map(({ loanId, disbursedOn, principalPaise, outstandingPaise }): [string, ModelLoan] => [
          loanId,
          { owner: memberId, disbursedOn, principalPaise, outstandingPaise },
        ]),
      ),
    ),
    borrowings: new Map(
      opening?.borrowings.map(({ id, principalPaise, outstandingPaise }) => [
        id,
        { receivedPaise: principalPaise, outstandingPaise },
      ]),
    ),
    stray: [],
  };
  for (const { on, entries } of sheets) {
    for (const entry of entries) {
      if (entry.kind === 'loan') {
        const { memberId: owner, amountPaise } = entry;
        books.loans.set(entry.loanId, {
          owner,
          disbursedOn: on,
          principalPaise: amountPaise,
          outstandingPaise: amountPaise,
        });
      }
    }
  }
  for (const { entries, lines } of sheets) {
    for (const entry of entries) {
      addEntry(books, entry);
    }
    for (const line of lines) {
      addLine(books, line);
    }
  }
  return books;
};

const owedBy = ({ loans, stray }: Books, memberId: string): number =>
  sum([...loans.values()].filter(({ owner }) => owner === memberId).map((lent) => lent.outstandingPaise)) -
  sum(stray.filter((paid) => paid.memberId === memberId).map(({ amountPaise }) => amountPaise));

export class Model {
  readonly members: readonly string[];
  readonly exits = new Map<string, string>();
  readonly accepted: ModelSheet[] = [];
  readonly reversed = new Set<string>();
  readonly loanIds: string[] = [];
  readonly borrowings = new Map<string, BorrowingInput>();
  opening: OpeningInput | undefined;
  /** Whether reasons are encrypted, for which a stranger has no key: then her write-off is refused before all that the books hold. */
  readonly encrypts: boolean;

  constructor(members: readonly string[], { encrypts = false } = {}) {
    this.members = members;
    this.encrypts = encrypts;
  }

  get standing(): ModelSheet[] {
    return this.accepted.filter(({ id }) => !this.reversed.has(id));
  }

  get books(): Books {
    return addUp(this.standing, this.opening);
  }

  /** The books with one more sheet. */
  booksWith(sheet: ModelSheet): Books {
    return addUp([...this.standing, sheet], this.opening);
  }

  savingsOf(memberId: string): number {
    return this.books.savings.get(memberId) ?? 0;
  }

  owedBy(memberId: string): number {
    return owedBy(this.books, memberId);
  }

  /** Records the opening, and its borrowings as received in full. */
  open(opening: OpeningInput): void {
    this.opening = opening;
    for (const { outstandingPaise: _, ...borrowing } of opening.borrowings) {
      this.borrowings.set(borrowing.id, borrowing);
    }
    this.loanIds.push(...opening.members.flatMap(({ loans }) => loans.map(({ loanId }) => loanId)));
  }

  /** What her account would refuse, if the books were `next`; `touched` are the entries that may name a loan. */
  refusalOfAccount(next: Books, memberId: string, touched: readonly Entry[]): string | undefined {
    const savings = next.savings.get(memberId) ?? 0;
    if (this.exits.has(memberId) && (savings !== 0 || owedBy(next, memberId) !== 0)) {
      return 'not_a_member';
    }
    for (const entry of touched) {
      if (!('loanId' in entry) || entry.loanId === undefined) {
        continue;
      }
      const { loanId } = entry;
      const lent = next.loans.get(loanId);
      if (entry.kind === 'interest' && lent?.owner !== memberId) {
        return 'unknown_loan';
      }
      if (next.stray.some((stray) => stray.memberId === memberId && stray.loanId === loanId)) {
        return lent === undefined && this.loanIds.includes(loanId) && this.isStanding(memberId, loanId)
          ? 'insufficient_loan'
          : 'unknown_loan';
      }
      if (lent !== undefined && lent.outstandingPaise < 0) {
        return 'insufficient_loan';
      }
    }
    return savings < 0 ? 'insufficient_savings' : undefined;
  }

  /** Whether the loan is in her account as the books are now: then taking it out strands its repayments. */
  isStanding(memberId: string, loanId: string): boolean {
    return this.books.loans.get(loanId)?.owner === memberId;
  }

  /** What the group's money would refuse, if the books were `next`. */
  refusalOfGroup(next: Books, sheet: ModelSheet): string | undefined {
    const named = sheet.lines.flatMap((line) => ('borrowingId' in line ? [line.borrowingId] : []));
    for (const borrowingId of new Set(named)) {
      const borrowing = this.borrowings.get(borrowingId);
      if (borrowing === undefined) {
        return 'unknown_borrowing';
      }
      const { receivedPaise, outstandingPaise } = next.borrowings.get(borrowingId) ?? {
        receivedPaise: 0,
        outstandingPaise: 0,
      };
      if (receivedPaise > borrowing.principalPaise || outstandingPaise < 0) {
        return 'insufficient_borrowing';
      }
    }
    if (next.cashPaise < 0) {
      return 'insufficient_cash';
    }
    return next.bankPaise < 0 ? 'insufficient_bank' : undefined;
  }

  /** The code that the sheet is refused with; undefined where it is accepted. */
  validateSheet(sheet: ModelSheet): string | undefined {
    const alone = addUp([sheet]);
    if (
      sheet.entries.some((e) => e.kind === 'loan' && e.firstDueOn !== undefined && e.firstDueOn < sheet.on)
    ) {
      return 'due_before_loan';
    }
    if ([...alone.loans.values()].some(({ outstandingPaise }) => outstandingPaise < 0)) {
      return 'insufficient_loan';
    }
    const isStranger = (memberId: string): boolean => !this.members.includes(memberId);
    if (this.encrypts && sheet.entries.some((e) => e.kind === 'write_off' && isStranger(e.memberId))) {
      return 'not_a_member';
    }
    if ([...alone.loans.keys()].some((loanId) => this.loanIds.includes(loanId))) {
      return 'id_reused';
    }
    const next = this.booksWith(sheet);
    for (const { memberId } of sheet.attendance) {
      const exitedOn = this.exits.get(memberId);
      if (!this.members.includes(memberId) || (exitedOn !== undefined && exitedOn < sheet.on)) {
        return 'not_a_member';
      }
      const hers = sheet.entries.filter((entry) => entry.memberId === memberId);
      if (hers.length > 0) {
        const refusal = this.refusalOfAccount(next, memberId, hers);
        if (refusal !== undefined) {
          return refusal;
        }
      }
    }
    if (this.opening !== undefined && sheet.on < this.opening.asOf) {
      return 'before_opening';
    }
    const refusal = this.refusalOfGroup(next, sheet);
    if (refusal !== undefined) {
      return refusal;
    }
    if (sheet.entries.some(({ kind }) => kind === 'dividend') && next.surplusPaise < 0) {
      return 'insufficient_surplus';
    }
    if (sheet.cashCountedPaise !== undefined && sheet.cashCountedPaise !== next.cashPaise) {
      return 'cash_mismatch';
    }
    return sheet.bankBalancePaise !== undefined && sheet.bankBalancePaise !== next.bankPaise
      ? 'bank_mismatch'
      : undefined;
  }

  accept(sheet: ModelSheet): void {
    this.accepted.push(sheet);
    this.loanIds.push(...sheet.entries.flatMap((entry) => (entry.kind === 'loan' ? [entry.loanId] : [])));
  }

  refusalOfReversal(sheet: ModelSheet): string | undefined {
    if (this.reversed.has(sheet.id)) {
      return 'already_reversed';
    }
    const next = addUp(
      this.standing.filter(({ id }) => id !== sheet.id),
      this.opening,
    );
    for (const memberId of new Set(sheet.entries.map((entry) => entry.memberId))) {
      // Interest is given back whatever has become of its loan.
      const touched = sheet.entries.filter(
        (entry) => entry.memberId === memberId && entry.kind !== 'interest',
      );
      const refusal = this.refusalOfAccount(next, memberId, touched);
      if (refusal !== undefined) {
        return refusal;
      }
    }
    return this.refusalOfGroup(next, sheet);
  }

  ledger() {
    const { books } = this;
    const members = this.members.toSorted().map((memberId) => ({
      memberId,
      savingsPaise: books.savings.get(memberId) ?? 0,
      loansOutstandingPaise: owedBy(books, memberId),
      overduePaise: 0,
    }));
    const borrowings = [...this.borrowings.keys()].toSorted().map((borrowingId) => ({
      borrowingId,
      outstandingPaise: books.borrowings.get(borrowingId)?.outstandingPaise ?? 0,
    }));
    return {
      cashPaise: books.cashPaise,
      bankPaise: books.bankPaise,
      grantsPaise: books.grantsPaise,
      surplusPaise: books.surplusPaise,
      savingsPaise: sum(members.map(({ savingsPaise }) => savingsPaise)),
      loansOutstandingPaise: sum(members.map(({ loansOutstandingPaise }) => loansOutstandingPaise)),
      borrowingsOutstandingPaise: sum(borrowings.map(({ outstandingPaise }) => outstandingPaise)),
      members,
      borrowings,
    };
  }

  savings(memberId: string) {
    const { books, opening } = this;
    const opened = opening?.members.find((member) => member.memberId === memberId);
    const openingLine = { openingId: opening?.id, heldOn: opening?.asOf, kind: 'opening', reversed: false };
    return {
      savingsPaise: books.savings.get(memberId) ?? 0,
      loansOutstandingPaise: owedBy(books, memberId),
      loans: [...books.loans]
        .filter(([, { owner }]) => owner === memberId)
        .map(([loanId, { disbursedOn, principalPaise, outstandingPaise }]) => ({
          loanId,
          disbursedOn,
          principalPaise,
          outstandingPaise,
          overduePaise: 0,
        }))
        .sort((a, b) => (a.disbursedOn + a.loanId < b.disbursedOn + b.loanId ? -1 : 1)),
      /** The opening's lines; then by date, and within it in the order of recording. */
      statement: [
        ...(opened !== undefined && opened.savingsPaise > 0
          ? [{ ...openingLine, amountPaise: opened.savingsPaise }]
          : []),
        ...(opened?.loans ?? [])
          .filter(({ outstandingPaise }) => outstandingPaise > 0)
          .map(({ loanId, outstandingPaise }) => ({ ...openingLine, amountPaise: outstandingPaise, loanId })),
        ...this.accepted
          .toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
          .flatMap((sheet) =>
            sheet.entries
              .filter((entry) => entry.memberId === memberId)
              .map((entry) => ({
                meetingId: sheet.id,
                heldOn: sheet.on,
                kind: entry.kind,
                amountPaise: entry.amountPaise,
                ...('loanId' in entry && entry.loanId !== undefined ? { loanId: entry.loanId } : {}),
                reversed: this.reversed.has(sheet.id),
              })),
          ),
      ],
    };
  }
}

/** A meeting's sheet for the model. */
export const modelMeeting = ({
  heldOn,
  lines = [],
  ...sheet
}: Omit<ModelSheet, 'on' | 'lines'> & {
  readonly heldOn: string;
  readonly lines?: readonly Line[] | undefined;
}): ModelSheet => ({ ...sheet, on: heldOn, lines });
