import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { saveFile } from '../../../design/save-file.ts';
import { Table } from '../../../design/table/table.tsx';
import { t as designText } from '../../../design/text.ts';
import { noteExport } from '../../frame/lists/note-export.ts';
import type { CheckedImport } from '../check/check-sheets.ts';
import { FaultsTable } from '../check/faults-table.tsx';
import type { ReadRow } from '../read/workbook-rows.ts';
import { writeWorkbook } from '../template/write-workbook.ts';
import { t } from '../text.ts';
import type { KeptImports } from './kept-imports.ts';
import type { Operation } from './operation.ts';
import { createOutcomeText, joinedRows, refusalText } from './outcome-text.ts';
import { readExisting } from './read-existing.ts';
import { Outcomes } from './report-outcomes.tsx';
import { resultSheets } from './result-workbook.ts';
import type { RunReport } from './run-import.ts';
import type { Refusal } from './send-plan.ts';

type ReportPageProps = {
  readonly api: Api;
  readonly check: CheckedImport;
  readonly kept: KeptImports;
  readonly report: RunReport;
  /** Sends what was not sent yet. */
  readonly onAgain: () => void;
  /** Goes back to the choice of a file. */
  readonly onBack: () => void;
};

/** The import's last page, the report: how many rows were recorded, which were refused and why, and the workbook with the codes. */
export function ReportPage({ api, check, kept, report, onAgain, onBack }: ReportPageProps) {
  const refusals = [...report.refusals];
  const rowsJoined = joinedRows(check);
  const outcomeTextOf = createOutcomeText(check, report.refusals);
  return (
    <>
      <p class={report.ending === 'finished' ? 'notice' : 'warning'} role="status">
        {t(`ending.${report.ending}`)}
      </p>
      <p>{t('report.sent', { count: report.sentCount })}</p>
      {report.sentBeforeCount > 0 && <p>{t('report.before', { count: report.sentBeforeCount })}</p>}
      {report.unsentCount > 0 && <p>{t('report.rest', { count: report.unsentCount })}</p>}
      {report.ending !== 'finished' && (
        <p>
          <button type="button" class="primary" onClick={onAgain}>
            {t('report.again')}
          </button>
        </p>
      )}
      <section aria-labelledby="import-outcomes">
        <h2 id="import-outcomes">{t('report.outcomes')}</h2>
        <Outcomes check={check} report={report} />
      </section>
      {refusals.length > 0 && <Refusals refusals={refusals} />}
      {check.faults.length > 0 && (
        <section aria-labelledby="import-out">
          <h2 id="import-out">{t('report.out')}</h2>
          <p>{t('report.out.explain')}</p>
          <FaultsTable check={check} />
        </section>
      )}
      {rowsJoined.length > 0 && (
        <section aria-labelledby="import-joined">
          <h2 id="import-joined">{t('report.joined', { count: rowsJoined.length })}</h2>
          <ul>
            {rowsJoined.map(({ row }) => (
              <li key={`${row.sheetName} ${row.rowNumber}`}>
                {t('import.place', { sheet: row.sheetName, row: row.rowNumber })}: {outcomeTextOf(row)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <WorkbookWithCodes api={api} check={check} kept={kept} outcomeTextOf={outcomeTextOf} />
      <button type="button" class="link" onClick={onBack}>
        {t('import.other')}
      </button>
    </>
  );
}

type RefusedOperation = [Operation, Refusal];

/** The rows that the server refused, and why. */
function Refusals({ refusals }: { readonly refusals: readonly RefusedOperation[] }) {
  return (
    <section aria-labelledby="import-refused">
      <h2 id="import-refused">{t('report.refused', { count: refusals.length })}</h2>
      <p>{t('report.refused.explain')}</p>
      <Table<RefusedOperation>
        caption={t('report.refused', { count: refusals.length })}
        empty=""
        rows={refusals}
        keyOf={([{ row }]) => `${row.sheetName} ${row.rowNumber}`}
        columns={[
          { key: 'sheet', title: t('import.sheet'), value: ([{ row }]) => row.sheetName },
          { key: 'row', title: t('import.row'), value: ([{ row }]) => row.rowNumber, isNumber: true },
          {
            key: 'why',
            title: t('import.what'),
            value: ([, refusal]) => refusalText(refusal),
            isSentence: true,
          },
        ]}
      />
    </section>
  );
}

type WorkbookWithCodesProps = Pick<ReportPageProps, 'api' | 'check' | 'kept'> & {
  readonly outcomeTextOf: (row: ReadRow) => string | undefined;
};

/** Saves the workbook with each row's outcome and each woman's code. Its export is noted in the log. */
function WorkbookWithCodes({ api, check, kept, outcomeTextOf }: WorkbookWithCodesProps) {
  const { assignedIds, workbook } = check;
  const codes = new Map([
    ...check.existing.members.map(({ id, code }) => [id, code] as const),
    ...kept.codes,
  ]);
  /** The first id of a woman's row is her own. */
  const womanIdOf = (row: ReadRow): string | undefined => assignedIds.ids.get(row)?.[0];
  /** The ids of the workbook's women who have a code, as every member in the system has. */
  const memberIds = workbook.rows.members
    .flatMap((row) => womanIdOf(row) ?? [])
    .filter((id) => codes.has(id));
  const [hasSaveFailed, setSaveFailed] = useState(false);
  const save = async (): Promise<void> => {
    // The API lets an export name only members who were read. The women who were just recorded have not been read yet.
    await readExisting(api, { hasMembers: memberIds.length > 0, hasOutreach: false });
    await noteExport(api, 'import', memberIds);
    const sheets = resultSheets(check, {
      outcomeTextOf,
      codeOf: (row) => (row.sheet === 'members' ? codes.get(womanIdOf(row) ?? '') : undefined),
    });
    saveFile(writeWorkbook(sheets), 'import-done.xlsx');
  };
  return (
    <section aria-labelledby="import-codes">
      <h2 id="import-codes">{t('report.codes')}</h2>
      <p>{t('report.codes.count', { count: memberIds.length })}</p>
      <p>{t('report.codes.explain')}</p>
      <p>
        <button
          type="button"
          class="second"
          onClick={() => {
            setSaveFailed(false);
            save().catch(() => setSaveFailed(true));
          }}
        >
          {t('report.save')}
        </button>
      </p>
      {hasSaveFailed && (
        <p class="error" role="alert">
          {designText('design.noFile')}
        </p>
      )}
    </section>
  );
}
