import { Badge } from '../../../design/badge.tsx';
import { Table } from '../../../design/table/table.tsx';
import { nameOf } from '../read/column-names.ts';
import { formOf, sheetKeys } from '../read/sheet-forms.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { rowStates, type ShownRowState, toneOf } from '../send/row-state.ts';
import { t } from '../text.ts';
import type { CheckedImport } from './check-sheets.ts';
import { nameOfGroup } from './linked-workbook.ts';

/** The top of the import's page of the check: how many rows are in which state, and what the coordinator should know beside faults. */

/** The numbers of rows by sheet and state. */
export function Summary({ stateByRow }: { readonly stateByRow: ReadonlyMap<ReadRow, ShownRowState> }) {
  const rows = sheetKeys
    .map((key) => {
      const rowsOfSheet = [...stateByRow].filter(([row]) => row.sheet === key);
      return {
        key,
        total: rowsOfSheet.length,
        countOf: (state: ShownRowState) => rowsOfSheet.filter(([, rowState]) => rowState === state).length,
      };
    })
    .filter(({ total }) => total > 0);
  return (
    <Table
      caption={t('import.summary')}
      empty=""
      hasCount={false}
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        { key: 'sheet', title: t('import.sheet'), value: ({ key }) => nameOf(formOf(key)) },
        { key: 'total', title: t('import.total'), value: ({ total }) => total, isNumber: true },
        ...rowStates.map((state) => ({
          key: state,
          title: t(`state.${state}`),
          value: ({ countOf }: (typeof rows)[number]) => countOf(state),
          cell: ({ countOf }: (typeof rows)[number]) => {
            const count = countOf(state);
            // Only the states in which something is to be mended stand out.
            const isMarked = count > 0 && (state === 'faulty' || state === 'waiting');
            return isMarked ? <Badge tone={toneOf[state]}>{count}</Badge> : count;
          },
          isNumber: true,
        })),
      ]}
    />
  );
}

/** What the coordinator should know beside faults: parts that were not read, groups that were guessed, and rows that changed since they were recorded. */
export function Notices({ check }: { readonly check: CheckedImport }) {
  const { notices, guessedGroups } = check.workbook;
  const changedRows = Map.groupBy(check.changedRows, ({ sheetName }) => sheetName);
  const guessesByName = Map.groupBy(
    guessedGroups,
    ({ row, writtenName }) => `${row.sheetName} ${writtenName}`,
  );
  const numbersOf = (rows: readonly ReadRow[]): string => rows.map(({ rowNumber }) => rowNumber).join(', ');
  if (notices.length + guessedGroups.length + changedRows.size === 0) return null;
  return (
    <ul>
      {notices.map(({ code, sheetName, details }) => (
        <li key={`${code} ${sheetName}`}>{t(`notice.${code}`, { sheet: sheetName, what: details })}</li>
      ))}
      {/* All guesses for one name on a sheet are of the same group. */}
      {[...guessesByName].map(([key, guesses]) => {
        const [guess] = guesses;
        return (
          <li key={`loose ${key}`}>
            {t('notice.groupLoose', {
              sheet: guess?.row.sheetName ?? '',
              what: numbersOf(guesses.map(({ row }) => row)),
              written: guess?.writtenName ?? '',
              group: nameOfGroup(guess?.group) ?? '',
            })}
          </li>
        );
      })}
      {[...changedRows].map(([sheet, rows]) => (
        <li key={`changed ${sheet}`}>{t('notice.rowsChanged', { sheet, what: numbersOf(rows) })}</li>
      ))}
    </ul>
  );
}
