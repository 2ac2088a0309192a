import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { isDate } from '../../../../functions/shared/calendar/calendar.ts';
import { formatDate } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Empty } from '../empty.tsx';
import { Rupees } from '../rupees.tsx';
import { saveFile } from '../save-file.ts';
import { t } from '../text.ts';
import { csvOf } from './table-csv.ts';
import { type Cell, type Direction, type FileTable, filterRows, sortRows, sumOf } from './table-rules.ts';
import './table.css';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** What the column is sorted and filtered by: a code, `YYYY-MM-DD`, paise, a word. Without it the column is neither sorted nor filtered. */
  readonly value?: (row: Row) => Cell;
  /** Draws the cell; without it the cell shows the value, or a dash if there is none. */
  readonly cell?: (row: Row) => ComponentChildren;
  /** Whether the cells are numbers, aligned at their last digit. */
  readonly isNumber?: boolean;
  /** Whether the last row gives the sum of the column's numbers in the rows that are shown. */
  readonly isSummed?: boolean;
  /** Whether the cells are sentences, whose column stays wide enough to read them where the table scrolls. */
  readonly isSentence?: boolean;
  /** Whether the value is an amount in paise. Page and file show it in rupees. */
  readonly isMoney?: boolean;
  /**
   * What the downloaded file has in this column; `true` stands for the column's `value`. Give only codes, dates, numbers and fixed words,
   * never a person's name. Without it the column isn't in the file.
   */
  readonly exported?: true | ((row: Row) => Cell);
};

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
  readonly file?: {
    /** Without extension, and without anything personal. */
    readonly name: string;
    /** Called before the download, for example to log the access; if it fails, nothing is downloaded. */
    readonly onExport?: (rows: readonly Row[]) => unknown;
    /** Whether the page names the columns that a file leaves out. Set it where somebody would miss them, as in a list of people. */
    readonly tellsLeftOut?: boolean;
    /** The text for a failure of the download; undefined if there is no more to say than that it failed. */
    readonly explain?: (failure: unknown) => string | undefined;
  };
};

/** By which column a table is sorted. */
type Order = { readonly key: string; readonly direction: Direction };

const formats = ['csv', 'xlsx'] as const;
type Format = (typeof formats)[number];

/** The names of the formats on the buttons, the same in every language. */
const formatNames = { csv: 'CSV', xlsx: 'Excel' } as const;

const createFile: Readonly<Record<Format, (table: FileTable, caption: string) => Promise<Blob>>> = {
  csv: async ({ columns, rows }) =>
    // The byte order mark tells spreadsheets that the file is UTF-8.
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

const sortArrows = { ascending: '↑', descending: '↓' } as const;

/** A table with fewer rows has no filter: a reader finds a row at a glance. */
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
  const download = useDownload({ caption, columns, file }, shownRows);
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

/** The download of the rows that are shown. `failureText`: why there is no file; undefined if nothing failed. */
function useDownload<Row>(
  {
    caption,
    columns,
    file,
  }: Pick<TableProps<Row>, 'caption' | 'columns'> & { readonly file: TableProps<Row>['file'] },
  shownRows: readonly Row[],
) {
  const [failureText, setFailureText] = useState<string>();
  const start = async (format: Format): Promise<void> => {
    if (file === undefined) return;
    setFailureText(undefined);
    try {
      await file.onExport?.(shownRows);
      const exportedColumns = columns.filter(({ exported }) => exported !== undefined);
      const content: FileTable = {
        columns: exportedColumns.map(({ title, isMoney = false }) => ({ title, isMoney })),
        rows: shownRows.map((row) => exportedColumns.map((column) => exportedValueOf(column, row))),
      };
      saveFile(await createFile[format](content, caption), `${file.name}.${format}`);
    } catch (failure) {
      setFailureText(file.explain?.(failure) ?? t('design.noFile'));
    }
  };
  return { failureText, start };
}

/** The columns that a downloaded file leaves out, by their titles. */
const leftOutOf = <Row,>(columns: readonly Column<Row>[]): string[] =>
  columns.flatMap(({ title, exported }) => (exported === undefined && title !== '' ? [title] : []));

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

const DownloadButtons = ({ onDownload }: { readonly onDownload: (format: Format) => void }) => (
  <>
    {formats.map((format) => (
      <button type="button" class="second small file" key={format} onClick={() => onDownload(format)}>
        <span class="hidden-text">{t(`design.${format}`)}</span>
        <span aria-hidden="true">↓ {formatNames[format]}</span>
      </button>
    ))}
  </>
);

/** The heading of the column by which the table is sorted. Its arrow is never alone on a line. */
function WithArrow({ title, arrow }: { readonly title: string; readonly arrow: string }) {
  // 0 if the title is one word: `lastIndexOf` gives -1.
  const lastWordStart = title.lastIndexOf(' ') + 1;
  return (
    <>
      {title.slice(0, lastWordStart)}
      <span class="last-word">
        {title.slice(lastWordStart)}
        <span class="sort" aria-hidden="true">
          {arrow}
        </span>
      </span>
    </>
  );
}

/** The headings; a press on one sorts up by it, then down. */
function Head<Row>({
  columns,
  order,
  onOrder,
  isSortable,
}: {
  readonly columns: readonly Column<Row>[];
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
  readonly isSortable: boolean;
}) {
  const sort = (key: string) =>
    onOrder({
      key,
      direction: order?.key === key && order.direction === 'ascending' ? 'descending' : 'ascending',
    });
  return (
    <thead>
      <tr>
        {columns.map(({ key, title, value, ...kind }) => (
          <th
            scope="col"
            key={key}
            class={classOf(kind)}
            {...(order?.key === key ? { 'aria-sort': order.direction } : {})}
          >
            {value === undefined || !isSortable ? (
              title
            ) : (
              <button type="button" onClick={() => sort(key)}>
                {order?.key === key ? <WithArrow title={title} arrow={sortArrows[order.direction]} /> : title}
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Line<Row>({ columns, row }: { readonly columns: readonly Column<Row>[]; readonly row: Row }) {
  return (
    <tr>
      {columns.map((column, index) =>
        index === 0 ? (
          <th scope="row" key={column.key}>
            {cellOf(column, row)}
          </th>
        ) : (
          <td key={column.key} class={classOf(column)}>
            {cellOf(column, row)}
          </td>
        ),
      )}
    </tr>
  );
}

/** The last row, with the sums of the summed columns. Fewer than two rows need no sum. */
function Totals<Row>({
  columns,
  rows,
}: {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}) {
  if (rows.length < 2 || !columns.some(({ isSummed }) => isSummed)) return null;
  return (
    <tfoot>
      <tr>
        {columns.map((column, index) =>
          index === 0 ? (
            <th scope="row" key={column.key}>
              {t('design.total')}
            </th>
          ) : (
            <td key={column.key} class={classOf(column)}>
              {column.isSummed && sumText(column, rows)}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  );
}

function sumText<Row>({ value, isMoney }: Column<Row>, rows: readonly Row[]): ComponentChildren {
  const sum = sumOf(rows, (row) => value?.(row));
  return isMoney ? <Rupees paise={sum} /> : sum;
}

type CellKind<Row> = Pick<Column<Row>, 'isNumber' | 'isMoney' | 'isSentence'>;

function classOf<Row>({ isNumber, isMoney, isSentence }: CellKind<Row>): string {
  if (isNumber || isMoney) return 'number';
  return isSentence ? 'sentence' : '';
}

function cellOf<Row>({ value, cell, isMoney }: Column<Row>, row: Row): ComponentChildren {
  if (cell !== undefined) return cell(row);
  const content = value?.(row);
  return isMoney && typeof content === 'number' ? <Rupees paise={content} /> : (content ?? '–');
}

/** A cell of the downloaded file; money is in rupees. */
function exportedValueOf<Row>({ value, exported, isMoney }: Column<Row>, row: Row): Cell {
  const content = exported === true ? value?.(row) : exported?.(row);
  return isMoney && typeof content === 'number' ? content / 100 : content;
}

/** The texts by which the filter finds a cell: its value, a date also as it is shown, and the drawn cell if that is text. */
function filterTextsOf<Row>({ value, cell }: Column<Row>, row: Row, language: Language): string[] {
  if (value === undefined) return [];
  const content = value(row);
  const drawn = cell?.(row);
  return [
    ...(content === undefined ? [] : [String(content)]),
    ...(typeof content === 'string' && isDate(content) ? [formatDate(content, language)] : []),
    ...(typeof drawn === 'string' || typeof drawn === 'number' ? [String(drawn)] : []),
  ];
}
