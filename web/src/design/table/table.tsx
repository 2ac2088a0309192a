import { useId, useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Empty } from '../empty.tsx';
import { t } from '../text.ts';
import { type Column, filterTextsOf } from './table-columns.tsx';
import { DownloadButtons, leftOutOf, type TableFile, useDownload } from './table-download.tsx';
import { Head, Line, type Order, Totals } from './table-parts.tsx';
import { filterRows, sortRows } from './table-rules.ts';
import './table.css';

export type TableProps<Row> = {
  readonly caption: string;
  /** The first column is the heading of each row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The text shown instead of a table without rows. */
  readonly empty: string;
  /** Whether the number of rows stands above the table; `false` for a table of a few totals. */
  readonly hasCount?: boolean;
  /** The download of the table; without it the table has none. */
  readonly file?: TableFile<Row>;
};

/** A table with fewer rows has no filter: a reader finds a row in it at a glance. */
const minRowsForFilter = 12;

/**
 * A table of records, with their number, a filter, sorting by column and downloads.
 * Use it to compare, find and count records. Don't use it for layout or for a single record: that is a `dl`. By keyboard:
 * Enter on a heading sorts up, then down, and screen readers announce the direction. A table wider than the page is a
 * region that scrolls by the arrow keys.
 */
export function Table<Row>({ caption, columns, rows, keyOf, empty, hasCount = true, file }: TableProps<Row>) {
  const language = useLanguage();
  // Undefined until somebody sorts the table: then the rows keep their order.
  const [order, setOrder] = useState<Order>();
  const [filter, setFilter] = useState('');
  const filteredRows = filterRows(rows, filter, (row) =>
    columns.flatMap((column) => filterTextsOf(column, row, language)),
  );
  const shownRows = orderRows(filteredRows, columns, order, language);
  const download = useDownload(caption, columns, shownRows, file);
  if (rows.length === 0) return <Empty title={empty} />;
  return (
    <>
      <div class="table-tools">
        {rows.length >= minRowsForFilter && <Filter text={filter} onText={setFilter} />}
        {hasCount && (
          <p class="soft" role="status">
            {shownRows.length === rows.length
              ? t('design.rows', { count: rows.length })
              : t('design.rowsShown', { shown: shownRows.length, count: rows.length })}
          </p>
        )}
        {file !== undefined && <DownloadButtons onDownload={(format) => void download.start(format)} />}
      </div>
      {file?.tellsLeftOut && (
        <p class="soft">{t('design.leftOut', { columns: leftOutOf(columns).join(', ') })}</p>
      )}
      {download.failureText !== undefined && (
        <p class="error" role="alert">
          {download.failureText}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section class="scrolls" aria-label={caption} tabIndex={0}>
        <table class="table">
          <caption class="hidden-text">{caption}</caption>
          <Head columns={columns} order={order} onOrder={setOrder} isSortable={rows.length >= 2} />
          <tbody>
            {shownRows.map((row) => (
              <Line key={keyOf(row)} columns={columns} row={row} />
            ))}
          </tbody>
          <Totals columns={columns} rows={shownRows} />
        </table>
        {shownRows.length === 0 && <p>{t('design.noMatch')}</p>}
      </section>
    </>
  );
}

/** The rows by `order`; without it as they are. */
function orderRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | undefined,
  language: Language,
): readonly Row[] {
  const sortValueOf = columns.find(({ key }) => key === order?.key)?.value;
  if (sortValueOf === undefined || order === undefined) return rows;
  const collator = new Intl.Collator(language, { numeric: true });
  return sortRows(rows, sortValueOf, order.direction, collator.compare);
}

function Filter({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) {
  const filterId = useId();
  return (
    <label for={filterId}>
      {t('design.filter')}
      <input
        id={filterId}
        type="search"
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
    </label>
  );
}
