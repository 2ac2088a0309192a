import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { Approvals, countApprovals } from './approvals/approvals.tsx';
import type { Screen } from './frame/desk.tsx';
import { HandoversPage } from './handover/handovers-page.tsx';
import { Health } from './health/health.tsx';
import { PeoplePage } from './people/people-page.tsx';

/** The pages of the administrator's desk, in the order of its navigation. */
export const administratorScreens = (api: Api, me: Me): readonly Screen[] => [
  {
    key: 'people',
    title: 'people',
    draw: ([openId]) => (
      <>
        {openId === undefined && <Health api={api} />}
        <PeoplePage api={api} openId={openId} />
      </>
    ),
  },
  {
    key: 'approvals',
    title: 'approvals',
    draw: () => <Approvals api={api} me={me} />,
    countWaiting: () => countApprovals(api, me),
  },
  { key: 'handovers', title: 'handovers', draw: () => <HandoversPage api={api} /> },
];
