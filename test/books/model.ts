import type { Entry } from '../../functions/books/schema.ts';

/**
 * The books as the design tells of them, kept the slow way: all sheets that stand, added up anew for each question. Nothing
 * here is shared with the code under test but the shape of an entry.
 */

export type ModelSheet = {
  readonly id: string;
  readonly heldOn: string;
  readonly attendance: readonly { readonly memberId: string }[];
  readonly entries: readonly Entry[];
  readonly cashCountedPaise?: number | undefined;
};

type ModelLoan = {
  readonly owner: string;
  readonly disbursedOn: string;
  readonly principalPaise: number;
  outstandingPaise: number;
};

type Books = {
  cashPaise: number;
  readonly savings: Map<string, number>;
  readonly loans: Map<string, ModelLoan>;
  /** Repayments that found no loan of their member. */
  readonly stray: { memberId: string; loanId: string; amountPaise: number }[];
};

const addUp = (sheets: readonly ModelSheet[]): Books => {
  const books: Books = { cashPaise: 0, savings: new Map(), loans: new Map(), stray: [] };
  const save = (memberId: string, paise: number) =>
    books.savings.set(memberId, (books.savings.get(memberId) ?? 0) + paise);
  const all = sheets.flatMap(({ heldOn, entries }) => entries.map((entry) => ({ heldOn, entry })));
  for (const { heldOn, entry } of all) {
    const { memberId, amountPaise } = entry;
    if (entry.kind === 'loan') {
      books.loans.set(entry.loanId, {
        owner: memberId,
        disbursedOn: heldOn,
        principalPaise: amountPaise,
        outstandingPaise: amountPaise,
      });
      books.cashPaise -= amountPaise;
    } else if (entry.kind === 'withdrawal') {
      save(memberId, -amountPaise);
      books.cashPaise -= amountPaise;
    } else {
      if (entry.kind === 'deposit') {
        save(memberId, amountPaise);
      }
      books.cashPaise += amountPaise;
    }
  }
  for (const { entry } of all) {
    if (entry.kind === 'repayment') {
      const lent = books.loans.get(entry.loanId);
      if (lent?.owner === entry.memberId) {
        lent.outstandingPaise -= entry.amountPaise;
      } else {
        books.stray.push(entry);
      }
    }
  }
  return books;
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const owedBy = ({ loans, stray }: Books, memberId: string): number =>
  sum([...loans.values()].filter(({ owner }) => owner === memberId).map((lent) => lent.outstandingPaise)) -
  sum(stray.filter((repaid) => repaid.memberId === memberId).map(({ amountPaise }) => amountPaise));

export class Model {
  readonly members: readonly string[];
  readonly exits = new Map<string, string>();
  readonly accepted: ModelSheet[] = [];
  readonly reversed = new Set<string>();
  readonly loanIds: string[] = [];

  constructor(members: readonly string[]) {
    this.members = members;
  }

  get standing(): ModelSheet[] {
    return this.accepted.filter(({ id }) => !this.reversed.has(id));
  }

  get books(): Books {
    return addUp(this.standing);
  }

  savingsOf(memberId: string): number {
    return this.books.savings.get(memberId) ?? 0;
  }

  owedBy(memberId: string): number {
    return owedBy(this.books, memberId);
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

  /** The code that the sheet is refused with; undefined where it is accepted. */
  validateSheet(sheet: ModelSheet): string | undefined {
    const alone = addUp([sheet]);
    if ([...alone.loans.values()].some(({ outstandingPaise }) => outstandingPaise < 0)) {
      return 'insufficient_loan';
    }
    if ([...alone.loans.keys()].some((loanId) => this.loanIds.includes(loanId))) {
      return 'id_reused';
    }
    const next = addUp([...this.standing, sheet]);
    for (const { memberId } of sheet.attendance) {
      const exitedOn = this.exits.get(memberId);
      if (!this.members.includes(memberId) || (exitedOn !== undefined && exitedOn < sheet.heldOn)) {
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
    if (next.cashPaise < 0) {
      return 'insufficient_cash';
    }
    return sheet.cashCountedPaise !== undefined && sheet.cashCountedPaise !== next.cashPaise
      ? 'cash_mismatch'
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
    const next = addUp(this.standing.filter(({ id }) => id !== sheet.id));
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
    return next.cashPaise < 0 ? 'insufficient_cash' : undefined;
  }

  ledger() {
    const { books } = this;
    const members = this.members.toSorted().map((memberId) => ({
      memberId,
      savingsPaise: books.savings.get(memberId) ?? 0,
      loansOutstandingPaise: owedBy(books, memberId),
    }));
    return {
      cashPaise: books.cashPaise,
      savingsPaise: sum(members.map(({ savingsPaise }) => savingsPaise)),
      loansOutstandingPaise: sum(members.map(({ loansOutstandingPaise }) => loansOutstandingPaise)),
      members,
    };
  }

  savings(memberId: string) {
    const { books } = this;
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
        }))
        .sort((a, b) => (a.disbursedOn + a.loanId < b.disbursedOn + b.loanId ? -1 : 1)),
      /** By date, and within it in the order of recording. */
      statement: this.accepted
        .toSorted((a, b) => (a.heldOn === b.heldOn ? 0 : a.heldOn < b.heldOn ? -1 : 1))
        .flatMap((sheet) =>
          sheet.entries
            .filter((entry) => entry.memberId === memberId)
            .map(({ memberId: _, ...entry }) => ({
              meetingId: sheet.id,
              heldOn: sheet.heldOn,
              ...entry,
              reversed: this.reversed.has(sheet.id),
            })),
        ),
    };
  }
}
