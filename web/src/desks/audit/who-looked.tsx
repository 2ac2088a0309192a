import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Table } from '../../design/table/table.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Actor, actorText } from './actors.ts';
import { type LooksOfActor, looksByActor } from './line-order.ts';
import type { Search } from './search-rules.ts';

type Line = ItemOf<'GET /api/access-log'>;

type WhoLookedProps = {
  readonly api: Api;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly search: Search;
  /** The lines of the page that is shown. */
  readonly lines: readonly Line[];
  /** Whether the search has no other lines than those. */
  readonly isWhole: boolean;
};

/**
 * Above the lines of the access log: who looked, at how many names and how many times. A search may find more lines than a page has; all of them are
 * counted on demand, since that may take many requests.
 */
export function WhoLooked({ api, actors, search, lines, isWhole }: WhoLookedProps) {
  const [countsAll, setCountsAll] = useState(false);
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="who-looked">
      <h3 id="who-looked">{t('log.whoLooked')}</h3>
      {countsAll ? (
        <CountOfAll api={api} actors={actors} search={search} />
      ) : (
        <>
          {!isWhole && (
            <div class="actions">
              <p>{t('log.countedShown', { count: lines.length })}</p>
              <button type="button" class="second small" onClick={() => setCountsAll(true)}>
                {t('log.countAll')}
              </button>
            </div>
          )}
          <Count lines={lines} actors={actors} />
        </>
      )}
      <p class="soft">{t('log.whoLooked.explain')}</p>
    </section>
  );
}

/** The count of all lines that a search finds. */
function CountOfAll({ api, actors, search }: Pick<WhoLookedProps, 'api' | 'actors' | 'search'>) {
  const { cursor: _, ...query } = search;
  const all = useRead(['accessLog', 'all', query], () =>
    readList(api, 'GET /api/access-log', { query }, Number.POSITIVE_INFINITY),
  );
  return (
    <Reading of={all}>
      {({ items }) => (
        <>
          <p role="status">{t('log.countedAll', { count: items.length })}</p>
          <Count lines={items} actors={actors} />
        </>
      )}
    </Reading>
  );
}

function Count({ lines, actors }: Pick<WhoLookedProps, 'lines' | 'actors'>) {
  const columns: readonly Column<LooksOfActor>[] = [
    { key: 'who', title: t('log.who'), value: ({ actor }) => actorText(actor, actors) },
    { key: 'names', title: t('log.names'), value: ({ names }) => names, isNumber: true },
    { key: 'times', title: t('log.times'), value: ({ times }) => times, isNumber: true },
  ];
  return (
    <Table
      caption={t('log.whoLooked')}
      empty={t('log.nothing')}
      columns={columns}
      rows={looksByActor(lines)}
      keyOf={({ actor }) => actor}
      hasCount={false}
    />
  );
}
