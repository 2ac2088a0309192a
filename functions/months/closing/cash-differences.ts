import * as z from 'zod';
import { monthOf } from '../../shared/calendar/calendar.ts';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { cashDifferenceOf } from '../../shared/kinds/book-entries.ts';
import { lineKinds } from '../../shared/kinds/book-kinds.ts';
import { withCollectives } from '../../shared/places/collectives.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesCollective } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { cashDifferenceList, collectiveIdOf } from '../../shared/table/keys/collectives.ts';
import { explanationKey } from '../../shared/table/keys/programme.ts';
import { type Correctable, lackedByCorrections, withoutSlips } from './reversed-differences.ts';
import {
  compareByRecording,
  type ShownDifference,
  type Unsettled,
  unsettledDifferences,
} from './unsettled-differences.ts';

/** Reads the differences between counted cash and books that are not settled. unsettled-differences.ts and reversed-differences.ts have the rules. */

/** What the list of differences needs of a stored sheet or voucher. */
const storedSheet = z.object({
  pk: z.string(),
  id: z.string(),
  /** The day of a meeting. */
  heldOn: z.string().optional(),
  /** The day of a voucher. */
  on: z.string().optional(),
  createdAt: z.string(),
  createdBy: z.string(),
  cashCountedPaise: z.int().optional(),
  cashCountedThenPaise: z.int().optional(),
  lines: z.array(z.object({ kind: z.enum(lineKinds), amountPaise: z.int() })),
  reversed: z.object({ at: z.string(), by: z.string() }).optional(),
  /** The id of the sheet that it corrects. */
  corrects: z.string().optional(),
  /** The id of the sheet that corrects it, once it is reversed. */
  correctedBy: z.string().optional(),
});

const storedExplanation = z.object({ recordId: z.string(), why: z.string(), at: z.string() });

type SheetDifference = Correctable & {
  readonly record: 'meeting' | 'voucher';
  /** The day of the meeting or of the voucher. */
  readonly on: string;
  /** Undefined if the sheet has a difference but no count. */
  readonly cashCountedPaise: number | undefined;
};
export type UnsettledSheet = Unsettled<SheetDifference, z.infer<typeof storedExplanation>>;

/** The content of the list's cursor: the difference after which it continues. */
const listCursor = z.strictObject({ recordedAt: z.iso.datetime(), id: z.uuid() });

export type CashDifferences = ReturnType<typeof createCashDifferences>;

/** The repository of the differences between counted cash and books that are not settled, of all collectives. */
export const createCashDifferences = (table: Table) => {
  /** All differences that are not settled, also explained ones, in the order of recording. The reasons, which are encrypted, are left out. */
  const listUnsettled = async (): Promise<UnsettledSheet[]> => {
    const differences = await readAll(table);
    const explained = await table.getMany(
      differences.map(({ id, on }) => explanationKey(monthOf(on), 'cashDifferences', id)),
    );
    const explanations = new Map(
      explained
        .map((item) => storedExplanation.parse(item))
        .map((explanation) => [explanation.recordId, explanation]),
    );
    const realDifferences = withoutSlips(differences, explanations);
    const inForce = realDifferences.filter(({ reversedAt }) => reversedAt === undefined);
    return [
      ...unsettledDifferences(inForce, explanations),
      ...lackedByCorrections(realDifferences, explanations),
    ].sort(compareByRecording);
  };

  return {
    listUnsettled,

    /**
     * A page of the differences that nobody has explained or settled, in the groups that the caller reaches. What is left of a difference follows from
     * all differences of its group, so every page reads all.
     * @throws AppError `invalid_cursor`
     */
    listOpen: async (
      limit: number,
      cursor: PageKey | undefined,
      { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
    ): Promise<{ readonly items: ShownDifference[]; readonly next?: PageKey }> => {
      const after = cursor === undefined ? undefined : listCursor.safeParse(cursor).data;
      if (cursor !== undefined && after === undefined) {
        throw invalidCursorError();
      }
      const unexplained = (await listUnsettled()).filter(
        (difference) =>
          difference.explanation === undefined &&
          (after === undefined || compareByRecording(after, difference) < 0),
      );
      // An area coordinator reaches the groups of her districts: the groups of these differences are read to find out which lie there.
      const ids = unexplained.map(({ collectiveId }) => collectiveId);
      const callerWithGroups = reach === 'area' ? await withCollectives(table, caller, ids) : caller;
      const open = unexplained.filter(({ collectiveId }) =>
        reachesCollective(callerWithGroups, reach, collectiveId),
      );
      const items = open.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map(showDifference),
        ...(last === undefined || open.length === items.length
          ? {}
          : { next: { recordedAt: last.recordedAt, id: last.id } }),
      };
    },
  };
};

/**
 * All differences of sheets and vouchers, also of reversed ones. Sheets may be large, so no more than a page of them is held in memory at once.
 */
const readAll = async (table: Table): Promise<SheetDifference[]> => {
  const found: SheetDifference[] = [];
  let after: Item | undefined;
  do {
    const { items, next } = await table.query({
      index: 'gsi1',
      partition: cashDifferenceList,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...items.map(differenceOf));
    after = next;
  } while (after !== undefined);
  return found;
};

const differenceOf = (item: Item): SheetDifference => {
  const { pk, id, heldOn, on, createdAt, createdBy, lines, reversed, corrects, correctedBy, ...counts } =
    storedSheet.parse(item);
  return {
    id,
    record: heldOn === undefined ? 'voucher' : 'meeting',
    collectiveId: collectiveIdOf(pk),
    // A meeting has `heldOn` and a voucher `on`; the `''` only satisfies the types.
    on: heldOn ?? on ?? '',
    recordedAt: createdAt,
    isOwnReversal: reversed?.by === createdBy,
    // A correction may keep the count of the sheet that it corrects (`cashCountedThenPaise`). That count is older than the correction's lines, so it does
    // not show that their cash is there.
    cashCountedPaise: counts.cashCountedPaise ?? counts.cashCountedThenPaise,
    isCounted: counts.cashCountedPaise !== undefined,
    differencePaise: cashDifferenceOf(lines),
    reversedAt: reversed?.at,
    corrects,
    correctedBy,
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
  madeUpBy,
  reversedAt,
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
  ...(madeUpBy && { madeUpBy: { id: madeUpBy.id, record: madeUpBy.record, on: madeUpBy.on } }),
  ...(reversedAt === undefined ? {} : { isReversed: true as const, reversedAt }),
});
