import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { Approvals } from './approvals/approvals.tsx';
import { countApprovals } from './approvals/read-approvals.ts';
import type { Screen } from './frame/desk.tsx';
import { HandoversPage } from './handover/handovers-page.tsx';
import { Health } from './health/health.tsx';
import { countLeadersWithoutPhone, PeoplePage } from './people/people-page.tsx';
import { PeopleToSee } from './people/people-to-see.tsx';
import { WhatWaits, waitingOn } from './today/what-waits.tsx';

/** The pages of the administrator's desk, in the order of its navigation: first whether all is well, and what waits for her on the others. */
export const administratorScreens = (api: Api, me: Me): readonly Screen[] => {
  const others = otherScreens(api, me);
  return [
    {
      key: 'health',
      title: 'health',
      draw: () => (
        <Health api={api}>
          <WhatWaits of={waitingOn(others, ['approvals'])} isSilentIfNone />
          <PeopleToSee api={api} me={me} />
        </Health>
      ),
    },
    ...others,
  ];
};

const otherScreens = (api: Api, me: Me): readonly Screen[] => [
  {
    key: 'people',
    title: 'people',
    draw: ([openId]) => <PeoplePage api={api} openId={openId} />,
    countWaiting: () => countLeadersWithoutPhone(api),
  },
  {
    key: 'approvals',
    title: 'approvals',
    draw: () => <Approvals api={api} me={me} />,
    countWaiting: () => countApprovals(api, me),
    sayWaiting: 'waits.approvals',
  },
  { key: 'handovers', title: 'handovers', draw: () => <HandoversPage api={api} /> },
];
