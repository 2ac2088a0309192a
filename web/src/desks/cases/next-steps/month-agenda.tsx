import { useState } from 'preact/hooks';
import { addMonths, lastDateOf, monthOf } from '../../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../../api/client.ts';
import type { Me } from '../../../api/me.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { formatMonth } from '../../../months/format-published.ts';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { LeftOut, SaveCalendar } from './agenda-parts.tsx';
import { DateList } from './date-list.tsx';
import { readAgenda } from './read-agenda.ts';

/** The coordinator's agenda of all cases: today's dates, all overdue dates, and the dates due in a month that she chooses. */
export function MonthAgenda({ api, me }: { readonly api: Api; readonly me: Me }) {
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
              // Without dates today, this list is left out if overdue dates follow it.
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
              // The lists above have the overdue dates and today's, whatever month is chosen.
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
