import type { AnyEntry, AnyLine } from '../../../../../functions/shared/kinds/entry-types.ts';
import type { Member } from '../../row-kinds.ts';

/**
 * The entries of members and the lines of the group on a sheet, as they are sent. A leader fills in a sheet at a group's
 * meeting.
 */

/** The same fields without those that are undefined or null. */
type Present<T> = { readonly [Key in keyof T]: NonNullable<T[Key]> };

const withoutMissing = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Present<T>;

/** An entry of a member on a sheet, as it is sent. */
export type SheetEntry = Present<AnyEntry>;

/** A line of the group on a sheet, as it is sent. */
export type SheetLine = Present<AnyLine>;

/**
 * Makes a woman's entry on a sheet from its fields, which were typed or read: missing ones are left out, as the API wants it. The reason of a
 * recorded entry is null once its member was erased.
 */
export const toEntry = (
  entry: Omit<AnyEntry, 'reason'> & { readonly reason?: string | null | undefined },
): SheetEntry => withoutMissing(entry);

/** Makes a line of the group on a sheet from its fields, which were typed or read: missing ones are left out, as the API wants it. */
export const toLine = (line: AnyLine): SheetLine => withoutMissing(line);

/** The sum of the entries of a kind, in paise. */
export const amountOf = (entries: readonly SheetEntry[], kind: SheetEntry['kind']): number =>
  entries.reduce((sum, entry) => sum + (entry.kind === kind ? entry.amountPaise : 0), 0);

export type Loans = Pick<Member, 'loans'>;

/** What a woman owes, in paise: the sum of what is outstanding of her loans, and of those that the phone does not have one by one. */
export const outstandingPaiseOf = ({ loans, loansLeftOut }: Pick<Member, 'loans' | 'loansLeftOut'>): number =>
  loans.reduce((sum, { outstandingPaise }) => sum + outstandingPaise, loansLeftOut?.outstandingPaise ?? 0);
