import type { ComponentChildren } from 'preact';
import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../../api/client.ts';
import type { Me } from '../../../api/me.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { UnassignedUrgentCases } from '../list/unassigned-urgent-cases.tsx';
import { UndatedUrgentCases, useUndatedUrgent } from '../list/undated-urgent-cases.tsx';
import { LeftOut, SaveCalendar } from './agenda-parts.tsx';
import { type AgendaItem, DateList } from './date-list.tsx';
import { readAgenda } from './read-agenda.ts';

/** Counts the overdue dates in the agenda of cases, for a desk's navigation. */
export const countOverdue = async (api: Api): Promise<number> => {
  const { items } = await readAgenda(api, { to: addDays(todayInIndia(), -1) });
  return items.filter(({ overdue }) => overdue).length;
};

/**
 * The caseworker's page "Today", her agenda: unassigned urgent cases, her own without a date, the dates of the next seven days, overdue
 * dates, talks that are due, and the dates of the next 30 days. The calendar file also has later dates.
 */
export function Today({
  api,
  me,
  children,
}: {
  readonly api: Api;
  readonly me: Me;
  /** What stands below the dates. */
  readonly children: ComponentChildren;
}) {
  const today = todayInIndia();
  const agenda = useRead(['agenda', 'today'], () => readAgenda(api, {}), { staysCurrent: true });
  const undated = useUndatedUrgent(api);
  // Both are read again, since taking a case, planning and doing move it from one list to another.
  const readAgain = () => Promise.all([agenda.refetch(), undated.refetch()]);
  // Counted from today, and not by the calendar's week and month.
  const in7Days = addDays(today, 7);
  const in30Days = addDays(today, 30);
  return (
    <>
      <UnassignedUrgentCases api={api} onTaken={readAgain} />
      <UndatedUrgentCases api={api} of={undated} onPlanned={readAgain} />
      <Reading of={agenda}>
        {({ items, itemsLeftOut }) => (
          <>
            <LeftOut count={itemsLeftOut} />
            <DateList
              title={t('agenda.week')}
              // Without dates in these days, this list is left out if overdue dates follow it.
              none={items.some(({ overdue }) => overdue) ? undefined : t('agenda.week.none')}
              api={api}
              me={me}
              items={items.filter((item) => !item.overdue && !isTalkDue(item) && item.on <= in7Days)}
              urgentIds={undated.data?.urgentIds}
              onDone={readAgain}
            />
            <DateList
              title={t('agenda.overdue')}
              explain={t('agenda.overdue.explain')}
              none={t('agenda.overdue.none')}
              api={api}
              me={me}
              items={items.filter(({ overdue }) => overdue)}
              urgentIds={undated.data?.urgentIds}
              onDone={readAgain}
            />
            <DateList
              title={t('agenda.talks')}
              explain={t('agenda.talks.explain')}
              none={t('agenda.talks.none')}
              api={api}
              me={me}
              items={items.filter(isTalkDue)}
              onDone={readAgain}
            />
            <DateList
              title={t('agenda.later')}
              none={t('agenda.later.none')}
              api={api}
              me={me}
              items={items.filter(({ on }) => in7Days < on && on <= in30Days)}
              urgentIds={undated.data?.urgentIds}
              onDone={readAgain}
            />
            <SaveCalendar items={items} />
          </>
        )}
      </Reading>
      {children}
    </>
  );
}

/** Whether an item is a talk that may be held now. It may be held on any later day, too: so it is never overdue, and has a list of its own. */
const isTalkDue = ({ kind, on }: AgendaItem): boolean => kind === 'talk' && on <= todayInIndia();
