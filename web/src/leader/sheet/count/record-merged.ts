import { v7 } from 'uuid';
import * as z from 'zod/mini';
import { isCashDifference } from '../../../../../functions/shared/kinds/book-entries.ts';
import { reasonText } from '../../../books/difference-reasons.ts';
import { meetingBody } from '../../../books/sheet-body.ts';
import { language } from '../../../i18n/language.ts';
import { type Operation, requestOf } from '../../../outbox/operation.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import { reversalOf } from '../../past/reversal.ts';
import { t } from '../../past/text.ts';
import { sheetContent } from '../../row-kinds.ts';
import { toEntry, toLine } from '../row/entries-and-lines.ts';
import { type ComparedSheet, compareLines, compareSheets, countOfMeeting } from './compare-sheets.ts';
import { bankBefore, type Choices, mergeSheets, noteOfBoth } from './merge-sheets.ts';

/** Compares two leaders' sheets of one meeting, and records the sheet that is merged from both, by the rules of compare-sheets.ts and merge-sheets.ts. reconcile.tsx is the screen. */

export const sheetSchema = z.object({ createdBy: z.optional(z.string()), ...sheetContent });

/** Either of the two sheets: this leader's or the other leader's. `createdBy` is absent on this leader's sheet, which is not sent yet. */
export type SheetWithRecorder = ComparedSheet & { readonly createdBy?: string | undefined };

export const parseSheet = (value: unknown): SheetWithRecorder => {
  const {
    createdBy,
    attendance,
    entries,
    lines,
    cashCountedPaise,
    cashCountedThenPaise,
    bankBalancePaise,
    note,
  } = sheetSchema.parse(value);
  return {
    createdBy,
    attendance,
    entries: entries.map(toEntry),
    ...(lines === undefined ? {} : { lines: lines.map(toLine) }),
    ...(cashCountedPaise === undefined ? {} : { cashCountedPaise }),
    ...(cashCountedThenPaise === undefined ? {} : { cashCountedThenPaise }),
    ...(bankBalancePaise === undefined ? {} : { bankBalancePaise }),
    ...(note === undefined ? {} : { note }),
  };
};

/** The two sheets of one meeting, compared. */
export const compare = (mine: SheetWithRecorder, theirs: SheetWithRecorder) => {
  // A row for each woman, and one for each thing that the group's lines are about.
  const rows = compareSheets(mine, theirs);
  const lineRows = compareLines(mine, theirs);
  const allRows = [...rows, ...lineRows];
  return {
    mine,
    theirs,
    rows,
    lineRows,
    allRows,
    differingRows: allRows.filter(({ differs }) => differs),
    // The count stays the same whatever she chooses. The screen says by how much it differs after her choices.
    count: countOfMeeting(mine, theirs),
  };
};

export type Conflict = {
  readonly operation: Operation;
  /** The id of the other leader's sheet. */
  readonly theirId: string;
};

/** The first entity of a sheet is its group. */
export const collectiveIdOf = ({ entities }: Operation): string => entities[0] ?? '';

/** Takes the other leader's sheet back, and records a sheet that is merged from both as this leader has chosen. */
export async function recordMerged(
  workspace: Workspace,
  { operation, theirId }: Conflict,
  { mine, theirs, rows, lineRows, count }: ReturnType<typeof compare>,
  choices: Choices,
) {
  const collectiveId = collectiveIdOf(operation);
  const heldOn = String(operation.body.heldOn);
  // The other leader's reason comes first. If neither leader gave a reason, the words for an unknown reason are used.
  const differenceLines = [...(theirs.lines ?? []), ...(mine.lines ?? [])].filter(isCashDifference);
  const differenceReason =
    differenceLines.find(({ reason }) => reason)?.reason ?? reasonText('unknown', language());
  const merged = mergeSheets(rows, lineRows, choices, {
    id: v7(),
    heldOn,
    corrects: theirId,
    count,
    differenceReason,
    bankPaise: bankBefore(mine, theirs),
    note: noteOfBoth(mine, theirs),
    makeId: () => v7(),
  });
  await workspace.record(reversalOf(collectiveId, theirId, t('conflict.reason')), {
    id: merged.id,
    what: 'meeting',
    ...requestOf('POST /api/collectives/{id}/meetings', {
      path: { id: collectiveId },
      body: meetingBody(merged),
    }),
    entities: operation.entities,
    correction: {
      corrects: theirId,
      reason: t('conflict.reason'),
      differenceReason,
      // A count of their sheet is not in the body, since the server keeps it. The phone notes it, so that the merged sheet can be redrafted.
      ...(count?.side === 'theirs' ? { countedThen: { ...count, heldOn } } : {}),
    },
  });
}
