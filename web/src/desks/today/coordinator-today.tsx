import { daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { ByArea } from '../areas/by-area.tsx';
import { OwnArea } from '../areas/own-area.tsx';
import { Month } from '../cases/next-steps/agenda.tsx';
import type { Screen } from '../frame/desk.tsx';
import { OpenDifferences } from '../months/cash-differences.tsx';
import { countOpenFindings } from '../months/findings-rules.ts';
import { closesOn, nextToClose } from '../months/next-close.ts';
import { t } from '../text.ts';
import { type Waiting, WaitsUrgently, WhatWaits, waitingOn } from './what-waits.tsx';

type CoordinatorTodayProps = {
  readonly api: Api;
  readonly me: Me;
  /** The other pages of her desk. */
  readonly others: readonly Screen[];
};

/** What to look at before the month closes that closes next, and how many days are left. */
const useClosing = (api: Api): Waiting => {
  const language = useLanguage();
  const today = todayInIndia();
  const month = nextToClose(today);
  const closing = closesOn(month);
  return {
    of: 'close',
    address: ['close', month],
    count: async () => countOpenFindings(await api.request('GET /api/findings', { query: { month } })),
    say: (count) =>
      t('waits.close', {
        month: formatMonth(month, language),
        date: formatDate(closing, language),
        days: daysBetween(today, closing),
        count,
      }),
  };
};

/**
 * The coordinator's first page: an urgent case that nobody has, money that is missing, what else waits, overdue dates, and
 * the month's dates. The state coordinator reads by area besides.
 */
export function CoordinatorToday({ api, me, others }: CoordinatorTodayProps) {
  const isState = me.scope.districts.length === 0;
  const closing = useClosing(api);
  return (
    <>
      <OwnArea districts={me.scope.districts} />
      <WaitsUrgently of={waitingOn(others, ['cases'])} />
      <OpenDifferences api={api} mayExplain={isState} />
      <WhatWaits
        of={[
          ...waitingOn(others, ['emergency']),
          closing,
          ...waitingOn(others, ['questions', 'requests', 'approvals', 'same-women']),
        ]}
      />
      <Month api={api} />
      {isState && <ByArea api={api} />}
    </>
  );
}
