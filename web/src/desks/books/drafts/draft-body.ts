import { differenceLineOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import { sheetLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import type { BodyOf } from '../../../api/routes.ts';
import {
  type EntryBody,
  entryBody,
  type LineBody,
  lineBody,
  type SheetBody,
} from '../../../books/sheet-body.ts';
import { dayDifference } from '../sheets/day-difference.ts';
import type { DraftDetails, DraftEntry, DraftLine, DraftSheet, DraftVoucher } from './draft.ts';

/** A typed text without spaces around it; undefined if it is empty. */
const typedText = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/**
 * The form sends nothing while an amount is missing, so the default of 0 is never sent. `lineBody` and `entryBody` leave out what
 * the API doesn't take, such as `key`.
 */
const lineBodyOf = ({ amountPaise = 0, ...line }: DraftLine): LineBody =>
  lineBody({ ...line, amountPaise, reason: typedText(line.reason) });

const entryBodyOf = ({ amountPaise = 0, terms, ...entry }: DraftEntry): EntryBody =>
  entryBody({ ...entry, ...terms, amountPaise, reason: typedText(entry.reason) });

/** The lines of a draft; of a correction also what then differs from the cash that was counted on its day. */
const linesBody = (draft: DraftVoucher | DraftSheet): LineBody[] => {
  const differencePaise = dayDifference(draft);
  const lines = draft.lines.map(lineBodyOf);
  if (differencePaise === 0) return lines;
  const reason = typedText(draft.correction?.differenceReason ?? '');
  return [...lines, lineBody({ ...differenceLineOf(differencePaise), reason })];
};

const detailsBody = ({ cashCountedPaise, bankBalancePaise, note, correction }: DraftDetails) => ({
  ...(correction === undefined ? {} : { corrects: correction.corrects }),
  cashCountedPaise,
  bankBalancePaise,
  note: typedText(note),
});

/** The desk's draft of a voucher as a request body. */
export const draftVoucherBody = (
  draft: DraftVoucher,
): Omit<BodyOf<'POST /api/collectives/{id}/vouchers'>, 'id'> => ({
  on: draft.on,
  lines: linesBody(draft),
  ...detailsBody(draft),
});

/**
 * The desk's draft of a sheet as a request body. In a group with more members than a sheet may list, it leaves out those
 * who were absent and have no entry.
 */
export const draftSheetBody = (draft: DraftSheet): Omit<SheetBody, 'id'> => {
  const attendance = Object.entries(draft.attendance);
  const idsWithEntry = new Set(draft.entries.map(({ memberId }) => memberId));
  const isListed = ([memberId, status]: (typeof attendance)[number]): boolean =>
    attendance.length <= sheetLimits.members || status !== 'absent' || idsWithEntry.has(memberId);
  const lines = linesBody(draft);
  return {
    heldOn: draft.on,
    attendance: attendance.filter(isListed).map(([memberId, status]) => ({ memberId, status })),
    entries: draft.entries.map(entryBodyOf),
    ...(lines.length === 0 ? {} : { lines }),
    ...detailsBody(draft),
  };
};
