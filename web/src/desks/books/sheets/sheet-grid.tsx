import { useRef } from 'preact/hooks';
import { formatRupees } from '../../../i18n/format.ts';
import { t } from '../../text.ts';
import type { Attendance, DraftSheet } from '../drafts/draft.ts';
import { AmountCell } from './amount-cell.tsx';
import type { LabelledMember } from './entry-rows.tsx';
import {
  allPresent,
  amountIn,
  cellAfter,
  gridKinds,
  totalOf,
  usualDeposits,
  withAmount,
  withMark,
} from './grid-keys.ts';

type Filled = Pick<DraftSheet, 'attendance' | 'entries'>;

type SheetGridProps = {
  readonly members: readonly LabelledMember[];
  readonly draft: Filled;
  readonly usualDepositPaise: number;
  /** What each woman owes, by her id, without those who owe nothing; undefined until it is read. */
  readonly owedPaise: ReadonlyMap<string, number> | undefined;
  readonly onChange: (filled: Filled) => void;
};

/** The letters that mark a woman as absent, excused or present. An amount has no letters, so they are free as keys. */
const marks: Readonly<Record<string, Attendance>> = { a: 'absent', e: 'excused', y: 'present' };

/** What a woman owes; a dash if she owes nothing. */
const owedText = (owedPaise: SheetGridProps['owedPaise'], memberId: string): string => {
  if (owedPaise === undefined) return '…';
  const paise = owedPaise.get(memberId) ?? 0;
  return paise === 0 ? '–' : formatRupees(paise);
};

/**
 * A sheet as it stands on paper, to be typed in by keyboard alone: arrow keys and Enter go from cell to cell, `p` marks all as present, `u` fills in
 * the usual deposits of those who are present, `a`, `e` and `y` mark one woman. The entries below the grid have the fields that are no amounts,
 * such as the loan of a repayment.
 */
export function SheetGrid({ members, draft, usualDepositPaise, owedPaise, onChange }: SheetGridProps) {
  const table = useRef<HTMLTableElement>(null);
  // A second key may be pressed before the change by the first key is drawn. So each key changes the latest draft, and not the drawn one.
  const latest = useRef(draft);
  latest.current = draft;
  const update = (change: (filled: Filled) => Filled): void => {
    const { attendance, entries } = change(latest.current);
    latest.current = { attendance, entries };
    onChange(latest.current);
  };
  // Column 0 has the attendance; the amounts begin at column 1.
  const focus = (row: number, column: number): void => {
    const cell = table.current?.querySelector<HTMLInputElement>(`[data-cell="${row} ${column}"]`);
    cell?.focus();
    cell?.select();
  };
  const press = (event: KeyboardEvent, memberId: string, row: number, column: number): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = cellAfter(event.key, { row, column }, members.length);
    const mark = marks[event.key];
    if (next !== undefined) focus(next.row, next.column);
    else if (event.key === 'p') update(allPresent);
    else if (event.key === 'u') update((filled) => usualDeposits(filled, usualDepositPaise));
    else if (mark !== undefined) update((filled) => withMark(filled, memberId, mark));
    // Any other key does what it does in a field.
    else return;
    event.preventDefault();
  };
  return (
    <>
      <p class="soft">{t('grid.keys')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section class="scrolls" aria-label={t('grid')} tabIndex={0}>
        <table ref={table} class="sheet-grid">
          <caption class="hidden-text">{t('grid')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('member')}</th>
              <th scope="col">{t('grid.owes')}</th>
              <th scope="col">{t('sheet.attendance')}</th>
              {gridKinds.map((kind) => (
                <th scope="col" key={kind}>
                  {t(`grid.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {members.map(({ id, label }, row) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td class="number">{owedText(owedPaise, id)}</td>
                <td>
                  <input
                    readOnly
                    class="grid-cell"
                    data-cell={`${row} 0`}
                    aria-label={`${label}: ${t('sheet.attendance')}`}
                    value={t(`attendance.${draft.attendance[id] ?? 'absent'}`)}
                    onKeyDown={(event) => press(event, id, row, 0)}
                  />
                </td>
                {gridKinds.map((kind, index) => (
                  <td key={kind}>
                    <AmountCell
                      cell={`${row} ${index + 1}`}
                      label={`${label}: ${t(`grid.${kind}`)}`}
                      amountPaise={amountIn(draft.entries, id, kind)}
                      onKeyDown={(event) => press(event, id, row, index + 1)}
                      onAmount={(paise) => update((filled) => withAmount(filled, id, kind, paise))}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <GridTotals members={members} draft={draft} />
        </table>
      </section>
    </>
  );
}

/** The last row, as on the paper: how many women are present, and the sum of each column. */
const GridTotals = ({ members, draft }: Pick<SheetGridProps, 'members' | 'draft'>) => (
  <tfoot>
    <tr>
      <th scope="row">{t('grid.total')}</th>
      <td />
      <td class="number">{Object.values(draft.attendance).filter((mark) => mark === 'present').length}</td>
      {gridKinds.map((kind) => (
        <td class="number" key={kind}>
          {formatRupees(totalOf(draft.entries, members, kind))}
        </td>
      ))}
    </tr>
  </tfoot>
);
