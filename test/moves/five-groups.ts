import { validateClosing } from '../../functions/areas/accounts/closed-group.ts';
import type { StoredGroupMoney } from '../../functions/areas/accounts/group-money.ts';
import { addHoldings, newAccount } from '../../functions/areas/accounts/move-holdings.ts';
import { balancesOfMove, type MovedHoldings } from '../../functions/areas/accounts/stored-move.ts';
import type { AccountedMove, AccountedSheet } from '../../functions/areas/books/accounts-of-period.ts';
import { times } from '../../functions/areas/books/balances.ts';
import type { Opening } from '../../functions/areas/books/opening-schema.ts';
import type { Limits, MoneyChange, Plan, SeenWoman } from '../../functions/areas/moves/plan.ts';
import { planReversal } from '../../functions/areas/moves/reversal-rules.ts';
import { planMove } from '../../functions/areas/moves/rules.ts';
import type { MoveInput } from '../../functions/areas/moves/schema.ts';
import { AppError } from '../../functions/shared/errors/errors.ts';
import type { ModelSheet } from '../books/model.ts';
import { PureBooks } from '../books/pure-books.ts';
import { id } from '../books/sheets.ts';

/** Five groups whose books the pure rules keep in memory, and the women who go from one to another. */

const limits: Limits = { records: () => 1_000_000, entries: () => 1_000_000 };

type Woman = { readonly memberId: string; group: number; former: readonly string[]; hasLeft: boolean };
export type Recorded = { readonly sheet: ModelSheet; isReversed: boolean };
export type Moved = {
  readonly on: string;
  readonly from: number;
  readonly to: number;
  readonly goes: MovedHoldings;
  isReversed: boolean;
};

const applied = (money: StoredGroupMoney, change: MoneyChange): StoredGroupMoney => ({
  ...money,
  cashPaise: money.cashPaise + change.cashPaise,
  bankPaise: money.bankPaise + change.bankPaise,
  grantsPaise: money.grantsPaise + change.grantsPaise,
  surplusPaise: money.surplusPaise + change.surplusPaise,
  savingsPaise: money.savingsPaise + change.savingsPaise,
  turnoverPaise: money.turnoverPaise + change.turnoverPaise,
  memberCount: money.memberCount + change.women,
  sheets: money.sheets + 1,
  borrowings: {
    ...Object.fromEntries(
      Object.entries(money.borrowings).filter(([one]) => !change.goneBorrowings.includes(one)),
    ),
    ...change.newBorrowings,
  },
});

export class FiveGroups {
  readonly ids = Array.from({ length: 5 }, () => id());
  readonly books = this.ids.map(() => new PureBooks([]));
  readonly women: Woman[] = [];
  readonly sheets: Recorded[][] = this.ids.map(() => []);
  readonly openings: (Opening | undefined)[] = this.ids.map(() => undefined);
  readonly moves: Moved[] = [];

  booksOf(group: number): PureBooks {
    const books = this.books[group];
    if (books === undefined) throw new Error('There are five groups.');
    return books;
  }

  /** The women who are in a group now. */
  womenOf(group: number): Woman[] {
    return this.women.filter((woman) => woman.group === group && !woman.hasLeft);
  }

  enrol(group: number): string | undefined {
    const books = this.booksOf(group);
    if (books.money.closedOn !== undefined) return 'collective_closed';
    const memberId = id();
    this.women.push({ memberId, group, former: [], hasLeft: false });
    books.accounts.set(memberId, newAccount(this.ids[group] ?? '', memberId));
    books.money = { ...books.money, memberCount: books.money.memberCount + 1 };
    return undefined;
  }

  exit(woman: Woman, on: string): string | undefined {
    const books = this.booksOf(woman.group);
    if (woman.hasLeft || !books.exit(woman.memberId, on)) return 'balance_open';
    woman.hasLeft = true;
    books.money = { ...books.money, memberCount: books.money.memberCount - 1 };
    return undefined;
  }

  record(group: number, sheet: ModelSheet): string | undefined {
    const books = this.booksOf(group);
    const refusal = books.record(sheet);
    if (refusal === undefined) {
      this.sheets[group]?.push({ sheet, isReversed: false });
      books.money = { ...books.money, sheets: books.money.sheets + 1 };
    }
    return refusal;
  }

  reverse(group: number, recorded: Recorded): string | undefined {
    const refusal = this.booksOf(group).reverse(recorded.sheet);
    if (refusal === undefined) recorded.isReversed = true;
    return refusal;
  }

  /** Opens books with cash that is the women's savings and a grant. */
  open(group: number, asOf: string, savingsPaise: number, grantsPaise: number): string | undefined {
    const books = this.booksOf(group);
    if (books.money.closedOn !== undefined) return 'collective_closed';
    if (books.money.sheets > 0) return 'books_started';
    const members = this.womenOf(group).map(({ memberId }) => ({ memberId, savingsPaise, loans: [] }));
    const total = savingsPaise * members.length;
    for (const { memberId } of members) {
      const account = books.accounts.get(memberId);
      if (account === undefined) throw new Error('She has an account.');
      const holdings = { savingsPaise, loansOutstandingPaise: 0, loans: {} };
      books.accounts.set(memberId, addHoldings(account, holdings));
    }
    const cashPaise = total + grantsPaise;
    const balances = { cashPaise, bankPaise: 0, grantsPaise, surplusPaise: 0 };
    books.money = { ...books.money, ...balances, savingsPaise: total, sheets: 1, openedAsOf: asOf };
    const stamp = { createdAt: '', createdBy: '', version: 1 };
    this.openings[group] = { id: id(), asOf, ...balances, members, borrowings: [], ...stamp };
    return undefined;
  }

  close(group: number, on: string): string | undefined {
    const books = this.booksOf(group);
    const accounts = [...books.accounts.values()];
    const refusal = validateClosing({ money: books.money, accounts }, this.womenOf(group).length);
    if (refusal === undefined) books.money = { ...books.money, closedOn: on };
    return refusal?.code;
  }

  reopen(group: number): void {
    const books = this.booksOf(group);
    const { closedOn: _, ...money } = books.money;
    books.money = money;
  }

  #seen(from: number, to: number, memberIds: readonly string[]) {
    const seenOf = (memberId: string): SeenWoman | undefined => {
      const woman = this.women.find((one) => one.memberId === memberId);
      return (
        woman && {
          memberId,
          collectiveId: this.ids[woman.group] ?? '',
          formerCollectives: woman.former,
          hasLeft: woman.hasLeft,
          version: 1,
          here: this.booksOf(from).accounts.get(memberId),
          there: this.booksOf(to).accounts.get(memberId),
        }
      );
    };
    return {
      from: { id: this.ids[from] ?? '', money: this.booksOf(from).money },
      to: { id: this.ids[to] ?? '', money: this.booksOf(to).money },
      women: memberIds.map((memberId) => ({ memberId, seen: seenOf(memberId) })),
    };
  }

  #apply(from: number, to: number, plan: Plan): void {
    const [left, entered] = [this.booksOf(from), this.booksOf(to)];
    left.money = applied(left.money, plan.from);
    entered.money = applied(entered.money, plan.to);
    for (const { seen, here, there, collectiveId, formerCollectives } of plan.women) {
      left.accounts.set(seen.memberId, here);
      entered.accounts.set(seen.memberId, there);
      const woman = this.women.find(({ memberId }) => memberId === seen.memberId);
      if (woman === undefined) throw new Error('She is known.');
      woman.group = this.ids.indexOf(collectiveId);
      woman.former = formerCollectives;
    }
  }

  move(from: number, to: number, sent: MoveInput): string | Moved {
    const planned = planMove(sent, this.#seen(from, to, sent.members), limits);
    if (planned instanceof AppError) return planned.code;
    this.#apply(from, to, planned.plan);
    const moved = { on: sent.on, from, to, goes: planned.moved, isReversed: false };
    this.moves.push(moved);
    return moved;
  }

  takeBack(moved: Moved): string | undefined {
    const { from, to, on, goes, isReversed } = moved;
    const memberIds = goes.women.map(({ memberId }) => memberId);
    const reversed = isReversed ? { id: '', at: '', by: '', reason: '' } : undefined;
    const plan = planReversal(
      { ...goes, on, reversed: reversed as never },
      this.#seen(from, to, memberIds),
      limits,
    );
    if (plan instanceof AppError) return plan.code;
    this.#apply(from, to, plan);
    moved.isReversed = true;
    return undefined;
  }

  /** What the accounts of a group's periods are computed from. */
  accounted(group: number): { readonly sheets: AccountedSheet[]; readonly moves: AccountedMove[] } {
    return {
      sheets: (this.sheets[group] ?? []).map(({ sheet, isReversed }) => ({
        on: sheet.on,
        postings: isReversed ? [] : [...sheet.entries, ...sheet.lines],
      })),
      moves: this.moves
        .filter(({ from, to, isReversed }) => !isReversed && (from === group || to === group))
        .map(({ on, from, goes }) => ({ on, changes: times(from === group ? -1 : 1, balancesOfMove(goes)) })),
    };
  }
}
