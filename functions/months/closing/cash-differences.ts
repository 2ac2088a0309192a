import * as z from 'zod';
import { monthOf } from '../../shared/calendar/calendar.ts';
import { cashDifferenceOf } from '../../shared/kinds/book-entries.ts';
import { lineKinds } from '../../shared/kinds/book-kinds.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { cashDifferenceList, collectiveIdOf, explanationKey } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import {
  type CashDifference,
  type ShownDifference,
  type Unsettled,
  unsettledDifferences,
} from './unsettled-differences.ts';

/** What the list of differences needs of a stored sheet or voucher. */
const storedSheet = z.object({
  pk: z.string(),
  id: z.string(),
  /** The day of a meeting. */
  heldOn: z.string().optional(),
  /** The day of a voucher. */
  on: z.string().optional(),
  createdAt: z.string(),
  cashCountedPaise: z.int().optional(),
  cashCountedThenPaise: z.int().optional(),
  lines: z.array(z.object({ kind: z.enum(lineKinds), amountPaise: z.int() })),
});

const storedExplanation = z.object({ recordId: z.string(), why: z.string(), at: z.string() });

type SheetDifference = CashDifference & {
  readonly record: 'meeting' | 'voucher';
  /** The day of the meeting or of the voucher. */
  readonly on: string;
  /** Undefined if the sheet has a difference but no count. */
  readonly cashCountedPaise: number | undefined;
};
export type UnsettledSheet = Unsettled<SheetDifference, z.infer<typeof storedExplanation>>;

export type CashDifferences = ReturnType<typeof createCashDifferences>;

/** The repository of the differences between counted cash and books that are not settled, of all collectives. */
export const createCashDifferences = (table: Table) => ({
  /** All that are not settled, those explained among them, in the order of recording; without the reasons, which are encrypted. */
  listUnsettled: async (): Promise<UnsettledSheet[]> => {
    const items = await queryAll(table, { index: 'gsi1', partition: cashDifferenceList });
    const differences = items.map(differenceOf);
    const explained = await table.getMany(
      differences.map(({ id, on }) => explanationKey(monthOf(on), 'cashDifferences', id)),
    );
    const explanations = explained.map((item) => storedExplanation.parse(item));
    return unsettledDifferences(differences, new Map(explanations.map((one) => [one.recordId, one])));
  },
});

const differenceOf = (item: Item): SheetDifference => {
  const { pk, id, heldOn, on, createdAt, lines, ...counts } = storedSheet.parse(item);
  return {
    id,
    record: heldOn === undefined ? 'voucher' : 'meeting',
    collectiveId: collectiveIdOf(pk),
    on: heldOn ?? on ?? '',
    recordedAt: createdAt,
    cashCountedPaise: counts.cashCountedPaise ?? counts.cashCountedThenPaise,
    differencePaise: cashDifferenceOf(lines),
  };
};

/** An unsettled difference as the API shows it. */
export const showDifference = ({
  id,
  record,
  collectiveId,
  on,
  cashCountedPaise,
  differencePaise,
  openPaise,
}: UnsettledSheet): ShownDifference => ({
  id,
  record,
  collectiveId,
  on,
  ...(cashCountedPaise === undefined
    ? {}
    : { cashCountedPaise, cashExpectedPaise: cashCountedPaise - differencePaise }),
  differencePaise,
  openPaise,
});
