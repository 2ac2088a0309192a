import { useQuery } from '@tanstack/preact-query';
import { daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { ByArea } from '../areas/by-area.tsx';
import { OwnArea } from '../areas/own-area.tsx';
import { unassignedUrgentQuery } from '../cases/list/unassigned-urgent-query.ts';
import { MonthAgenda } from '../cases/next-steps/month-agenda.tsx';
import type { Screen } from '../frame/desk.tsx';
import { ReadingFailure } from '../frame/failure.tsx';
import { queries } from '../frame/queries.ts';
import { stayingCurrent } from '../frame/reading.tsx';
import { countKey } from '../frame/waiting-count.tsx';
import { OpenDifferences } from '../months/cash-differences.tsx';
import { countFindings, countOpenFindings, linkOf } from '../months/findings-rules.ts';
import { lastDayBeforeClose, nextToClose } from '../months/next-close.ts';
import { countInTime, countOverdue } from '../requests/count-requests.ts';
import { t } from '../text.ts';
import { type Waiting, WaitingLines, WaitsUrgently, WhatWaits, waitingOn } from './what-waits.tsx';

type CoordinatorTodayProps = {
  readonly api: Api;
  readonly me: Me;
  /** The other pages of her desk. */
  readonly others: readonly Screen[];
};

/** Reads the findings of a month. Counts are made from them, so the key makes the desk read them again whenever it reads its counts again. */
const findingsQuery = (api: Api, month: string) => ({
  queryKey: countKey(`findings ${month}`),
  queryFn: () => api.request('GET /api/findings', { query: { month } }),
});

/** The line about the month that closes next: what to look at before, and how many days are left. */
const useClosing = (api: Api): Waiting => {
  const language = useLanguage();
  const today = todayInIndia();
  const month = nextToClose(today);
  const lastDay = lastDayBeforeClose(month);
  return {
    of: 'close',
    address: ['close', month],
    // `StopsToCheck` has the same query, so the findings are read only once for both.
    count: async () => countOpenFindings(await queries.fetchQuery(findingsQuery(api, month))),
    say: (count) =>
      t('waits.close', {
        month: formatMonth(month, language),
        date: formatDate(lastDay, language),
        days: daysBetween(today, lastDay),
        count,
      }),
  };
};

/** The line about urgent cases that nobody has. If there is only one case, the line's link opens it. */
const useUrgentCases = (api: Api, others: readonly Screen[]): readonly Waiting[] => {
  // This query doesn't read the cases itself: the line's count reads them.
  const { data } = useQuery({ ...unassignedUrgentQuery(api), enabled: false });
  const only = data?.length === 1 ? data[0] : undefined;
  return waitingOn(others, ['cases']).map((waiting) =>
    only === undefined ? waiting : { ...waiting, address: ['cases', only.id] },
  );
};

/** The members' requests that should have been answered by now, in red as on the auditor's first page. */
const overdueRequests = (api: Api): Waiting => ({
  of: 'requests.overdue',
  address: ['requests'],
  count: () => countOverdue(api, 'others'),
  say: (count) => t('waits.overdue', { count }),
  isUrgent: true,
});

/** The members' other open requests. */
const requestsInTime = (api: Api): Waiting => ({
  of: 'requests.status.open',
  address: ['requests'],
  count: () => countInTime(api, 'others'),
  say: (count) => t('waits.requests', { count }),
});

/** The lists of findings that `StopsToCheck` shows, with the text of each. */
const urgentFindings = [
  ['stoppedUrgentCases', 'waits.stopped'],
  ['undoneStops', 'waits.undone'],
] as const;

/**
 * The urgent cases that stopped because their women asked to stop, and the stops that somebody else undid, as far as nobody has confirmed
 * them. A single finding leads to its page; several lead to the month's list.
 */
function StopsToCheck({ api }: { readonly api: Api }) {
  const month = nextToClose(todayInIndia());
  const { data, error } = useQuery({ ...findingsQuery(api, month), ...stayingCurrent });
  if (data === undefined) {
    return error === null ? null : (
      <li class="calm">
        <ReadingFailure failure={error} />
      </li>
    );
  }
  return (
    <>
      {urgentFindings.map(([list, text]) => {
        const { openCount } = countFindings(list, data);
        // Nothing is shown for 0: “None has stopped” would be read as “nobody is in danger”.
        if (openCount === 0) return null;
        const first = data.items.find((one) => one.kind === list && !one.explanation);
        const href = openCount === 1 && first !== undefined ? linkOf(first).href : hrefOf('close', month);
        return (
          <li class="urgent" key={list}>
            <a href={href}>{t(text, { count: openCount })}</a>
          </li>
        );
      })}
    </>
  );
}

/**
 * The coordinator's first page: an urgent case that nobody has or that has stopped, a stop that somebody else undid, the month that closes,
 * money that is missing, what else waits, overdue dates, and the month's dates. The state coordinator's page also has the figures by area.
 */
export function CoordinatorToday({ api, me, others }: CoordinatorTodayProps) {
  const isState = me.scope.districts.length === 0;
  const closing = useClosing(api);
  const urgentCases = useUrgentCases(api, others);
  return (
    <>
      <OwnArea districts={me.scope.districts} />
      <WaitsUrgently of={urgentCases}>
        <StopsToCheck api={api} />
        <WaitingLines of={[closing]} />
      </WaitsUrgently>
      <OpenDifferences api={api} mayExplain={isState} />
      <WhatWaits
        of={[
          overdueRequests(api),
          ...waitingOn(others, ['emergency', 'questions']),
          requestsInTime(api),
          ...waitingOn(others, ['approvals', 'same-women', 'demands']),
        ]}
      />
      <MonthAgenda api={api} me={me} />
      {isState && <ByArea api={api} />}
    </>
  );
}
