import { useState } from 'preact/hooks';
import { Badge } from '../../design/badge.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { saveFile } from '../../design/save-file.ts';
import { Table } from '../../design/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { textOfCell } from './cell-texts.ts';
import { type Check, decide } from './check-file.ts';
import type { Fault } from './faults.ts';
import type { KeptImports } from './kept.ts';
import { allRows } from './links.ts';
import { type Answers, Pairs, samesOf, waitingPairs } from './pairs.tsx';
import type { RowState } from './plan-rules.ts';
import type { ReadRow } from './read-rows.ts';
import { resultSheets } from './result-workbook.ts';
import { formOf, type SheetKey, sheetKeys } from './sheets.ts';
import { t } from './text.ts';
import { columnName, explainFault, nameOf, shownValue, valueIn } from './words.ts';
import { workbookFile } from './workbook-file.ts';

type CheckPageProps = {
  readonly check: Check;
  readonly kept: KeptImports;
  readonly onCheck: (check: Check) => void;
  readonly onSend: () => void;
  readonly onBack: () => void;
};

/** What a row is: of a right one, whether it was recorded before. */
type Standing = RowState | 'recorded';

const tones = { right: 'good', faulty: 'bad', waiting: 'care', known: 'plain', recorded: 'plain' } as const;

/** How each row stands. */
function standingOf({ plan, done }: Check): ReadonlyMap<ReadRow, Standing> {
  const recorded = new Set([...done].flatMap(({ row, parts }) => [row, ...parts]));
  return new Map([...plan.states].map(([row, state]) => [row, recorded.has(row) ? 'recorded' : state]));
}

/** The import's page before anything is sent: what was understood, what is to be mended, and what would be made. */
export function CheckPage({ check, kept, onCheck, onSend, onBack }: CheckPageProps) {
  const [answers, setAnswers] = useState<Answers>(new Map());
  const [isAsking, setAsking] = useState(false);
  const standing = standingOf(check);
  const count = (state: Standing, key?: SheetKey): number =>
    [...standing].filter(([row, one]) => one === state && (key === undefined || row.sheet === key)).length;
  const open = waitingPairs(check, answers).length;
  const [ready, faulty, waiting] = [count('right'), count('faulty'), count('waiting')];
  const answer = (next: Answers): void => {
    setAnswers(next);
    onCheck(decide(check, kept, samesOf(check, next)));
  };
  const save = () =>
    saveFile(
      workbookFile(
        resultSheets(check, {
          said: () => undefined,
          codeOf: (row) => kept.codes.get(check.assigned.ids.get(row)?.[0] ?? ''),
        }),
      ),
      'import-to-mend.xlsx',
    );
  return (
    <>
      <button type="button" class="link back" onClick={onBack}>
        ‹ {t('import.other')}
      </button>
      <p>{t('import.checked')}</p>
      <Summary standing={standing} />
      {waiting + count('known') > 0 && <p class="soft">{t('import.states')}</p>}
      <Notices check={check} />
      {check.searches > 0 && <p class="soft">{t('import.searched', { count: check.searches })}</p>}
      {check.uncompared > 0 && <p class="warning">{t('import.uncompared', { count: check.uncompared })}</p>}
      {check.faults.length > 0 && (
        <section aria-labelledby="import-faults">
          <h2 id="import-faults">{t('import.faults', { count: check.faults.length })}</h2>
          <p>{t('import.faults.explain')}</p>
          <p>
            <button type="button" class="second" onClick={save}>
              {t('import.mend')}
            </button>
          </p>
          <Faults check={check} />
        </section>
      )}
      <Pairs check={check} answers={answers} onAnswer={answer} />
      <section aria-labelledby="import-rows">
        <h2 id="import-rows">{t('import.rows')}</h2>
        <p>{t('import.rows.explain')}</p>
        {sheetKeys
          .filter((key) => check.book.rows[key].length > 0)
          .map((key) => (
            <Rows key={key} sheet={key} check={check} standing={standing} />
          ))}
      </section>
      <section aria-labelledby="import-send">
        <h2 id="import-send">{t('import.send')}</h2>
        {open > 0 && <p class="warning">{t('import.undecided', { count: open })}</p>}
        {faulty + waiting > 0 && <p class="warning">{t('import.left', { count: faulty + waiting })}</p>}
        {ready === 0 && <p class="notice">{t('import.nothing')}</p>}
        <button
          type="button"
          class="primary"
          disabled={open > 0 || ready === 0}
          onClick={() => setAsking(true)}
        >
          {t('import.bring', { count: ready })}
        </button>
      </section>
      {isAsking && (
        <Dialog
          title={t('import.ask', { count: ready })}
          confirm={t('import.yes')}
          onCancel={() => setAsking(false)}
          onConfirm={onSend}
        >
          <p>{t('import.will')}</p>
          {faulty + waiting > 0 && <p>{t('import.left', { count: faulty + waiting })}</p>}
        </Dialog>
      )}
    </>
  );
}

const shownStates = ['right', 'faulty', 'waiting', 'known', 'recorded'] as const;

function Summary({ standing }: { readonly standing: ReadonlyMap<ReadRow, Standing> }) {
  const rows = sheetKeys
    .map((key) => {
      const hers = [...standing].filter(([row]) => row.sheet === key);
      return {
        key,
        total: hers.length,
        of: (state: Standing) => hers.filter(([, one]) => one === state).length,
      };
    })
    .filter(({ total }) => total > 0);
  return (
    <Table
      caption={t('import.summary')}
      empty=""
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        { key: 'sheet', title: t('import.sheet'), value: ({ key }) => nameOf(formOf(key)) },
        { key: 'total', title: t('import.total'), value: ({ total }) => total, isNumber: true },
        ...shownStates.map((state) => ({
          key: state,
          title: t(`state.${state}`),
          value: ({ of }: (typeof rows)[number]) => of(state),
          cell: ({ of }: (typeof rows)[number]) => {
            const count = of(state);
            return count > 0 && (state === 'faulty' || state === 'waiting') ? (
              <Badge tone={tones[state]}>{count}</Badge>
            ) : (
              count
            );
          },
          isNumber: true,
        })),
      ]}
    />
  );
}

function Notices({ check }: { readonly check: Check }) {
  const { notices } = check.book;
  if (notices.length === 0) return null;
  return (
    <ul>
      {notices.map(({ code, sheetName, what }) => (
        <li key={`${code} ${sheetName}`}>{t(`notice.${code}`, { sheet: sheetName, what })}</li>
      ))}
    </ul>
  );
}

/** More on one page would be read by nobody; the workbook to mend has all. */
const maxShown = 200;

const keyOfFault = ({ sheetName, row, column, code }: Fault): string =>
  `${sheetName} ${row} ${column} ${code}`;

function Faults({ check }: { readonly check: Check }) {
  const written = new Map(allRows(check.book).map((row) => [`${row.row} ${row.sheetName}`, row]));
  const cellOf = ({ sheetName, row, column }: Fault): string =>
    column === undefined ? '' : textOfCell(written.get(`${row} ${sheetName}`)?.raw[column] ?? null);
  const shown = check.faults.slice(0, maxShown);
  return (
    <>
      <Table
        caption={t('import.faults', { count: check.faults.length })}
        empty=""
        rows={shown}
        keyOf={keyOfFault}
        columns={[
          { key: 'sheet', title: t('import.sheet'), value: ({ sheetName }) => sheetName },
          { key: 'row', title: t('import.row'), value: ({ row }) => row, isNumber: true },
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
          { key: 'mend', title: t('import.what'), value: explainFault },
        ]}
      />
      {check.faults.length > maxShown && (
        <p class="soft">{t('import.shown', { shown: maxShown, count: check.faults.length })}</p>
      )}
    </>
  );
}

type RowsProps = {
  readonly sheet: SheetKey;
  readonly check: Check;
  readonly standing: ReadonlyMap<ReadRow, Standing>;
};

/** The rows of a sheet as they were understood. */
function Rows({ sheet, check, standing }: RowsProps) {
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const form = formOf(sheet);
  const rows: readonly ReadRow[] = check.book.rows[sheet];
  const stateOf = (row: ReadRow): Standing => standing.get(row) ?? 'waiting';
  return (
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
            rows={rows.slice(0, maxShown)}
            keyOf={({ sheetName, row }) => `${sheetName} ${row}`}
            columns={[
              { key: 'row', title: t('import.row'), value: ({ row }) => row, isNumber: true },
              {
                key: 'state',
                title: t('import.state'),
                value: (row) => t(`state.${stateOf(row)}`),
                cell: (row) => <Badge tone={tones[stateOf(row)]}>{t(`state.${stateOf(row)}`)}</Badge>,
              },
              ...Object.entries(form.columns).map(([key, column]) => ({
                key,
                title: nameOf(column),
                value: (row: ReadRow) => valueIn(row, key),
                cell: (row: ReadRow) => <bdi>{shownValue(column, valueIn(row, key), language)}</bdi>,
              })),
            ]}
          />
          {rows.length > maxShown && (
            <p class="soft">{t('import.shown', { shown: maxShown, count: rows.length })}</p>
          )}
        </>
      )}
    </details>
  );
}
