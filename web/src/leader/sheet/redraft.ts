import { writeRupees } from '../../i18n/rupees.ts';
import { amountFields, type Sheet, type SheetRow, sheetContent } from '../kinds.ts';
import type { Operation } from '../outbox/operation.ts';
import { amountOf, toEntry } from './entries.ts';
import { emptyRow } from './sheet-rules.ts';

/**
 * A refused sheet as a draft. Nothing was recorded under its id, so it keeps it, and its amounts count as
 * confirmed.
 * @param makeId makes the loan id of a row without a loan
 */
export function redraft(
  { id, body, apart = [] }: Pick<Operation, 'id' | 'body' | 'apart'>,
  collectiveId: string,
  makeId: () => string,
): Sheet {
  const { data: entries = [] } = sheetContent.entries.safeParse(body.entries);
  const { data: attendance = [] } = sheetContent.attendance.safeParse(body.attendance);
  const rows = attendance.map(({ memberId, status }): [string, SheetRow] => {
    const hers = entries.map(toEntry).filter((entry) => entry.memberId === memberId);
    const loan = hers.find(({ kind }) => kind === 'loan');
    const amounts = amountFields.map((field) => [field, amountOf(hers, field)] as const);
    return [
      memberId,
      {
        ...emptyRow(loan?.loanId ?? makeId()),
        ...Object.fromEntries(amounts.map(([field, paise]) => [field, writeRupees(paise)])),
        status,
        confirmed: Object.fromEntries(amounts.filter(([, paise]) => paise > 0)),
      },
    ];
  });
  return {
    id,
    collectiveId,
    heldOn: String(body.heldOn),
    rows: Object.fromEntries(rows),
    cashCounted: typeof body.cashCountedPaise === 'number' ? formatCount(body.cashCountedPaise) : '',
    ...(typeof body.note === 'string' ? { note: body.note } : {}),
    apart: [...apart],
  };
}

/** An empty box is a count too. */
const formatCount = (paise: number): string => (paise === 0 ? '0' : writeRupees(paise));
