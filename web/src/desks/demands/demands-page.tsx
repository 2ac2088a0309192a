import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { lazyPage } from '../frame/lazy-page.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import type { Demand } from '../frame/lists/record-types.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { Written } from '../frame/written.tsx';
import { t } from '../text.ts';
import { NewDemand } from './demand-form.tsx';
import { isOverdue, isToAskAgain, isWaiting, overdueFirst, stateText } from './demand-state.ts';
import { OpenedDemand } from './opened-demand.tsx';

const BriefPage = lazyPage(async () => (await import('./brief/brief-page.tsx')).BriefPage);

/** The part of an address, in place of a demand's id, that opens the page of evidence briefs. */
const briefPart = 'brief';

type DemandsProps = {
  readonly api: Api;
  readonly me: Me;
  /** The address after `demands`: the id of the opened demand, or `brief`. */
  readonly rest: Address;
};

/** The coordinator's register of what was asked of offices of the State, and what came of it. */
export function Demands({ api, me, rest: [openId] }: DemandsProps) {
  const all = useRead(['demands'], () => readList(api, 'GET /api/demands', {}));
  const [onlyWaiting, setOnlyWaiting] = useState(false);
  if (openId === briefPart) return <BriefPage api={api} />;
  if (openId !== undefined) {
    return (
      <Reading of={all}>
        {({ items }) => <OpenedDemand api={api} me={me} id={openId} all={items} onChanged={all.refetch} />}
      </Reading>
    );
  }
  return (
    <>
      <p class="soft">{t('demands.explain')}</p>
      <p>
        <a href={hrefOf('demands', briefPart)}>{t('demands.brief')}</a>
      </p>
      <NewDemand api={api} onRecorded={all.refetch} />
      <Reading of={all}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <div class="tick">
              <label>
                <input
                  type="checkbox"
                  checked={onlyWaiting}
                  onChange={({ currentTarget }) => setOnlyWaiting(currentTarget.checked)}
                />
                {t('demands.open')}
              </label>
            </div>
            <DeskTable
              list="demands"
              // About nobody.
              loggedIdsOf={() => []}
              caption={t('demands')}
              empty={t('demands.none')}
              rows={(onlyWaiting ? items.filter(isWaiting) : items).toSorted(overdueFirst(todayInIndia()))}
              keyOf={({ id }) => id}
              columns={columnsOf()}
            />
          </>
        )}
      </Reading>
    </>
  );
}

/** What became of a demand, and since when or until when. */
function State({ of: demand }: { readonly of: Demand }) {
  return (
    <>
      {stateText(demand)} {isOverdue(demand, todayInIndia()) && <Badge tone="bad">{t('demands.late')}</Badge>}
      {isToAskAgain(demand, todayInIndia()) && <Badge tone="bad">{t('demands.askAgain')}</Badge>}
    </>
  );
}

/** A function, because the words are those of the language in which the page is drawn. */
const columnsOf = (): readonly Column<Demand>[] => [
  {
    key: 'on',
    title: t('on'),
    value: ({ on }) => on,
    exported: true,
    cell: ({ on }) => <DateText on={on} />,
  },
  {
    key: 'title',
    title: t('demands.title'),
    value: ({ title }) => title,
    exported: true,
    cell: ({ id, title, reversed }) => (
      <a href={hrefOf('demands', id)}>
        {reversed === undefined ? (
          <Written text={title} />
        ) : (
          <s>
            <Written text={title} />
          </s>
        )}
      </a>
    ),
  },
  { key: 'kind', title: t('kind'), value: ({ kind }) => t(`demands.kind.${kind}`), exported: true },
  { key: 'to', title: t('demands.to'), value: ({ to }) => t(`demands.to.${to}`), exported: true },
  {
    key: 'district',
    title: t('district'),
    value: ({ district }) => (district === undefined ? t('demands.wholeState') : nameDistrict(district)),
    exported: ({ district }) => district ?? '',
  },
  {
    key: 'due',
    title: t('demands.due'),
    value: ({ dueOn }) => dueOn,
    exported: true,
    cell: (demand) =>
      isWaiting(demand) && demand.dueOn !== undefined ? <DateText on={demand.dueOn} /> : '–',
  },
  {
    key: 'state',
    title: t('state'),
    value: stateText,
    exported: true,
    cell: (demand) => <State of={demand} />,
  },
];
