import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { BreakGlass } from './break-glass.tsx';
import { Cases } from './cases.tsx';
import type { Screen } from './desk.tsx';
import { Members } from './members.tsx';

export const caseworkerScreens = (api: Api, me: Me): readonly Screen[] => [
  { title: 'cases', draw: () => <Cases api={api} me={me} /> },
  { title: 'members', draw: () => <Members api={api} me={me} /> },
  { title: 'glass.break', draw: () => <BreakGlass api={api} me={me} /> },
];
