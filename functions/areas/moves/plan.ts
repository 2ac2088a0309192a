import type { StoredAccount } from '../accounts/account.ts';
import type { StoredBorrowing, StoredGroupMoney } from '../accounts/group-money.ts';

/**
 * The plan of a move, or of taking a move back. rules.ts plans a move, reversal-rules.ts plans taking it back, common-rules.ts has what both need.
 * These functions are pure: they take what both books hold, and return what the books hold afterwards. The repository writes the plan if nothing has
 * changed since it read the books. In all of them, `from` is the group that the move leaves and `to` the other group, also where the move is taken back.
 * `here` is a woman's account in `from`, `there` is her account in `to`.
 */

/** A woman as she was read: her record, and her accounts in both groups. */
export type SeenWoman = {
  readonly memberId: string;
  readonly collectiveId: string;
  readonly formerCollectives: readonly string[];
  /** Whether she has left the programme. */
  readonly hasLeft: boolean;
  readonly version: number;
  readonly here: StoredAccount | undefined;
  readonly there: StoredAccount | undefined;
};

/** A group's money as it was read; undefined if there is no such group. */
export type SeenGroup = { readonly id: string; readonly money: StoredGroupMoney | undefined };

/** By how much a group's money changes, in paise, and its number of women. */
export type MoneyChange = {
  readonly cashPaise: number;
  readonly bankPaise: number;
  readonly grantsPaise: number;
  readonly surplusPaise: number;
  readonly savingsPaise: number;
  readonly turnoverPaise: number;
  /** The number of women who come; below zero if they go. */
  readonly women: number;
  /** The ids of the borrowings that go. A group has either these or new ones, never both. */
  readonly goneBorrowings: readonly string[];
  /** The borrowings that come, by id. */
  readonly newBorrowings: Readonly<Record<string, StoredBorrowing>>;
};

/** A woman as she was read, with her accounts and her groups after the change. */
export type ChangedWoman = {
  readonly seen: SeenWoman;
  readonly here: StoredAccount;
  readonly there: StoredAccount;
  readonly collectiveId: string;
  readonly formerCollectives: readonly string[];
};

/** What a move, or taking it back, does to both groups and to the women. */
export type Plan = {
  readonly from: MoneyChange;
  readonly to: MoneyChange;
  readonly women: readonly ChangedWoman[];
};

/** The limits of a group at the time of the request. */
export type Limits = {
  /** How many records a group's books may hold. */
  readonly records: (collectiveId: string) => number;
  /** How often women may have entered a group. */
  readonly entries: (collectiveId: string) => number;
};

/** A woman in the list of a request. */
export type ListedWoman = {
  /** The id that was sent. */
  readonly memberId: string;
  /** Her kept record as it was read, which may have another id; undefined if there is no such woman. */
  readonly seen: SeenWoman | undefined;
};
