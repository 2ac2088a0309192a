import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { EmergencyAccess } from './cases/emergency-access.tsx';
import { readUnassigned } from './cases/list/unassigned-urgent-cases.tsx';
import { countOverdue, Today } from './cases/next-steps/agenda.tsx';
import { WayToTheRoad, WorkOnTheRoad } from './cases/work-on-the-road.tsx';
import type { Screen } from './frame/desk.tsx';
import { lazyPage } from './frame/lazy-page.tsx';

// Each is loaded when it is first opened: her first page needs neither.
const CasesPage = lazyPage(async () => (await import('./cases/cases-page.tsx')).CasesPage);
const MembersPage = lazyPage(async () => (await import('./members/members-page.tsx')).MembersPage);

/** The pages of the caseworker's desk, in the order of its navigation. @param onRoad sets this device up for work without a network */
export const caseworkerScreens = (api: Api, me: Me, onRoad: () => Promise<void>): readonly Screen[] => [
  {
    key: 'today',
    title: 'today',
    draw: () => (
      <Today api={api} me={me}>
        <WayToTheRoad />
      </Today>
    ),
    isUrgent: true,
    countWaiting: async () => {
      const [unassigned, overdue] = await Promise.all([readUnassigned(api), countOverdue(api)]);
      return unassigned.items.length + overdue;
    },
  },
  { key: 'cases', title: 'cases', draw: (rest) => <CasesPage api={api} me={me} rest={rest} /> },
  { key: 'members', title: 'members', draw: (rest) => <MembersPage api={api} me={me} rest={rest} /> },
  {
    key: 'emergency',
    title: 'glass.break',
    draw: ([openId]) => <EmergencyAccess api={api} me={me} openId={openId} />,
  },
  { key: 'road', title: 'road', draw: () => <WorkOnTheRoad onRoad={onRoad} /> },
];
