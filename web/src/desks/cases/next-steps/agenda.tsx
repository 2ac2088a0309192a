import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import {
  addDays,
  addMonths,
  lastDateOf,
  monthOf,
} from '../../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../../api/client.ts';
import type { Me } from '../../../api/me.ts';
import { saveFile } from '../../../design/save-file.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { formatMonth } from '../../../months/format-published.ts';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { UnassignedUrgentCases } from '../list/unassigned-urgent-cases.tsx';
import { UndatedUrgentCases, useUndatedUrgent } from '../list/undated-urgent-cases.tsx';
import { calendarOf } from './calendar-file.ts';
import { type AgendaItem, DateList } from './date-list.tsx';

/** Reads the agenda from one date to another, both included. Without `from` it begins with the overdue dates; without `to` it has no end. */
const readAgenda = async (api: Api, query: { readonly from?: string; readonly to?: string }) => {
  const { items, itemsLeftOut } = await api.request('GET /api/agenda', { query });
  // An appeal can't be filed any more after its last day, so nothing is left to do about an overdue one.
  return { items: items.filter(({ kind, overdue }) => kind !== 'appeal' || !overdue), itemsLeftOut };
};

/** A warning that the answer leaves out some dates of the cases that have the most dates; nothing if it has all dates. */
function LeftOut({ count }: { readonly count: number | undefined }) {
  return count === undefined ? null : <p class="warning">{t('agenda.leftOut', { count })}</p>;
}

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
  // Taking a case, planning and doing move a case between the lists.
  const readAgain = () => Promise.all([agenda.refetch(), undated.refetch()]);
  // The next 7 and 30 days, not those of the calendar's week and month.
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
              // Above overdue dates it would only be a box without anything in it.
              none={items.some(({ overdue }) => overdue) ? undefined : t('agenda.week.none')}
              api={api}
              me={me}
              items={items.filter((item) => !item.overdue && !isTalkDue(item) && item.on <= in7Days)}
              onDone={readAgain}
            />
            <DateList
              title={t('agenda.overdue')}
              explain={t('agenda.overdue.explain')}
              none={t('agenda.overdue.none')}
              api={api}
              me={me}
              items={items.filter(({ overdue }) => overdue)}
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

/** Whether a talk may be held now. It may be held on any later day, too: so it is never overdue, and has a list of its own. */
const isTalkDue = ({ kind, on }: AgendaItem): boolean => kind === 'talk' && on <= todayInIndia();

/** The coordinator's agenda of all cases: today's dates, all overdue dates, and the dates due in a month that she chooses. */
export function Month({ api, me }: { readonly api: Api; readonly me: Me }) {
  const language = useLanguage();
  const today = todayInIndia();
  const [month, setMonth] = useState(monthOf(today));
  const untilToday = useRead(['agenda', 'until today'], () => readAgenda(api, { to: today }));
  const firstDay = `${month}-01`;
  const lastDay = lastDateOf(month);
  const agenda = useRead(['agenda', month], () => readAgenda(api, { from: firstDay, to: lastDay }));
  const readAgain = () => Promise.all([agenda.refetch(), untilToday.refetch()]);
  return (
    <>
      <Reading of={untilToday}>
        {({ items, itemsLeftOut }) => (
          <>
            <LeftOut count={itemsLeftOut} />
            <DateList
              title={t('agenda.today')}
              // Above overdue dates it would only be a box without anything in it.
              none={items.some(({ overdue }) => overdue) ? undefined : t('agenda.today.none')}
              api={api}
              me={me}
              items={items.filter(({ overdue }) => !overdue)}
              onDone={readAgain}
            />
            <DateList
              title={t('agenda.overdue')}
              explain={t('agenda.overdue.explain')}
              none={t('agenda.overdue.none')}
              api={api}
              me={me}
              items={items.filter(({ overdue }) => overdue)}
              onDone={readAgain}
            />
          </>
        )}
      </Reading>
      <Reading of={agenda}>
        {({ items, itemsLeftOut }) => (
          <>
            <LeftOut count={itemsLeftOut} />
            <DateList
              title={formatMonth(month, language)}
              none={t('agenda.month.none')}
              api={api}
              me={me}
              // Overdue dates and those of today stand in the lists above, whatever month is chosen.
              items={items.filter((item) => !item.overdue && item.on !== today)}
              onDone={readAgain}
            />
            <SaveCalendar items={items} />
          </>
        )}
      </Reading>
      <p>
        <button type="button" class="second small" onClick={() => setMonth(addMonths(month, -1))}>
          ‹ {t('agenda.before')}
        </button>{' '}
        <button type="button" class="second small" onClick={() => setMonth(addMonths(month, 1))}>
          {t('agenda.after')} ›
        </button>
      </p>
    </>
  );
}

/** Saves the dates as a file for the laptop's own calendar. */
function SaveCalendar({ items }: { readonly items: readonly AgendaItem[] }) {
  return (
    <p>
      <button
        type="button"
        class="second small"
        disabled={items.length === 0}
        onClick={() =>
          saveFile(new Blob([calendarOf(items, new Date())], { type: 'text/calendar' }), 'dates.ics')
        }
      >
        {t('agenda.save')}
      </button>{' '}
      <span class="soft">{t('agenda.save.explain')}</span>
    </p>
  );
}
