import { useState } from 'preact/hooks';
import { addDays, daysBetween } from '../../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../../api/client.ts';
import type { Me } from '../../../api/me.ts';
import type { ItemOf } from '../../../api/routes.ts';
import { Badge } from '../../../design/badge.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { type Address, hrefOf } from '../../../session/desk-address.ts';
import { t } from '../../text.ts';
import { daysToNext, FollowUpDone } from '../events/follow-up-done.tsx';
import { useVisits, type Visit, VisitNote } from '../events/visit-note.tsx';

export type AgendaItem = ItemOf<'GET /api/agenda'>;

type DateListProps = {
  readonly title: string;
  /** Explains which dates the list has. */
  readonly explain?: string;
  /** Shown if the list is empty; undefined if an empty list is left out. */
  readonly none: string | undefined;
  readonly api: Api;
  readonly me: Me;
  /** In the order in which they are shown. */
  readonly items: readonly AgendaItem[];
  readonly onDone: () => Promise<unknown>;
  /** The cases that are marked as urgent; undefined until they are read, and where they are not. */
  readonly urgentIds?: ReadonlySet<string> | undefined;
};

/** How many lines are shown at first. */
const firstLines = 10;

/** Where a date leads, and what it is called: by the code of a case or member, or a demand's title. */
const placeOf = (item: AgendaItem): { readonly address: Address; readonly name: string } => {
  if ('caseId' in item) return { address: ['cases', item.caseId], name: item.code };
  return item.kind === 'talk'
    ? { address: ['members', item.memberId], name: item.code }
    : { address: ['demands', item.demandId], name: item.title };
};

/** A list of due dates, a line each: when, how late, of what, and what can be done. The first ten, and all by a press. */
export function DateList({ title, explain, none, api, me, items, onDone, urgentIds }: DateListProps) {
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const { visits, add, remove } = useVisits();
  const shown = isWhole ? items : items.slice(0, firstLines);
  const hasFollowUp = shown.some(({ kind }) => kind === 'follow_up');
  if (items.length === 0 && visits.length === 0 && none === undefined) return null;
  const nextOn = formatDate(addDays(todayInIndia(), daysToNext), language);
  return (
    <section aria-label={title}>
      <h2>
        {title}{' '}
        {items.length > 0 && (
          <Badge tone={items.some(({ overdue }) => overdue) ? 'late' : 'count'}>{items.length}</Badge>
        )}
      </h2>
      {items.length > 0 && explain !== undefined && <p class="soft">{explain}</p>}
      {hasFollowUp && <p class="soft">{t('agenda.done.explain', { date: nextOn })}</p>}
      {items.length === 0 && none !== undefined && <p class="soft">{none}</p>}
      <ul class="dates">
        {visits.map((visit) => (
          <li key={visit.id}>
            <VisitNote api={api} of={visit} onWritten={onDone} onClose={() => remove(visit.id)} />
          </li>
        ))}
        {shown.map((item, index) => (
          <DateLine
            key={`${placeOf(item).address.join(' ')} ${item.kind} ${index}`}
            api={api}
            me={me}
            item={item}
            isUrgent={'caseId' in item && urgentIds?.has(item.caseId) === true}
            onDone={onDone}
            onVisited={add}
            onTakenBack={remove}
          />
        ))}
      </ul>
      {shown.length < items.length && (
        <button type="button" class="second small" onClick={() => setWhole(true)}>
          {t('agenda.all', { count: items.length })}
        </button>
      )}
    </section>
  );
}

type DateLineProps = Pick<DateListProps, 'api' | 'me' | 'onDone'> & {
  readonly item: AgendaItem;
  readonly isUrgent: boolean;
  readonly onVisited: (visit: Visit) => void;
  readonly onTakenBack: (id: string) => void;
};

function DateLine({ api, me, item, isUrgent, onDone, onVisited, onTakenBack }: DateLineProps) {
  const language = useLanguage();
  const today = todayInIndia();
  const { address, name } = placeOf(item);
  return (
    <li>
      <span class="when">
        {formatDate(item.on, language)}{' '}
        {item.overdue && <Badge tone="bad">{t('agenda.late', { count: daysBetween(item.on, today) })}</Badge>}
      </span>
      <span class="what">
        <a class="code" href={hrefOf(...address)}>
          {name}
        </a>{' '}
        · {t(`due.${item.kind}`)} {isUrgent && <Badge tone="bad">{t('priority.urgent')}</Badge>}
      </span>
      {item.kind === 'follow_up' ? (
        <FollowUpDone
          api={api}
          me={me}
          caseId={item.caseId}
          code={item.code}
          due={item.on}
          onDone={onDone}
          onVisited={onVisited}
          onTakenBack={onTakenBack}
          isShort
        />
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
}
