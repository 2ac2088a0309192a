import { writeCount } from '../../i18n/rupee-input.ts';
import type { Operation } from '../outbox/operation.ts';
import { type Sheet, type SheetRow, sheetContent } from '../row-kinds.ts';
import { entryDraftOf, lineDraftOf } from './convert-drafts.ts';
import { toEntry, toLine } from './entries-and-lines.ts';

/**
 * A leader's sheet that was recorded or refused, as a draft with the very same content: each entry and line is typed as
 * it was, and its amount counts as confirmed. It keeps its id; who corrects a sheet in force gives it a new one.
 */
export function redraftSheet(
  { id, body, apart = [] }: Pick<Operation, 'id' | 'body' | 'apart'>,
  collectiveId: string,
): Sheet {
  // What could not be read may not be left out: better no draft.
  const entries = sheetContent.entries.parse(body.entries ?? []);
  const attendance = sheetContent.attendance.parse(body.attendance ?? []);
  const lines = sheetContent.lines.parse(body.lines) ?? [];
  const rows = attendance.map(({ memberId, status }): [string, SheetRow] => [
    memberId,
    {
      status,
      entries: entries
        .filter((entry) => entry.memberId === memberId)
        .map((one) => entryDraftOf(toEntry(one))),
    },
  ]);
  return {
    id,
    collectiveId,
    heldOn: String(body.heldOn),
    rows: Object.fromEntries(rows),
    lines: lines.map((one) => lineDraftOf(toLine(one))),
    cashCounted: countOf(body.cashCountedPaise),
    bankBalance: countOf(body.bankBalancePaise),
    ...(typeof body.note === 'string' ? { note: body.note } : {}),
    apart: [...apart],
    isAgain: true,
  };
}

const countOf = (paise: unknown): string => (typeof paise === 'number' ? writeCount(paise) : '');
