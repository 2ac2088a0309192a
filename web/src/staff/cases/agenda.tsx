import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { DateField } from '../../design/date-field.tsx';
import { textOf } from '../../design/form-data.ts';
import { saveFile } from '../../design/save-file.ts';
import { formatDate, formatDay } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/address.ts';
import { Fold } from '../frame/fold.tsx';
import { Failure, Form } from '../frame/form.tsx';
import { Reading, useRead, useRecount } from '../frame/reading.tsx';
import { nothing } from '../frame/records.ts';
import { t } from '../text.ts';
import { calendarOf } from './calendar-file.ts';
import { Unassigned } from './unassigned.tsx';

type AgendaItem = ItemOf<'GET /api/agenda'>;

const dayMs = 24 * 3_600_000;
/** After how many days somebody usually looks after her again. */
const daysToNext = 30;
const daysLater = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);

const monthLater = (month: string, months: number): string => {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
};

const readAgenda = (api: Api, query: { readonly from?: string; readonly to?: string }) =>
  api.request('GET /api/agenda', { query });

/** How much is overdue, for the navigation. */
export const countOverdue = async (api: Api): Promise<number> => {
  const { items } = await readAgenda(api, { to: daysLater(todayInIndia(), -1) });
  return items.length;
};

/** A caseworker's day: what nobody has taken, what is overdue, and what comes in the next seven days. */
export function Today({ api }: { readonly api: Api }) {
  const today = todayInIndia();
  const agenda = useRead(['agenda', 'today'], () => readAgenda(api, { to: daysLater(today, 30) }));
  const recount = useRecount();
  const readAgain = () => Promise.all([agenda.refetch(), recount()]);
  const weekEnd = daysLater(today, 7);
  return (
    <>
      <Unassigned api={api} onTaken={readAgain} />
      <Reading of={agenda}>
        {({ items }) => (
          <>
            <Dates
              title={t('agenda.overdue')}
              none={t('agenda.overdue.none')}
              api={api}
              items={items.filter(({ overdue }) => overdue)}
              onDone={readAgain}
            />
            <Dates
              title={t('agenda.week')}
              none={t('agenda.week.none')}
              api={api}
              items={items.filter(({ overdue, on }) => !overdue && on <= weekEnd)}
              onDone={readAgain}
            />
            <Dates
              title={t('agenda.later')}
              none={t('agenda.later.none')}
              api={api}
              items={items.filter(({ on }) => on > weekEnd)}
              onDone={readAgain}
            />
            <SaveCalendar items={items} />
          </>
        )}
      </Reading>
    </>
  );
}

/** The coordinator's month: what is overdue in all cases, and each day of a month on which something is due. */
export function Month({ api }: { readonly api: Api }) {
  const language = useLanguage();
  const today = todayInIndia();
  const [month, setMonth] = useState(today.slice(0, 7));
  const overdue = useRead(['agenda', 'overdue'], () => readAgenda(api, { to: daysLater(today, -1) }));
  const first = `${month}-01`;
  const last = daysLater(`${monthLater(month, 1)}-01`, -1);
  const agenda = useRead(['agenda', month], () => readAgenda(api, { from: first, to: last }));
  const readAgain = () => Promise.all([agenda.refetch(), overdue.refetch()]);
  return (
    <>
      <Reading of={overdue}>
        {({ items }) => (
          <Dates
            title={t('agenda.overdue')}
            none={t('agenda.overdue.none')}
            api={api}
            items={items}
            onDone={readAgain}
          />
        )}
      </Reading>
      <h2>
        {new Intl.DateTimeFormat(`${language}-IN`, {
          month: 'long',
          year: 'numeric',
          timeZone: 'UTC',
        }).format(new Date(`${first}T00:00:00Z`))}
      </h2>
      <p>
        <button type="button" class="second small" onClick={() => setMonth(monthLater(month, -1))}>
          ‹ {t('agenda.before')}
        </button>{' '}
        <button type="button" class="second small" onClick={() => setMonth(monthLater(month, 1))}>
          {t('agenda.after')} ›
        </button>
      </p>
      <Reading of={agenda}>
        {({ items }) => (
          <>
            <Dates
              title={t('agenda.month')}
              none={t('agenda.month.none')}
              api={api}
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

type DatesProps = {
  readonly title: string;
  /** What is said where the list is empty. */
  readonly none: string;
  readonly api: Api;
  readonly items: readonly AgendaItem[];
  readonly onDone: () => Promise<unknown>;
};

/** Dates by day, each with the case that waits for it. */
function Dates({ title, none, api, items, onDone }: DatesProps) {
  const language = useLanguage();
  const days = [...Map.groupBy(items, ({ on }) => on)];
  return (
    <section aria-label={title}>
      <h3>
        {title} {items.length > 0 && <Badge tone="count">{items.length}</Badge>}
      </h3>
      {items.length === 0 && <p class="soft">{none}</p>}
      <ul class="agenda">
        {days.map(([on, due]) => (
          <li key={on}>
            <h4>{formatDay(on, language)}</h4>
            <ul>
              {due.map((item, index) => (
                <li key={`${item.caseId} ${item.kind} ${index}`}>
                  <a class="link" href={hrefOf('cases', item.caseId)}>
                    {item.code}
                  </a>{' '}
                  · {t(`due.${item.kind}`)} {item.overdue && <Badge tone="care">{t('agenda.late')}</Badge>}
                  {item.kind === 'follow_up' && <Settle api={api} item={item} onDone={onDone} />}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "Done, next on …": one press records that she was looked after, and when next; another day can be chosen. */
function Settle({ api, item, onDone }: Pick<DatesProps, 'api' | 'onDone'> & { readonly item: AgendaItem }) {
  const language = useLanguage();
  const today = todayInIndia();
  const usual = daysLater(today, daysToNext);
  const [state, setState] = useState<'idle' | 'sending' | { readonly failure: unknown }>('idle');
  // Unchanged until they are recorded, so that a second try doubles nothing.
  const ids = useRef({ done: v7(), next: v7() });
  const post = (body: object) =>
    api.call(nothing, { method: 'POST', path: `/api/cases/${item.caseId}/events`, body });
  const settle = async (due: string | undefined): Promise<void> => {
    const { done, next } = ids.current;
    await post({ id: done, type: 'follow_up', on: today, due: item.on, done: true });
    if (due !== undefined) await post({ id: next, type: 'follow_up', on: today, due });
    ids.current = { done: v7(), next: v7() };
    await onDone();
  };
  const press = async (): Promise<void> => {
    setState('sending');
    try {
      await settle(usual);
      setState('idle');
    } catch (failure) {
      setState({ failure });
    }
  };
  return (
    <>
      {' '}
      <button type="button" class="second small" disabled={state === 'sending'} onClick={() => void press()}>
        {t('agenda.settleOn', { date: formatDate(usual, language) })}
      </button>
      {typeof state === 'object' && <Failure failure={state.failure} />}
      <Fold label="agenda.settle">
        <Form
          label="agenda.settle"
          submit="agenda.done"
          done={null}
          onSend={(data) => settle(textOf(data, 'due'))}
        >
          <DateField name="due" label={t('agenda.next')} value={usual} min={daysLater(today, 1)} isOptional />
        </Form>
      </Fold>
    </>
  );
}

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
