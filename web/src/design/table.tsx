import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { isDate } from '../../../functions/domain/calendar.ts';
import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Empty } from './empty.tsx';
import { saveFile } from './save-file.ts';
import { type Cell, csvOf, type Direction, filterRows, sortRows } from './table-rules.ts';
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
  /** What a file has of it: codes, dates, numbers, fixed words, and never a name. Without it the column is in no file. */
  readonly exported?: (row: Row) => Cell;
};

type TableProps<Row> = {
  readonly caption: string;
  /** The first names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What stands there where there are no rows. */
  readonly empty: string;
  readonly file?: {
    /** Without its ending, and without anything personal. */
    readonly name: string;
    /** Before it is offered, such as to note the reading; if it fails, there is no file. */
    readonly onExport?: (rows: number) => unknown;
  };
};

/** From how many rows on one may want to find some. */
const manyRows = 12;

/**
 * Rows of the same kind, with how many there are. A column that has values sorts by a press on its heading; many rows can be filtered.
 *
 * Use it to compare, to find, to count. Don't use it to lay out a page, or for one record: those are facts (`dl`). By keyboard: the heading is a
 * button, Enter sorts up and then down, and a reader of the screen hears which; a wide table is a region that scrolls by the arrows.
 */
export function Table<Row>({ caption, columns, rows, keyOf, empty, file }: TableProps<Row>) {
  const language = useLanguage();
  const filterId = useId();
  const [order, setOrder] = useState<{ readonly key: string; readonly direction: Direction }>();
  const [filter, setFilter] = useState('');
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
  const save = async (name: string): Promise<void> => {
    await file?.onExport?.(shown.length);
    const written = columns.filter(({ exported }) => exported !== undefined);
    const csv = csvOf(
      written.map(({ title }) => title),
      shown.map((row) => written.map(({ exported }) => exported?.(row))),
    );
    // The mark tells spreadsheets that it is UTF-8.
    saveFile(new Blob(['\ufeff', csv], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
  };
  return (
    <>
      <div class="table-tools">
        <p class="soft" role="status">
          {shown.length === rows.length
            ? t('design.rows', { count: rows.length })
            : t('design.rowsShown', { shown: shown.length, count: rows.length })}
        </p>
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
        {file !== undefined && (
          <button type="button" class="second small" onClick={() => void save(file.name).catch(() => {})}>
            {t('design.csv')}
          </button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
      <section class="scrolls" aria-label={caption} tabIndex={0}>
        <table class="table">
          <caption class="hidden-text">{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ key, title, value, isNumber = false }) => (
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
                {columns.map(({ key, isNumber = false, ...column }, index) =>
                  index === 0 ? (
                    <th scope="row" key={key}>
                      {shownIn(column, row)}
                    </th>
                  ) : (
                    <td key={key} class={isNumber ? 'number' : ''}>
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

const shownIn = <Row,>({ value, cell }: Pick<Column<Row>, 'value' | 'cell'>, row: Row): ComponentChildren =>
  cell === undefined ? (value?.(row) ?? '–') : cell(row);

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
