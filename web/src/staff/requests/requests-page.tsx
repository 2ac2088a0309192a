import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';

import { OpenedRequest } from './opened-request.tsx';
import { isOverdue, type MemberRequest, statusOf } from './request-state.ts';

/** Counts the women's requests that wait for an answer on the desk's page, for its navigation. */
export const countOpenRequests = async (api: Api): Promise<number> =>
  (await readList(api, 'GET /api/requests', { query: { open: 'true' } })).items.length;

type RequestsProps = {
  readonly api: Api;
  readonly me: Me;
  /** The id of the opened request. */
  readonly open: string | undefined;
};

/**
 * The desk's page of requests: what members ask about what is kept of them, what is due first; for the auditor
 * complaints too.
 */
export function Requests({ api, me, open }: RequestsProps) {
  const waiting = useRead(['requests', 'true'], () =>
    readList(api, 'GET /api/requests', { query: { open: 'true' } }),
  );
  if (open !== undefined) return <OpenedRequest api={api} me={me} id={open} />;
  return (
    <>
      <p class="soft">{t('requests.explain')}</p>
      {me.role === 'auditor' && <p class="warning">{t('requests.grievances')}</p>}
      <h2>{t('requests.open')}</h2>
      <Reading of={waiting}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <RequestTable me={me} caption="requests.open" empty="requests.none" items={items} />
          </>
        )}
      </Reading>
      <Fold label="requests.closed">
        <Closed api={api} me={me} />
      </Fold>
    </>
  );
}

function Closed({ api, me }: Pick<RequestsProps, 'api' | 'me'>) {
  const closed = useRead(['requests', 'false'], () =>
    readList(api, 'GET /api/requests', { query: { open: 'false' } }),
  );
  return (
    <Reading of={closed}>
      {({ items, isWhole }) => (
        <>
          {!isWhole && <p class="warning">{t('more')}</p>}
          <RequestTable me={me} caption="requests.closed" empty="nothing" items={items} />
        </>
      )}
    </Reading>
  );
}

type RequestTableProps = {
  readonly me: Me;
  readonly caption: MessageKey;
  readonly empty: MessageKey;
  readonly items: readonly MemberRequest[];
};

function RequestTable({ me, caption, empty, items }: RequestTableProps) {
  const today = todayInIndia();
  const columns: readonly Column<MemberRequest>[] = [
    {
      key: 'kind',
      title: t('requests.kind'),
      value: ({ kind }) => t(`requests.asked.${kind}`),
      exported: true,
      cell: ({ id, kind }) => <a href={hrefOf('requests', id)}>{t(`requests.asked.${kind}`)}</a>,
    },
    {
      key: 'due',
      title: t('requests.due'),
      value: ({ dueOn }) => dueOn,
      exported: true,
      cell: (one) => (
        <>
          <DateText on={one.dueOn} />{' '}
          {isOverdue(one, today) && <Badge tone="bad">{t('requests.overdue')}</Badge>}
        </>
      ),
    },
    {
      key: 'member',
      title: t('requests.member'),
      value: ({ memberCode }) => memberCode ?? t('erased'),
      exported: true,
      cell: ({ memberCode }) => <span class="code">{memberCode ?? t('erased')}</span>,
    },
    { key: 'state', title: t('state'), value: (one) => t(statusOf(one)), exported: true },
  ];
  const table = {
    caption: t(caption),
    empty: t(empty),
    rows: items,
    keyOf: ({ id }: MemberRequest) => id,
    columns,
  };
  // Complaints stand in the auditor's list, and in no file.
  return me.role === 'auditor' ? (
    <Table {...table} />
  ) : (
    <DeskTable {...table} list="requests" idsOf={({ id, memberId }) => [id, memberId]} />
  );
}
