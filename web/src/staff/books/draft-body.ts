import type { BodyOf } from '../../api/routes.ts';
import {
  type EntryBody,
  entryBody,
  type LineBody,
  lineBody,
  type SheetBody,
} from '../../books/sheet-body.ts';
import type { DraftDetails, DraftEntry, DraftLine, DraftSheet, DraftVoucher } from './draft.ts';

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** A line typed at the desk, as the API takes it. */
const lineBodyOf = ({ amountPaise = 0, ...line }: DraftLine): LineBody =>
  lineBody({ ...line, amountPaise, reason: given(line.reason) });

/** An entry typed at the desk, as the API takes it. */
const entryBodyOf = ({ amountPaise = 0, terms, ...entry }: DraftEntry): EntryBody =>
  entryBody({ ...entry, ...terms, amountPaise, reason: given(entry.reason) });

const restBody = ({ cashCountedPaise, bankBalancePaise, note }: DraftDetails) => ({
  cashCountedPaise,
  bankBalancePaise,
  note: given(note),
});

/** The desk's draft of a voucher as a request body. */
export const draftVoucherBody = (
  draft: DraftVoucher,
): Omit<BodyOf<'POST /api/collectives/{id}/vouchers'>, 'id'> => ({
  on: draft.on,
  lines: draft.lines.map(lineBodyOf),
  ...restBody(draft),
});

/** As many members as a sheet takes. */
const maxListed = 40;

/**
 * The desk's draft of a sheet as a request body. In a group with more members than a sheet may list, it leaves out those
 * who were absent and have no entry.
 */
export const draftSheetBody = (draft: DraftSheet): Omit<SheetBody, 'id'> => {
  const marked = Object.entries(draft.attendance);
  const named = new Set(draft.entries.map(({ memberId }) => memberId));
  const isListed = ([memberId, status]: (typeof marked)[number]): boolean =>
    marked.length <= maxListed || status !== 'absent' || named.has(memberId);
  return {
    heldOn: draft.on,
    attendance: marked.filter(isListed).map(([memberId, status]) => ({ memberId, status })),
    entries: draft.entries.map(entryBodyOf),
    ...(draft.lines.length === 0 ? {} : { lines: draft.lines.map(lineBodyOf) }),
    ...restBody(draft),
  };
};
