import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { countApprovals } from './approvals/read-approvals.ts';
import { readActorNames } from './audit/actors.ts';
import { AuditorsApprovals } from './audit/auditors-approvals.tsx';
import { Digests } from './audit/digests.tsx';
import { Erasures } from './audit/erasures.tsx';
import { AccessLog, Journal } from './audit/logs.tsx';
import { countRefusedAccess, EmergencyAccessList } from './cases/emergency-access-list.tsx';
import type { Screen } from './frame/desk.tsx';
import { lazyPage } from './frame/lazy-page.tsx';
import { countInTime, countOpenRequests, countOverdue } from './requests/count-requests.ts';
import { t } from './text.ts';
import { type Waiting, WhatWaits, waitingOn } from './today/what-waits.tsx';

// Loaded when it is first opened: her first page doesn't need it.
const RequestsPage = lazyPage(async () => (await import('./requests/requests-page.tsx')).RequestsPage);

/** The pages of the auditor's desk, in the order of its navigation: first what waits for her on the others. */
export const auditorScreens = (api: Api, me: Me): readonly Screen[] => {
  const others = otherScreens(api, me);
  return [
    {
      key: 'today',
      title: 'today',
      draw: () => (
        <WhatWaits
          of={[
            ...overdue(api),
            ...waitingOn(others, ['emergency']),
            ...unanswered(api),
            ...waitingOn(others, ['approvals']),
          ]}
        />
      ),
    },
    ...others,
  ];
};

/** What should have been answered by now, complaints first: nobody else sees those. */
const overdue = (api: Api): readonly Waiting[] => [
  {
    of: 'requests.asked.grievance',
    address: ['requests'],
    count: () => countOverdue(api, 'complaints'),
    say: (count) => t('waits.overdue.complaints', { count }),
    isUrgent: true,
  },
  {
    of: 'requests.overdue',
    address: ['requests'],
    count: () => countOverdue(api, 'others'),
    say: (count) => t('waits.overdue', { count }),
    isUrgent: true,
  },
];

/** What awaits an answer and is not overdue: complaints and requests are told apart, as on their page. */
const unanswered = (api: Api): readonly Waiting[] => [
  {
    of: 'requests.complaints',
    address: ['requests'],
    count: () => countInTime(api, 'complaints'),
    say: (count) => t('waits.complaints', { count }),
  },
  {
    of: 'requests',
    address: ['requests'],
    count: () => countInTime(api, 'others'),
    say: (count) => t('waits.requests', { count }),
  },
];

const otherScreens = (api: Api, me: Me): readonly Screen[] => [
  {
    key: 'requests',
    // She counts more than a coordinator does: complaints too.
    title: 'requests.audited',
    draw: ([openId]) => <RequestsPage api={api} me={me} openId={openId} />,
    countWaiting: () => countOpenRequests(api),
  },
  { key: 'journal', title: 'journal', draw: (rest) => <Journal api={api} rest={rest} /> },
  { key: 'access', title: 'accessLog', draw: (rest) => <AccessLog api={api} rest={rest} /> },
  { key: 'digests', title: 'digests', draw: () => <Digests api={api} /> },
  {
    key: 'emergency',
    title: 'glass',
    draw: () => (
      <EmergencyAccessList api={api} readNames={() => readActorNames(api)} nameOfOthers="actor.gone" />
    ),
    countWaiting: () => countRefusedAccess(api),
    sayWaiting: 'waits.glass',
    isUrgent: true,
  },
  { key: 'erasures', title: 'erasures', draw: () => <Erasures api={api} /> },
  {
    key: 'approvals',
    title: 'approvals',
    draw: () => <AuditorsApprovals api={api} me={me} />,
    countWaiting: () => countApprovals(api, me),
    sayWaiting: 'waits.approvals',
  },
];
