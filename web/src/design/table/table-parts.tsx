import type { ComponentChildren } from 'preact';
import { Rupees } from '../rupees.tsx';
import { t } from '../text.ts';
import { type Column, cellOf, classOf } from './table-columns.tsx';
import { type Direction, sumOf } from './table-rules.ts';

/** The parts of a table: its headings, its rows, and the row of its totals. */

/** By which column a table is sorted. */
export type Order = { readonly key: string; readonly direction: Direction };

const sortArrows = { ascending: '↑', descending: '↓' } as const;

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
export function Head<Row>({
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

export function Line<Row>({ columns, row }: { readonly columns: readonly Column<Row>[]; readonly row: Row }) {
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
export function Totals<Row>({
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
