import { Table } from '../../../design/table/table.tsx';
import type { CheckedImport } from '../check/check-sheets.ts';
import { nameOf } from '../read/column-names.ts';
import { formOf, sheetKeys } from '../read/sheet-forms.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { t } from '../text.ts';
import { rowStatesOf } from './row-state.ts';
import type { RunReport } from './run-import.ts';

/**
 * The outcomes of a row, in the order of the table's columns: recorded `now` or `before`; `known` in the system; `left` out on purpose; not recorded
 * because of a fault or refusal (`out`); not sent, though the row has no fault (`unsent`).
 */
const outcomes = ['now', 'before', 'known', 'left', 'out', 'unsent'] as const;
type Outcome = (typeof outcomes)[number];

/** A function that tells the outcome of a row. */
const createOutcome = (check: CheckedImport, { sentRows, refusals }: RunReport) => {
  const stateByRow = rowStatesOf(check);
  const refusedRows = new Set(
    [...refusals.keys()].flatMap(({ row, includedRows }) => [row, ...includedRows]),
  );
  return (row: ReadRow): Outcome => {
    if (sentRows.has(row)) return 'now';
    if (refusedRows.has(row)) return 'out';
    const state = stateByRow.get(row);
    if (state === 'recorded') return 'before';
    if (state === 'known' || state === 'left') return state;
    return state === 'faulty' ? 'out' : 'unsent';
  };
};

type OutcomesProps = { readonly check: CheckedImport; readonly report: RunReport };

/** The numbers of rows by outcome, for each sheet. */
export function Outcomes({ check, report }: OutcomesProps) {
  const outcomeOf = createOutcome(check, report);
  const rows = sheetKeys
    .filter((key) => check.workbook.rows[key].length > 0)
    .map((key) => {
      const all: readonly ReadRow[] = check.workbook.rows[key];
      return {
        key,
        countOf: (outcome: Outcome) => all.filter((row) => outcomeOf(row) === outcome).length,
      };
    });
  return (
    <Table
      caption={t('report.outcomes')}
      empty=""
      hasCount={false}
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        { key: 'sheet', title: t('import.sheet'), value: ({ key }) => nameOf(formOf(key)) },
        ...outcomes.map((outcome) => ({
          key: outcome,
          title: t(`report.outcome.${outcome}`),
          value: ({ countOf }: (typeof rows)[number]) => countOf(outcome),
          isNumber: true,
        })),
      ]}
    />
  );
}
