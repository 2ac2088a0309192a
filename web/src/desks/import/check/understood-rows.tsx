import { useState } from 'preact/hooks';
import { Badge } from '../../../design/badge.tsx';
import { Table } from '../../../design/table/table.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import { nameOf } from '../read/column-names.ts';
import { formOf, type SheetKey } from '../read/sheet-forms.ts';
import { type ReadRow, valueIn } from '../read/workbook-rows.ts';
import { type ShownRowState, toneOf } from '../send/row-state.ts';
import { t } from '../text.ts';
import type { CheckedImport } from './check-sheets.ts';
import { maxShownRows } from './faults-table.tsx';
import { nameOfGroup } from './linked-workbook.ts';
import { shownValue } from './shown-value.ts';

type UnderstoodRowsProps = {
  readonly sheet: SheetKey;
  readonly check: CheckedImport;
  readonly stateByRow: ReadonlyMap<ReadRow, ShownRowState>;
};

/** The rows of a sheet as they were understood. */
export function UnderstoodRows({ sheet, check, stateByRow }: UnderstoodRowsProps) {
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const form = formOf(sheet);
  const rows: readonly ReadRow[] = check.workbook.rows[sheet];
  // Every row has a state: the default is for the type alone.
  const stateOf = (row: ReadRow): ShownRowState => stateByRow.get(row) ?? 'waiting';
  /** The value of a cell. A group is shown by its own name, however the row spells it. */
  const understoodValue = (row: ReadRow, key: string): string | number | undefined =>
    key === 'collective'
      ? (nameOfGroup(check.workbook.groupOf.get(row)) ?? valueIn(row, key))
      : valueIn(row, key);
  return (
    // The table is drawn when it is first opened, and then stays.
    <details onToggle={({ currentTarget }) => currentTarget.open && setOpen(true)}>
      <summary>
        {nameOf(form)} ({rows.length})
      </summary>
      {isOpen && (
        <>
          <p>{t(`makes.${sheet}`)}</p>
          <Table
            caption={nameOf(form)}
            empty=""
            rows={rows.slice(0, maxShownRows)}
            keyOf={({ sheetName, rowNumber }) => `${sheetName} ${rowNumber}`}
            columns={[
              { key: 'row', title: t('import.row'), value: ({ rowNumber }) => rowNumber, isNumber: true },
              {
                key: 'state',
                title: t('import.state'),
                value: (row) => t(`state.${stateOf(row)}`),
                cell: (row) => <Badge tone={toneOf[stateOf(row)]}>{t(`state.${stateOf(row)}`)}</Badge>,
              },
              ...Object.entries(form.columns).map(([key, column]) => ({
                key,
                title: nameOf(column),
                value: (row: ReadRow) => understoodValue(row, key),
                cell: (row: ReadRow) => <bdi>{shownValue(column, understoodValue(row, key), language)}</bdi>,
              })),
            ]}
          />
          {rows.length > maxShownRows && (
            <p class="soft">{t('import.shown', { shown: maxShownRows, count: rows.length })}</p>
          )}
        </>
      )}
    </details>
  );
}
