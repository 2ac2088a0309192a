import { useState } from 'preact/hooks';
import { Badge } from '../../../design/badge.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { saveFile } from '../../../design/save-file.ts';
import { Table } from '../../../design/table/table.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import { nameOf } from '../read/column-names.ts';
import { formOf, type SheetKey, sheetKeys } from '../read/sheet-forms.ts';
import { type ReadRow, valueIn } from '../read/workbook-rows.ts';
import { applyDecisions, markLeftOut } from '../repeats/decisions.ts';
import { Duplicates } from '../repeats/duplicates.tsx';
import { type DuplicateAnswers, sameWomenOf, undecidedDuplicates } from '../repeats/duplicates-rules.ts';
import { Repeats } from '../repeats/repeats.tsx';
import type { KeptImports } from '../send/kept-imports.ts';
import { createOutcomeText } from '../send/outcome-text.ts';
import type { Decisions } from '../send/plan-workbook.ts';
import { resultSheets } from '../send/result-workbook.ts';
import { rowStates, rowStatesOf, type ShownRowState, toneOf } from '../send/row-state.ts';
import { writeWorkbook } from '../template/write-workbook.ts';
import { t } from '../text.ts';
import type { CheckedImport } from './check-sheets.ts';
import { FaultsTable, maxShownRows } from './faults-table.tsx';
import { nameOfGroup } from './linked-workbook.ts';
import { shownValue } from './shown-value.ts';

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
  // The page explains these two states in a sentence.
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
      <Duplicates check={check} answers={decisions.answers} onAnswer={decisions.answerDuplicates} />
      <Repeats repeats={check.repeats} notRepeats={decisions.notRepeats} onAnswer={decisions.answerRepeat} />
      <section aria-labelledby="import-rows">
        <h2 id="import-rows">{t('import.rows')}</h2>
        <p>{t('import.rows.explain')}</p>
        {sheetKeys
          .filter((key) => check.workbook.rows[key].length > 0)
          .map((key) => (
            <Rows key={key} sheet={key} check={check} stateByRow={stateByRow} />
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

/** What the coordinator decides about rows on this page. Each decision makes a new check. */
function useDecisions({ check, kept, onCheck }: Pick<CheckPageProps, 'check' | 'kept' | 'onCheck'>) {
  const [answers, setAnswers] = useState<DuplicateAnswers>(new Map());
  // The rows that look like repeats, but are none, as the coordinator has answered.
  const [notRepeats, setNotRepeats] = useState<ReadonlySet<ReadRow>>(new Set());
  const decisionsOf = (newAnswers: DuplicateAnswers, newNotRepeats: ReadonlySet<ReadRow>): Decisions => ({
    sameWomen: sameWomenOf(check, newAnswers),
    notRepeats: newNotRepeats,
  });
  const answerDuplicates = (next: DuplicateAnswers): void => {
    setAnswers(next);
    onCheck(applyDecisions(check, kept, decisionsOf(next, notRepeats)));
  };
  const answerRepeat = (row: ReadRow, isNoRepeat: boolean): void => {
    const next = new Set(notRepeats);
    if (isNoRepeat) next.add(row);
    else next.delete(row);
    setNotRepeats(next);
    onCheck(applyDecisions(check, kept, decisionsOf(answers, next)));
  };
  const setLeftOut = (row: ReadRow, isLeftOut: boolean): void => {
    onCheck(markLeftOut(check, kept, decisionsOf(answers, notRepeats), { row, isLeftOut }));
    // Saves the answer in `kept` at once, so that the next import knows it even if nothing is sent now. A failure is harmless.
    void kept.save().catch(() => {});
  };
  return { answers, notRepeats, answerDuplicates, answerRepeat, setLeftOut };
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
  /** The number of women's rows for which the coordinator has not yet answered whether they repeat another row or record. */
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

/** The numbers of rows by sheet and state. */
function Summary({ stateByRow }: { readonly stateByRow: ReadonlyMap<ReadRow, ShownRowState> }) {
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
function Notices({ check }: { readonly check: CheckedImport }) {
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

type RowsProps = {
  readonly sheet: SheetKey;
  readonly check: CheckedImport;
  readonly stateByRow: ReadonlyMap<ReadRow, ShownRowState>;
};

/** The rows of a sheet as they were understood. */
function Rows({ sheet, check, stateByRow }: RowsProps) {
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
