import type { Api } from '../../api/client.ts';
import { saveFile } from '../../design/save-file.ts';
import { Table } from '../../design/table.tsx';
import { explainRefusal } from '../frame/refusals.ts';
import { t as deskText } from '../text.ts';
import type { Check } from './check-file.ts';
import type { KeptImports } from './kept.ts';
import type { Operation } from './plan-rules.ts';
import type { ReadRow } from './read-rows.ts';
import { resultSheets } from './result-workbook.ts';
import type { RunReport } from './run.ts';
import type { Refusal } from './send-rules.ts';
import { t } from './text.ts';
import { workbookFile } from './workbook-file.ts';

type ReportPageProps = {
  readonly api: Api;
  readonly check: Check;
  readonly kept: KeptImports;
  readonly report: RunReport;
  readonly onAgain: () => void;
  readonly onBack: () => void;
};

/** Why the server refused a row. */
function explain({ status, document: { code, detail } }: Refusal): string {
  if (code === 'id_reused') return t('refused.id_reused');
  if (code === 'books_started') return t('fault.booksOpen');
  if (status === 404) return t('refused.not_found');
  const known = explainRefusal(code);
  return known === undefined ? `${t('refused.other')} ${detail ?? code}` : deskText(known);
}

/** As many ids as one note of a saved list takes. */
const maxNoted = 2_000;

/** The import's last page: what was brought in, what was refused and why, and the workbook with the codes. */
export function ReportPage({ api, check, kept, report, onAgain, onBack }: ReportPageProps) {
  const { assigned, book } = check;
  const refused = [...report.refused];
  const byRow = new Map<ReadRow, Refusal>(refused.map(([{ row }, refusal]) => [row, refusal]));
  const members = book.rows.members
    .flatMap((row) => assigned.ids.get(row)?.[0] ?? [])
    .filter((id) => kept.codes.has(id));
  const save = async (): Promise<void> => {
    const subjects = members.slice(0, maxNoted);
    await api.request('POST /api/exports', { body: { list: 'import', subjects } });
    const sheets = resultSheets(check, {
      said: (row) => {
        const refusal = byRow.get(row);
        return refusal === undefined ? undefined : explain(refusal);
      },
      codeOf: (row) =>
        row.sheet === 'members' ? kept.codes.get(assigned.ids.get(row)?.[0] ?? '') : undefined,
    });
    saveFile(workbookFile(sheets), 'import-done.xlsx');
  };
  return (
    <>
      <p class={report.ending === 'finished' ? 'notice' : 'warning'} role="status">
        {t(`ending.${report.ending}`)}
      </p>
      <p>{t('report.sent', { count: report.sent })}</p>
      {report.before > 0 && <p>{t('report.before', { count: report.before })}</p>}
      {report.left > 0 && <p>{t('report.rest', { count: report.left })}</p>}
      {report.ending !== 'finished' && (
        <p>
          <button type="button" class="primary" onClick={onAgain}>
            {t('report.again')}
          </button>
        </p>
      )}
      {refused.length > 0 && (
        <section aria-labelledby="import-refused">
          <h2 id="import-refused">{t('report.refused', { count: refused.length })}</h2>
          <p>{t('report.refused.explain')}</p>
          <Table<[Operation, Refusal]>
            caption={t('report.refused', { count: refused.length })}
            empty=""
            rows={refused}
            keyOf={([{ row }]) => `${row.sheetName} ${row.row}`}
            columns={[
              { key: 'sheet', title: t('import.sheet'), value: ([{ row }]) => row.sheetName },
              { key: 'row', title: t('import.row'), value: ([{ row }]) => row.row, isNumber: true },
              { key: 'why', title: t('import.what'), value: ([, refusal]) => explain(refusal) },
            ]}
          />
        </section>
      )}
      <section aria-labelledby="import-codes">
        <h2 id="import-codes">{t('report.codes')}</h2>
        <p>{t('report.codes.explain')}</p>
        <p>
          <button type="button" class="second" onClick={() => void save().catch(() => {})}>
            {t('report.save')}
          </button>
        </p>
      </section>
      <button type="button" class="link" onClick={onBack}>
        {t('import.other')}
      </button>
    </>
  );
}
