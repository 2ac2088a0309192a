import { saveFile } from '../../../design/save-file.ts';
import { t } from '../../text.ts';
import { calendarOf } from './calendar-file.ts';
import type { AgendaItem } from './date-list.tsx';

/** A warning that the answer leaves out some dates of the cases that have the most dates; nothing if it has all dates. */
export function LeftOut({ count }: { readonly count: number | undefined }) {
  return count === undefined ? null : <p class="warning">{t('agenda.leftOut', { count })}</p>;
}

/** Saves the dates as a file for the laptop's own calendar. */
export function SaveCalendar({ items }: { readonly items: readonly AgendaItem[] }) {
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
