import type { ComponentChildren } from 'preact';
import { Table } from '../../design/table/table.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { t } from '../text.ts';
import type { FoldedLine } from './line-order.ts';
import type { Search } from './search-rules.ts';

type LogLinesProps<Line> = {
  readonly name: 'journal' | 'accessLog';
  readonly lines: readonly FoldedLine<Line>[];
  readonly columns: readonly Column<FoldedLine<Line>>[];
  /** The cursor to older lines; undefined if these lines are the oldest. */
  readonly olderCursor: string | undefined;
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
  readonly above: ComponentChildren;
};

/** A page of a log's lines, the latest first, with buttons to the newest and to older ones. */
export function LogLines<Line extends { readonly id: string }>({
  name,
  lines,
  columns,
  olderCursor,
  search,
  onSearch,
  above,
}: LogLinesProps<Line>) {
  // A search without a cursor finds the newest lines.
  const { cursor, ...searchOfNewest } = search;
  const lineCount = lines.reduce((sum, { count }) => sum + count, 0);
  const isFolded = lines.length < lineCount;
  return (
    <>
      {above}
      {olderCursor !== undefined && (
        <p class="soft">
          {t(isFolded ? 'log.hasOlder.folded' : 'log.hasOlder', { count: lineCount, rows: lines.length })}
        </p>
      )}
      {olderCursor === undefined && isFolded && (
        <p class="soft">{t('log.allFolded', { count: lineCount, rows: lines.length })}</p>
      )}
      <Table
        caption={t(name)}
        empty={t('log.nothing')}
        columns={columns}
        rows={lines}
        keyOf={({ line }) => line.id}
      />
      <div class="actions">
        {cursor !== undefined && (
          <button type="button" class="second small" onClick={() => onSearch(searchOfNewest)}>
            {t('log.newest')}
          </button>
        )}
        {olderCursor !== undefined && (
          <button
            type="button"
            class="second small"
            onClick={() => onSearch({ ...searchOfNewest, cursor: olderCursor })}
          >
            {t('log.older')}
          </button>
        )}
      </div>
    </>
  );
}
