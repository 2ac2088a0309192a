import { useState } from 'preact/hooks';
import {
  addDays,
  addMonths,
  lastDateOf,
  monthOf,
} from '../../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../../api/client.ts';
import type { ItemOf } from '../../../api/routes.ts';
import { Badge } from '../../../design/badge.tsx';
import { saveFile } from '../../../design/save-file.ts';
import { formatDay } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { formatMonth } from '../../../months/format-published.ts';
import { type Address, hrefOf } from '../../../session/desk-address.ts';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { FollowUpDone } from '../events/follow-up-done.tsx';
import { UnassignedUrgentCases } from '../list/unassigned-urgent-cases.tsx';
import { calendarOf } from './calendar-file.ts';

type AgendaItem = ItemOf<'GET /api/agenda'>;

/** Reads the agenda from one date to another, both included. Without `from` it begins with the overdue dates; without `to` it has no end. */
const readAgenda = async (api: Api, query: { readonly from?: string; readonly to?: string }) => {
  const { items } = await api.request('GET /api/agenda', { query });
  // Once its last day has passed, an appeal can't be filed any more: nothing is left to do.
  return { items: items.filter(({ kind, overdue }) => kind !== 'appeal' || !overdue) };
};

/** Counts the overdue dates in the agenda of cases, for a desk's navigation. */
export const countOverdue = async (api: Api): Promise<number> => {
  const { items } = await readAgenda(api, { to: addDays(todayInIndia(), -1) });
  return items.filter(({ overdue }) => overdue).length;
};

/**
 * The caseworker's page "Today", her agenda: unassigned urgent cases, overdue dates, and the dates of the next 30 days. The
 * calendar file also has later dates.
 */
export function Today({ api }: { readonly api: Api }) {
  const today = todayInIndia();
  const agenda = useRead(['agenda', 'today'], () => readAgenda(api, {}), { staysCurrent: true });
  // The next 7 and 30 days, not those of the calendar's week and month.
  const lastOfWeek = addDays(today, 7);
  const lastOfMonth = addDays(today, 30);
  return (
    <>
      <UnassignedUrgentCases api={api} onTaken={agenda.refetch} />
      <Reading of={agenda}>
        {({ items }) => (
          <>
            <DateList
              title={t('agenda.overdue')}
              explain={t('agenda.overdue.explain')}
              none={t('agenda.overdue.none')}
              api={api}
              items={items.filter(({ overdue }) => overdue)}
              onDone={agenda.refetch}
            />
            <DateList
              title={t('agenda.week')}
              none={t('agenda.week.none')}
              api={api}
              items={items.filter(({ overdue, on }) => !overdue && on <= lastOfWeek)}
              onDone={agenda.refetch}
            />
            <DateList
              title={t('agenda.later')}
              none={t('agenda.later.none')}
              api={api}
              items={items.filter(({ on }) => lastOfWeek < on && on <= lastOfMonth)}
              onDone={agenda.refetch}
            />
            <SaveCalendar items={items} />
          </>
        )}
      </Reading>
    </>
  );
}

/**
 * The coordinator's page "Month", the agenda of all cases: all overdue dates, and the dates due in a month that she
 * chooses.
 */
export function Month({ api }: { readonly api: Api }) {
  const language = useLanguage();
  const today = todayInIndia();
  const [month, setMonth] = useState(monthOf(today));
  const overdueAgenda = useRead(['agenda', 'overdue'], () => readAgenda(api, { to: addDays(today, -1) }));
  const firstDay = `${month}-01`;
  const lastDay = lastDateOf(month);
  const agenda = useRead(['agenda', month], () => readAgenda(api, { from: firstDay, to: lastDay }));
  const readAgain = () => Promise.all([agenda.refetch(), overdueAgenda.refetch()]);
  return (
    <>
      <Reading of={overdueAgenda}>
        {({ items }) => (
          <DateList
            title={t('agenda.overdue')}
            explain={t('agenda.overdue.explain')}
            none={t('agenda.overdue.none')}
            api={api}
            items={items}
            onDone={readAgain}
          />
        )}
      </Reading>
      <h2>{formatMonth(month, language)}</h2>
      <p>
        <button type="button" class="second small" onClick={() => setMonth(addMonths(month, -1))}>
          ‹ {t('agenda.before')}
        </button>{' '}
        <button type="button" class="second small" onClick={() => setMonth(addMonths(month, 1))}>
          {t('agenda.after')} ›
        </button>
      </p>
      <Reading of={agenda}>
        {({ items }) => (
          <>
            <DateList
              title={t('agenda.month')}
              none={t('agenda.month.none')}
              api={api}
              // The overdue dates are in the list above, whatever the month.
              items={items.filter((item) => !item.overdue)}
              onDone={readAgain}
            />
            <SaveCalendar items={items} />
          </>
        )}
      </Reading>
    </>
  );
}

type DateListProps = {
  readonly title: string;
  /** Explains which dates the list has. */
  readonly explain?: string;
  /** Shown if the list is empty. */
  readonly none: string;
  readonly api: Api;
  readonly items: readonly AgendaItem[];
  readonly onDone: () => Promise<unknown>;
};

/** Where a date leads, and what it is called: by the code of a case or member, or a demand's title. */
const placeOf = (item: AgendaItem): { readonly address: Address; readonly name: string } => {
  if ('caseId' in item) return { address: ['cases', item.caseId], name: item.code };
  return item.kind === 'talk'
    ? { address: ['members', item.memberId], name: item.code }
    : { address: ['demands', item.demandId], name: item.title };
};

/** A list of due dates by day, each with a link to its case, member or demand. */
function DateList({ title, explain, none, api, items, onDone }: DateListProps) {
  const language = useLanguage();
  const today = todayInIndia();
  const days = [...Map.groupBy(items, ({ on }) => on)];
  return (
    <section aria-label={title}>
      <h3>
        {title} {items.length > 0 && <Badge tone="count">{items.length}</Badge>}
      </h3>
      {items.length > 0 && explain !== undefined && <p class="soft">{explain}</p>}
      {items.length === 0 && <p class="soft">{none}</p>}
      <ul class="agenda">
        {days.map(([on, dueItems]) => (
          <li key={on}>
            <h4>{formatDay(on, language)}</h4>
            <ul>
              {dueItems.map((item, index) => {
                const { address, name } = placeOf(item);
                return (
                  <li class="due" key={`${address.join(' ')} ${item.kind} ${index}`}>
                    <span>
                      <a class="link" href={hrefOf(...address)}>
                        {name}
                      </a>{' '}
                      · {t(`due.${item.kind}`)}{' '}
                      {item.overdue && <Badge tone="care">{t('agenda.late')}</Badge>}
                    </span>
                    {item.kind === 'follow_up' ? (
                      <FollowUpDone api={api} caseId={item.caseId} due={item.on} onDone={onDone} />
                    ) : (
                      // A follow-up may be done early. Any other event is recorded on its day or later.
                      item.on <= today && (
                        <a href={hrefOf(...address)} aria-label={`${t('agenda.record')}: ${name}`}>
                          {t('agenda.record')}
                        </a>
                      )
                    )}
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
    </section>
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
