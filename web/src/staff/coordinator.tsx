import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { Approvals } from './approvals/approvals.tsx';
import { EmergencyAccessList } from './cases/break-glass.tsx';
import { Cases } from './cases/cases.tsx';
import { isWaiting } from './cases/waiting.ts';
import type { Screen } from './frame/desk.tsx';
import { Collectives } from './groups/collectives.tsx';
import { Sheets } from './groups/sheets.tsx';
import { Members } from './members/members.tsx';
import { Close } from './months/close.tsx';
import { Targets } from './months/targets.tsx';
import { Outreach } from './outreach/outreach.tsx';

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
