import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { BreakGlass } from './cases/break-glass.tsx';
import { Cases } from './cases/cases.tsx';
import { readUnassigned } from './cases/unassigned.tsx';
import type { Screen } from './frame/desk.tsx';
import { Members } from './members/members.tsx';

export const caseworkerScreens = (api: Api, me: Me): readonly Screen[] => [
  {
    title: 'cases',
    draw: () => <Cases api={api} me={me} />,
    countWaiting: async () => (await readUnassigned(api)).items.length,
  },
  { title: 'members', draw: () => <Members api={api} me={me} /> },
  { title: 'glass.break', draw: () => <BreakGlass api={api} me={me} /> },
];
