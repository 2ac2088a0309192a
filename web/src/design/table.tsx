import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { isDate } from '../../../functions/domain/calendar.ts';
import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Empty } from './empty.tsx';
import { Rupees } from './rupees.tsx';
import { saveFile } from './save-file.ts';
import { csvOf } from './table-csv.ts';
import { type Cell, type Direction, type FileTable, filterRows, sortRows } from './table-rules.ts';
import { t } from './text.ts';
import './table.css';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** What it is sorted and found by: a code, `YYYY-MM-DD`, paise, a word. Without it the column is neither. */
  readonly value?: (row: Row) => Cell;
  /** What stands in the cell, where that is more than its value. */
  readonly cell?: (row: Row) => ComponentChildren;
  /** Set at the end of the cell, digit below digit. */
  readonly isNumber?: boolean;
  /** Whether the value is an amount in paise. It is shown as rupees, and a file has rupees. */
  readonly isMoney?: boolean;
  /**
   * What a file has of it: codes, dates, numbers, fixed words, and never a person's name; `true`: its value. Without it the column is in
   * no file.
   */
  readonly exported?: true | ((row: Row) => Cell);
};

export type TableProps<Row> = {
  readonly caption: string;
  /** The first names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What stands there where there are no rows. */
  readonly empty: string;
  /** Whether it says how many rows there are: not above a few totals. */
  readonly hasCount?: boolean;
  readonly file?: {
    /** Without its ending, and without anything personal. */
    readonly name: string;
    /** Before it is offered, such as to note the reading; if it fails, there is no file. */
    readonly onExport?: (rows: readonly Row[]) => unknown;
  };
};

const endings = ['csv', 'xlsx'] as const;
type Ending = (typeof endings)[number];

/** The same in every language. */
const fileNames = { csv: 'CSV', xlsx: 'Excel' } as const;

const files: Readonly<Record<Ending, (table: FileTable, caption: string) => Promise<Blob>>> = {
  csv: async ({ columns, rows }) =>
    // The mark tells spreadsheets that it is UTF-8.
    new Blob(
      [
        '\ufeff',
        csvOf(
          columns.map(({ title }) => title),
          rows,
        ),
      ],
      { type: 'text/csv;charset=utf-8' },
    ),
  xlsx: async (table, caption) => (await import('./table-workbook.ts')).workbookOf(table, caption),
};

/** From how many rows on one may want to find some. */
const manyRows = 12;

/**
 * The table: rows of the same kind, with how many there are. A column that has values sorts by a press on its
 * heading; many rows can be filtered.
 * Use it to compare, to find, to count. Don't use it to lay out a page, or for one record: those are facts (`dl`). By
 * keyboard: the heading is a button, Enter sorts up and then down, and a reader of the screen hears which; a wide
 * table is a region that scrolls by the arrows.
 */
export function Table<Row>({ caption, columns, rows, keyOf, empty, hasCount = true, file }: TableProps<Row>) {
  const language = useLanguage();
  const filterId = useId();
  const [order, setOrder] = useState<{ readonly key: string; readonly direction: Direction }>();
  const [filter, setFilter] = useState('');
  const [hasFailed, setFailed] = useState(false);
  if (rows.length === 0) return <Empty title={empty} />;

  const collator = new Intl.Collator(language, { numeric: true });
  const found = filterRows(rows, filter, (row) =>
    columns.flatMap((column) => textsIn(column, row, language)),
  );
  const sortedBy = columns.find(({ key }) => key === order?.key)?.value;
  const shown =
    sortedBy === undefined || order === undefined
      ? found
      : sortRows(found, sortedBy, order.direction, collator.compare);
  const sort = (key: string) =>
    setOrder({
      key,
      direction: order?.key === key && order.direction === 'ascending' ? 'descending' : 'ascending',
    });
  const save = async (ending: Ending): Promise<void> => {
    if (file === undefined) return;
    setFailed(false);
    try {
      await file.onExport?.(shown);
      const written = columns.filter(({ exported }) => exported !== undefined);
      const content: FileTable = {
        columns: written.map(({ title, isMoney = false }) => ({ title, isMoney })),
        rows: shown.map((row) => written.map((column) => exportedFrom(column, row))),
      };
      saveFile(await files[ending](content, caption), `${file.name}.${ending}`);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <div class="table-tools">
        {hasCount && (
          <p class="soft" role="status">
            {shown.length === rows.length
              ? t('design.rows', { count: rows.length })
              : t('design.rowsShown', { shown: shown.length, count: rows.length })}
          </p>
        )}
        {rows.length >= manyRows && (
          <label for={filterId}>
            {t('design.filter')}
            <input
              id={filterId}
              type="search"
              autocomplete="off"
              value={filter}
              onInput={({ currentTarget }) => setFilter(currentTarget.value)}
            />
          </label>
        )}
        {file !== undefined &&
          endings.map((ending) => (
            <button type="button" class="second small file" key={ending} onClick={() => void save(ending)}>
              <span class="hidden-text">{t(`design.${ending}`)}</span>
              <span aria-hidden="true">↓ {fileNames[ending]}</span>
            </button>
          ))}
      </div>
      {hasFailed && (
        <p class="error" role="alert">
          {t('design.noFile')}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
      <section class="scrolls" aria-label={caption} tabIndex={0}>
        <table class="table">
          <caption class="hidden-text">{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ key, title, value, isMoney = false, isNumber = isMoney }) => (
                <th
                  scope="col"
                  key={key}
                  class={isNumber ? 'number' : ''}
                  {...(order?.key === key ? { 'aria-sort': order.direction } : {})}
                >
                  {value === undefined || rows.length < 2 ? (
                    title
                  ) : (
                    <button type="button" onClick={() => sort(key)}>
                      {title}
                      <span class="sort" aria-hidden="true">
                        {order?.key !== key ? '↕' : order.direction === 'ascending' ? '↑' : '↓'}
                      </span>
                    </button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map((column, index) =>
                  index === 0 ? (
                    <th scope="row" key={column.key}>
                      {shownIn(column, row)}
                    </th>
                  ) : (
                    <td key={column.key} class={column.isNumber || column.isMoney ? 'number' : ''}>
                      {shownIn(column, row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p>{t('design.noMatch')}</p>}
      </section>
    </>
  );
}

function shownIn<Row>({ value, cell, isMoney }: Column<Row>, row: Row): ComponentChildren {
  if (cell !== undefined) return cell(row);
  const known = value?.(row);
  return isMoney && typeof known === 'number' ? <Rupees paise={known} /> : (known ?? '–');
}

/** What a file has of a column: an amount in rupees. */
function exportedFrom<Row>({ value, exported, isMoney }: Column<Row>, row: Row): Cell {
  const known = exported === true ? value?.(row) : exported?.(row);
  return isMoney && typeof known === 'number' ? known / 100 : known;
}

/** By what a row is found in a column: its value, a date also as it is read, and what is shown where that is a text. */
function textsIn<Row>({ value, cell }: Column<Row>, row: Row, language: Language): string[] {
  if (value === undefined) return [];
  const [known, shown] = [value(row), cell?.(row)];
  return [
    ...(known === undefined ? [] : [String(known)]),
    ...(typeof known === 'string' && isDate(known) ? [formatDate(known, language)] : []),
    ...(typeof shown === 'string' || typeof shown === 'number' ? [String(shown)] : []),
  ];
}
