import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { Approvals } from './approvals.tsx';
import { EmergencyAccessList } from './break-glass.tsx';
import { Cases } from './cases.tsx';
import { Close } from './close.tsx';
import { Collectives } from './collectives.tsx';
import type { Screen } from './desk.tsx';
import { Members } from './members.tsx';
import { Outreach } from './outreach.tsx';
import { Sheets } from './sheets.tsx';
import { Targets } from './targets.tsx';
import { isWaiting } from './waiting.ts';

export const coordinatorScreens = (api: Api, me: Me): readonly Screen[] => [
  { title: 'sheets', draw: () => <Sheets api={api} /> },
  { title: 'collectives', draw: () => <Collectives api={api} /> },
  { title: 'members', draw: () => <Members api={api} me={me} /> },
  {
    title: 'cases',
    draw: () => <Cases api={api} me={me} />,
    // Waiting cases come first in her list.
    countWaiting: async () => {
      const { items } = await api.request('GET /api/cases', { query: { limit: '100' } });
      return items.filter(isWaiting).length;
    },
  },
  { title: 'outreach', draw: () => <Outreach api={api} me={me} /> },
  { title: 'close', draw: () => <Close api={api} /> },
  { title: 'targets', draw: () => <Targets api={api} /> },
  { title: 'glass', draw: () => <EmergencyAccessList api={api} /> },
  { title: 'approvals', draw: () => <Approvals api={api} /> },
];
