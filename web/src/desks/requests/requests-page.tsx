import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { Table } from '../../design/table/table.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';
import { OpenedRequest } from './opened-request.tsx';
import { isOverdue, type MemberRequest, statusOf } from './request-state.ts';

type RequestsPageProps = {
  readonly api: Api;
  readonly me: Me;
  /** The id of the opened request. */
  readonly openId: string | undefined;
};

/**
 * The desk's page of requests that members make about their data; those due first come first. The auditor also sees
 * complaints.
 */
export function RequestsPage({ api, me, openId }: RequestsPageProps) {
  const openRequests = useRead(['requests', 'open'], () =>
    readList(api, 'GET /api/requests', { query: { open: 'true' } }),
  );
  if (openId !== undefined) return <OpenedRequest api={api} me={me} id={openId} />;
  return (
    <>
      <p class="soft">{t('requests.explain')}</p>
      {me.role === 'auditor' && <p class="warning">{t('requests.grievances')}</p>}
      <h2>{t('requests.open')}</h2>
      <Reading of={openRequests}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <RequestTable me={me} caption="requests.open" empty="requests.none" items={items} />
          </>
        )}
      </Reading>
      <Fold label="requests.closed">
        <ClosedRequests api={api} me={me} />
      </Fold>
    </>
  );
}

function ClosedRequests({ api, me }: Pick<RequestsPageProps, 'api' | 'me'>) {
  const closedRequests = useRead(['requests', 'closed'], () =>
    readList(api, 'GET /api/requests', { query: { open: 'false' } }),
  );
  return (
    <Reading of={closedRequests}>
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
      cell: (request) => (
        <>
          <DateText on={request.dueOn} />{' '}
          {isOverdue(request, today) && <Badge tone="bad">{t('requests.overdue')}</Badge>}
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
    { key: 'state', title: t('state'), value: (request) => t(statusOf(request)), exported: true },
  ];
  const table = {
    caption: t(caption),
    empty: t(empty),
    rows: items,
    keyOf: ({ id }: MemberRequest) => id,
    columns,
  };
  // The auditor's list has complaints, which must not get into a downloaded file.
  return me.role === 'auditor' ? (
    <Table {...table} />
  ) : (
    <DeskTable {...table} list="requests" loggedIdsOf={({ id, memberId }) => [id, memberId]} />
  );
}
