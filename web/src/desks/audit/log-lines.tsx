import { Table } from '../../design/table/table.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { t } from '../text.ts';
import { type Actor, actorText } from './actors.ts';
import { countByActor } from './line-order.ts';
import type { Search } from './search-rules.ts';

type LogLinesProps<Line> = {
  readonly actors: ReadonlyMap<string, Actor>;
  readonly name: 'journal' | 'accessLog';
  readonly items: readonly Line[];
  readonly columns: readonly Column<Line>[];
  /** The cursor to older lines; undefined if these lines are the oldest. */
  readonly olderCursor: string | undefined;
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
};

/** A page of a log's lines, the latest first, with buttons to the newest and to older ones. */
export function LogLines<Line extends { readonly id: string; readonly actor: string }>({
  name,
  items,
  actors,
  columns,
  olderCursor,
  search,
  onSearch,
}: LogLinesProps<Line>) {
  // A search without a cursor finds the newest lines.
  const { cursor, ...searchOfNewest } = search;
  return (
    <>
      {name === 'accessLog' && items.length > 0 && (
        <section aria-label={t('log.whoLooked')}>
          <h3>{t('log.whoLooked')}</h3>
          <table class="table small">
            <tbody>
              {countByActor(items).map(([actor, count]) => (
                <tr key={actor}>
                  <th scope="row">{actorText(actor, actors)}</th>
                  <td class="number">{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {olderCursor !== undefined && <p class="soft">{t('log.hasOlder', { count: items.length })}</p>}
      <Table
        caption={t(name)}
        empty={t('log.nothing')}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
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
