import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { readList } from '../api/pages.ts';
import type { Database } from '../device/database.ts';
import { Approvals } from './approvals/approvals.tsx';
import { countApprovals } from './approvals/read-approvals.ts';
import { countRefusedAccess, EmergencyAccessList } from './cases/emergency-access-list.tsx';
import { unassignedUrgentQuery } from './cases/list/unassigned-urgent-query.ts';
import { countToAskAgain } from './demands/count-demands.ts';
import type { Screen } from './frame/desk.tsx';
import { lazyPage } from './frame/lazy-page.tsx';
import { queries } from './frame/queries.ts';
import { countPairs } from './members/read-pairs.ts';
import { countOpenQuestions } from './questions/read-questions.ts';
import { countOpenRequests } from './requests/count-requests.ts';
import type { MessageKey } from './text.ts';
import { CoordinatorToday } from './today/coordinator-today.tsx';

/** The names of the caseworkers and coordinators, by id. */
async function readAssigneeNames(api: Api): Promise<ReadonlyMap<string, string>> {
  const { items } = await readList(api, 'GET /api/assignees', {});
  return new Map(items.map(({ id, name }) => [id, name]));
}

// Each of these pages is loaded when it is first opened. The coordinator's first page needs none of them.
const Questions = lazyPage(async () => (await import('./questions/questions-page.tsx')).Questions);
const SameWomen = lazyPage(async () => (await import('./members/same-women.tsx')).SameWomen);
const RequestsPage = lazyPage(async () => (await import('./requests/requests-page.tsx')).RequestsPage);
const BenchPage = lazyPage(async () => (await import('./forum/bench-page.tsx')).BenchPage);
const ForumYearPage = lazyPage(async () => (await import('./forum/year-page.tsx')).ForumYearPage);
const Demands = lazyPage(async () => (await import('./demands/demands-page.tsx')).Demands);
const Director = lazyPage(async () => (await import('./director/director.tsx')).Director);
const GroupsPage = lazyPage(async () => (await import('./groups/groups-page.tsx')).GroupsPage);
const SheetsByMonth = lazyPage(async () => (await import('./groups/sheets-by-month.tsx')).SheetsByMonth);
const MembersPage = lazyPage(async () => (await import('./members/members-page.tsx')).MembersPage);
const CasesPage = lazyPage(async () => (await import('./cases/cases-page.tsx')).CasesPage);
const ClosePage = lazyPage(async () => (await import('./months/close-page.tsx')).ClosePage);
const Targets = lazyPage(async () => (await import('./months/targets.tsx')).Targets);
const Outreach = lazyPage(async () => (await import('./outreach/outreach-page.tsx')).Outreach);
const NarrativePage = lazyPage(async () => (await import('./programme/narrative.tsx')).NarrativePage);
const Programme = lazyPage(async () => (await import('./programme/programme.tsx')).Programme);
const Voice = lazyPage(async () => (await import('./voice/voice-page.tsx')).VoicePage);
const Import = lazyPage(async () => (await import('./import/import-page.tsx')).loadImport());

/** The keys of the pages that only the state coordinator gets: they are about the programme as a whole. */
const stateOnlyKeys: ReadonlySet<string> = new Set(['narrative', 'targets', 'programme']);

/** The pages of the coordinator's desk, in the order of its navigation. An area coordinator gets no page of `stateOnlyKeys`. */
export const coordinatorScreens = (api: Api, me: Me, database: Database): readonly Screen[] =>
  allScreens(api, me, database).filter(({ key }) => isStateCoordinator(me) || !stateOnlyKeys.has(key));

const isStateCoordinator = ({ scope }: Me): boolean => scope.districts.length === 0;

/** Gives screens the heading that they stand under in the navigation. */
const under = (group: MessageKey, screens: readonly Screen[]): readonly Screen[] =>
  screens.map((screen) => ({ ...screen, group }));

const allScreens = (api: Api, me: Me, database: Database): readonly Screen[] => {
  const others = otherScreens(api, me, database);
  return [
    {
      key: 'today',
      title: 'today',
      draw: () => <CoordinatorToday api={api} me={me} others={others} />,
    },
    ...others,
  ];
};

const otherScreens = (api: Api, me: Me, database: Database): readonly Screen[] => [
  {
    key: 'questions',
    title: 'questions',
    draw: () => <Questions api={api} />,
    countWaiting: () => countOpenQuestions(api),
    sayWaiting: 'waits.questions',
  },
  {
    key: 'approvals',
    title: 'approvals',
    draw: () => <Approvals api={api} me={me} />,
    countWaiting: () => countApprovals(api, me),
    sayWaiting: 'waits.approvals',
  },
  ...under('group.people', [
    { key: 'members', title: 'members', draw: (rest) => <MembersPage api={api} me={me} rest={rest} /> },
    {
      key: 'same-women',
      title: 'sameWomen',
      draw: () => <SameWomen api={api} />,
      countWaiting: () => countPairs(api),
      sayWaiting: 'waits.sameWomen',
    },
    {
      key: 'requests',
      title: 'requests',
      draw: ([openId]) => <RequestsPage api={api} me={me} openId={openId} />,
      countWaiting: () => countOpenRequests(api),
    },
  ]),
  ...under('group.money', [
    { key: 'groups', title: 'collectives', draw: (rest) => <GroupsPage api={api} rest={rest} /> },
    { key: 'sheets', title: 'sheets', draw: () => <SheetsByMonth api={api} /> },
  ]),
  ...under('group.cases', [
    {
      key: 'cases',
      title: 'cases',
      draw: (rest) => <CasesPage api={api} me={me} rest={rest} />,
      countWaiting: async () => (await queries.fetchQuery(unassignedUrgentQuery(api))).length,
      sayWaiting: 'waits.urgent',
      isUrgent: true,
    },
    {
      key: 'emergency',
      title: 'glass',
      draw: () => (
        <EmergencyAccessList
          api={api}
          readNames={() => readAssigneeNames(api)}
          nameOfOthers="glass.leader"
          mayEnd
        />
      ),
      countWaiting: () => countRefusedAccess(api),
      sayWaiting: 'waits.glass',
      isUrgent: true,
    },
  ]),
  ...under('group.reach', [
    { key: 'outreach', title: 'outreach', draw: (rest) => <Outreach api={api} me={me} rest={rest} /> },
    {
      key: 'demands',
      title: 'demands',
      draw: (rest) => <Demands api={api} me={me} rest={rest} />,
      countWaiting: () => countToAskAgain(api),
      sayWaiting: 'waits.demands',
    },
    // The bench: women who could succeed the forum's leaders.
    { key: 'bench', title: 'bench', draw: () => <BenchPage api={api} /> },
    { key: 'forumYear', title: 'forumYear', draw: ([year]) => <ForumYearPage api={api} year={year} /> },
  ]),
  ...under('group.month', [
    {
      key: 'close',
      title: 'close',
      draw: ([month]) => <ClosePage api={api} month={month} isState={isStateCoordinator(me)} />,
    },
    { key: 'narrative', title: 'narrative', draw: () => <NarrativePage api={api} /> },
    { key: 'targets', title: 'targets', draw: () => <Targets api={api} /> },
    { key: 'director', title: 'director', draw: () => <Director api={api} /> },
  ]),
  ...under('group.programme', [
    { key: 'programme', title: 'programme', draw: () => <Programme api={api} /> },
    { key: 'voice', title: 'voice', draw: () => <Voice api={api} me={me} /> },
    {
      key: 'import',
      title: 'import',
      draw: () => <Import api={api} database={database} districts={me.scope.districts} />,
    },
  ]),
];
