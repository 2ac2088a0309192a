import { useState } from 'preact/hooks';
import { Dialog } from '../../../design/dialog.tsx';
import { saveFile } from '../../../design/save-file.ts';
import { sheetKeys } from '../read/sheet-forms.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { Duplicates } from '../repeats/duplicates.tsx';
import { undecidedDuplicates } from '../repeats/duplicates-rules.ts';
import { Repeats } from '../repeats/repeats.tsx';
import type { KeptImports } from '../send/kept-imports.ts';
import { createOutcomeText } from '../send/outcome-text.ts';
import { resultSheets } from '../send/result-workbook.ts';
import { rowStatesOf, type ShownRowState } from '../send/row-state.ts';
import { writeWorkbook } from '../template/write-workbook.ts';
import { t } from '../text.ts';
import type { CheckedImport } from './check-sheets.ts';
import { Notices, Summary } from './check-summary.tsx';
import { FaultsTable } from './faults-table.tsx';
import { UnderstoodRows } from './understood-rows.tsx';
import { useDecisions } from './use-decisions.ts';

type CheckPageProps = {
  readonly check: CheckedImport;
  /** What this laptop keeps of imports, such as the ids of rows. */
  readonly kept: KeptImports;
  /** Called with the new check after each decision of the coordinator's. */
  readonly onCheck: (check: CheckedImport) => void;
  readonly onSend: () => void;
  /** Goes back to the choice of a file. */
  readonly onBack: () => void;
};

/**
 * The import's page of the check, which comes before anything is sent. It says which rows were understood, which are to be mended, left out or
 * joined, and how many would be sent.
 */
export function CheckPage({ check, kept, onCheck, onSend, onBack }: CheckPageProps) {
  const decisions = useDecisions({ check, kept, onCheck });
  const stateByRow = rowStatesOf(check);
  const countOf = (state: ShownRowState): number =>
    [...stateByRow.values()].filter((rowState) => rowState === state).length;
  const recordedCount = countOf('recorded');
  // These two states need a sentence; the others are understood without one.
  const hasStatesToExplain = countOf('waiting') + countOf('known') > 0;
  return (
    <>
      <button type="button" class="link back" onClick={onBack}>
        ‹ {t('import.other')}
      </button>
      <p>
        {recordedCount === 0 ? t('import.checked') : t('import.checked.partly', { count: recordedCount })}
      </p>
      <Summary stateByRow={stateByRow} />
      {hasStatesToExplain && <p class="soft">{t('import.states')}</p>}
      <Notices check={check} />
      {check.searchCount > 0 && <p class="soft">{t('import.searched', { count: check.searchCount })}</p>}
      {check.faults.length > 0 && (
        <FaultsToMend check={check} kept={kept} onLeaveOut={(row) => decisions.setLeftOut(row, true)} />
      )}
      <LeftOut check={check} onTakeIn={(row) => decisions.setLeftOut(row, false)} />
      {/* `Duplicates` asks of women's rows whether two women are one: each must be answered before anything can be sent. `Repeats` has rows of other sheets that
          may be recorded already: without an answer they are skipped. */}
      <Duplicates check={check} answers={decisions.answers} onAnswer={decisions.answerDuplicates} />
      <Repeats repeats={check.repeats} notRepeats={decisions.notRepeats} onAnswer={decisions.answerRepeat} />
      <section aria-labelledby="import-rows">
        <h2 id="import-rows">{t('import.rows')}</h2>
        <p>{t('import.rows.explain')}</p>
        {sheetKeys
          .filter((key) => check.workbook.rows[key].length > 0)
          .map((key) => (
            <UnderstoodRows key={key} sheet={key} check={check} stateByRow={stateByRow} />
          ))}
      </section>
      <SendSection
        undecidedCount={undecidedDuplicates(check, decisions.answers).length}
        readyCount={countOf('right')}
        unreadyCount={countOf('faulty') + countOf('waiting')}
        onSend={onSend}
      />
    </>
  );
}

type FaultsToMendProps = Pick<CheckPageProps, 'check' | 'kept'> & {
  readonly onLeaveOut: (row: ReadRow) => void;
};

/** The faults of rows, and a workbook to mend them in. */
function FaultsToMend({ check, kept, onLeaveOut }: FaultsToMendProps) {
  const save = () =>
    saveFile(
      writeWorkbook(
        resultSheets(check, {
          outcomeTextOf: createOutcomeText(check),
          // The first id of a woman's row is her own. A row that has no id yet has no code either.
          codeOf: (row) => kept.codes.get(check.assignedIds.ids.get(row)?.[0] ?? ''),
        }),
      ),
      'import-to-mend.xlsx',
    );
  return (
    <section aria-labelledby="import-faults">
      <h2 id="import-faults">{t('import.faults', { count: check.faults.length })}</h2>
      <p>{t('import.faults.explain')}</p>
      <p>
        <button type="button" class="second" onClick={save}>
          {t('import.mend')}
        </button>
      </p>
      <FaultsTable check={check} onLeaveOut={onLeaveOut} />
    </section>
  );
}

type SendSectionProps = Pick<CheckPageProps, 'onSend'> & {
  /** The number of possible duplicates for which the coordinator has not yet answered whether they are one woman. */
  readonly undecidedCount: number;
  /** The number of rows that can be sent. */
  readonly readyCount: number;
  /** The number of rows that are not sent until something is mended. */
  readonly unreadyCount: number;
};

/** The button that sends the rows, and the question before it does. */
function SendSection({ undecidedCount, readyCount, unreadyCount, onSend }: SendSectionProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <section aria-labelledby="import-send">
        <h2 id="import-send">{t('import.send')}</h2>
        {undecidedCount > 0 && <p class="warning">{t('import.undecided', { count: undecidedCount })}</p>}
        {unreadyCount > 0 && <p class="warning">{t('import.left', { count: unreadyCount })}</p>}
        {readyCount === 0 && <p class="notice">{t('import.nothing')}</p>}
        <button
          type="button"
          class="primary"
          disabled={undecidedCount > 0 || readyCount === 0}
          onClick={() => setAsking(true)}
        >
          {t('import.bring', { count: readyCount })}
        </button>
      </section>
      {isAsking && (
        <Dialog
          title={t('import.ask', { count: readyCount })}
          confirm={t('import.yes')}
          onCancel={() => setAsking(false)}
          onConfirm={onSend}
        >
          <p>{t('import.will')}</p>
          {unreadyCount > 0 && <p>{t('import.left', { count: unreadyCount })}</p>}
        </Dialog>
      )}
    </>
  );
}

type LeftOutProps = { readonly check: CheckedImport; readonly onTakeIn: (row: ReadRow) => void };

/** The rows that the coordinator leaves out on purpose. */
function LeftOut({ check, onTakeIn }: LeftOutProps) {
  const rows = [...check.assignedIds.leftOutRows];
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="import-left">
      <h2 id="import-left">{t('import.leftOut', { count: rows.length })}</h2>
      <ul>
        {rows.map((row) => (
          <li key={`${row.sheetName} ${row.rowNumber}`}>
            {t('import.place', { sheet: row.sheetName, row: row.rowNumber })}{' '}
            <button type="button" class="link" onClick={() => onTakeIn(row)}>
              {t('import.takeIn')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
