import { Table } from '../../../design/table/table.tsx';
import { textOfCell } from '../read/cell-texts.ts';
import { columnName } from '../read/column-names.ts';
import { allRows, type ReadRow } from '../read/workbook-rows.ts';
import { t } from '../text.ts';
import type { CheckedImport } from './check-sheets.ts';
import { explainFault } from './fault-text.ts';
import type { Fault } from './faults.ts';
import { mayLeaveOut } from './leave-out-rules.ts';

/** Maximum number of rows in a table of the import. The workbook to mend, which can be saved, lists all faults. */
export const maxShownRows = 200;

const keyOfFault = ({ sheetName, rowNumber, column, code }: Fault): string =>
  `${sheetName} ${rowNumber} ${column} ${code}`;

type FaultsProps = {
  readonly check: CheckedImport;
  /** Leaves a row out on purpose; undefined after the import, when that is too late. */
  readonly onLeaveOut?: (row: ReadRow) => void;
};

/**
 * The import's table of faults, cell by cell, with what to do about each. A row that allows it can be left out on purpose.
 */
export function FaultsTable({ check, onLeaveOut }: FaultsProps) {
  const placeOf = ({ sheetName, rowNumber }: ReadRow | Fault): string => `${rowNumber} ${sheetName}`;
  const rowByPlace = new Map(allRows(check.workbook).map((row) => [placeOf(row), row]));
  const rowOf = (fault: Fault): ReadRow | undefined => rowByPlace.get(placeOf(fault));
  const cellOf = (fault: Fault): string =>
    fault.column === undefined ? '' : textOfCell(rowOf(fault)?.raw[fault.column] ?? null);
  const shownFaults = check.faults.slice(0, maxShownRows);
  return (
    <>
      <Table
        caption={t('import.faults', { count: check.faults.length })}
        empty=""
        rows={shownFaults}
        keyOf={keyOfFault}
        columns={[
          { key: 'sheet', title: t('import.sheet'), value: ({ sheetName }) => sheetName },
          { key: 'row', title: t('import.row'), value: ({ rowNumber }) => rowNumber, isNumber: true },
          // This column stands before the cell's text, because on a narrow screen the table scrolls.
          {
            key: 'mend',
            title: t('import.what'),
            value: explainFault,
            isSentence: true,
            cell: (fault) => {
              const row = rowOf(fault);
              return (
                <>
                  {explainFault(fault)}
                  {row !== undefined && onLeaveOut !== undefined && mayLeaveOut(row, check.workbook) && (
                    <>
                      {' '}
                      <button
                        type="button"
                        class="link"
                        aria-label={`${t('import.leaveOut')}: ${t('import.place', { sheet: row.sheetName, row: row.rowNumber })}`}
                        onClick={() => onLeaveOut(row)}
                      >
                        {t('import.leaveOut')}
                      </button>
                    </>
                  )}
                </>
              );
            },
          },
          {
            key: 'column',
            title: t('import.column'),
            value: ({ sheet, column }) => (column === undefined ? '' : columnName(sheet, column)),
          },
          {
            key: 'cell',
            title: t('import.cell'),
            value: cellOf,
            cell: (fault) => <bdi>{cellOf(fault)}</bdi>,
          },
        ]}
      />
      {check.faults.length > maxShownRows && (
        <p class="soft">{t('import.shown', { shown: maxShownRows, count: check.faults.length })}</p>
      )}
    </>
  );
}
