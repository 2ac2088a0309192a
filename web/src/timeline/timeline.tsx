import type { ComponentChildren } from 'preact';
import type { EventFieldName, EventValue } from '../../../functions/shared/kinds/case-events.ts';
import { formatDate, formatRupees } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { CaseEvent, EventFields } from './case-event.ts';
import type { Recorder } from './recorder.ts';
import { t } from './text.ts';
import './timeline.css';

type TimelineProps = {
  /** By date, then by recording, as the API returns them. */
  readonly events: readonly CaseEvent[];
  /** Who recorded an event; returns undefined if the timeline does not show that. */
  readonly recorderOf: (personId: string) => Recorder | undefined;
  /** Ids of events that are on the phone but not sent yet. */
  readonly unsentIds?: ReadonlySet<string>;
  /** How many of the latest events are shown at once; a press shows the others. Undefined: all. */
  readonly newest?: number | undefined;
  /** What can be done about an event that was not taken back. */
  readonly actions?: (event: CaseEvent) => ComponentChildren;
};

/** The events that a timeline lists: all but those of type `taken_back`, each of which is shown at the event that it takes back. */
export const listedEventsOf = (events: readonly CaseEvent[]): CaseEvent[] =>
  events.filter(({ type }) => type !== 'taken_back');

/**
 * The timeline of a case for phone and desk, the latest event first, since people act on that one. An event that
 * was taken back stays, struck through, with who took it back, when and why. The event of type `taken_back` itself is
 * not listed.
 */
export function Timeline({ events, recorderOf, unsentIds = new Set(), newest, actions }: TimelineProps) {
  // The `taken_back` events, by the event that each takes back. Only they have an `eventId`.
  const reversals = new Map(
    events.flatMap((event) => (event.eventId ? [[event.eventId, event] as const] : [])),
  );
  const listedEvents = listedEventsOf(events).toReversed();
  if (listedEvents.length === 0) return <p class="soft">{t('timeline.empty')}</p>;
  const listed = (some: readonly CaseEvent[]) => (
    <ol class="timeline">
      {some.map((event) => {
        const reversal = reversals.get(event.id);
        const isUnsent = unsentIds.has(event.id) || (reversal !== undefined && unsentIds.has(reversal.id));
        return (
          <li key={event.id}>
            <EventText event={event} isTakenBack={reversal !== undefined} />
            <RecordedBy recorder={event.createdBy === undefined ? undefined : recorderOf(event.createdBy)} />
            {reversal !== undefined && (
              // The sentence needs a person: it says "a colleague" if the timeline does not show who took the event back.
              <TakenBack reversal={reversal} recorder={recorderOf(reversal.createdBy ?? '') ?? 'other'} />
            )}
            {isUnsent && <p class="soft">{t('timeline.waiting')}</p>}
            {reversal === undefined && actions?.(event)}
          </li>
        );
      })}
    </ol>
  );
  const older = listedEvents.slice(newest ?? listedEvents.length);
  return (
    <>
      {listed(listedEvents.slice(0, newest))}
      {older.length > 0 && (
        <details>
          <summary>{t('timeline.older', { count: older.length })}</summary>
          {listed(older)}
        </details>
      )}
    </>
  );
}

function RecordedBy({ recorder }: { readonly recorder: Recorder | undefined }) {
  return recorder === undefined ? null : <p class="soft">{t(`by.${recorder}`)}</p>;
}

function EventText({ event, isTakenBack }: { readonly event: CaseEvent; readonly isTakenBack: boolean }) {
  const language = useLanguage();
  const text = (
    <>
      <strong>{formatDate(event.on, language)}</strong> ·{' '}
      {t(event.done === true ? 'done.visit' : `event.${event.type}`)}
      <Details event={event} />
    </>
  );
  return isTakenBack ? <s class="taken-back">{text}</s> : text;
}

function TakenBack({ reversal, recorder }: { readonly reversal: CaseEvent; readonly recorder: Recorder }) {
  const language = useLanguage();
  return (
    <p class="warning">
      {t(`back.${recorder}`, { date: formatDate(reversal.on, language) })}
      {reversal.reason && `: ${reversal.reason}`}
    </p>
  );
}

type Words<Name extends EventFieldName> = (
  value: NonNullable<EventValue<Name>>,
  language: Language,
) => string;

/** The words for each field of an event, in the order in which they are shown; null for a field that is not shown. */
const wordsOf: { readonly [Name in EventFieldName]: Words<Name> | null } = {
  service: (service) => t(`service.${service}`),
  entitlement: (entitlement) => t(`entitlement.${entitlement}`),
  scheme: (scheme) => t(`scheme.${scheme}`),
  forum: (forum) => t(`forum.${forum}`),
  stage: (stage) => t(`stage.${stage}`),
  step: (step) => t(`step.${step}`),
  laws: (laws) => laws.map((law) => t(`law.${law}`)).join(' · '),
  nextOn: (day, language) => t('next.on', { date: formatDate(day, language) }),
  status: (status) => t(`became.${status}`),
  outcome: (outcome) => t(`outcome.${outcome}`),
  herWord: (word) => t(`herWord.${word}`),
  amountPaise: (amount) => formatRupees(amount),
  due: (day, language) => t('due.by', { date: formatDate(day, language) }),
  // `EventText` calls the event a visit instead.
  done: null,
  to: (place) => place,
  provider: (provider) => provider,
  reason: (reason) => reason,
  text: (text) => text,
  signs: (text) => t('plan.signs', { text }),
  goTo: (text) => t('plan.goTo', { text }),
  call: (text) => t('plan.call', { text }),
  take: (text) => t('plan.take', { text }),
  children: (text) => t('plan.children', { text }),
  applicationId: null,
  proceedingId: null,
  eventId: null,
};

/** The words of a field of an event; empty if the event does not have the field, or does not show it. */
function wordsIn<Name extends EventFieldName>(event: EventFields, name: Name, language: Language): string {
  const value: EventValue<Name> | undefined = event[name];
  // A visit that was made is due no more.
  if (name === 'due' && event.done === true) return '';
  return value === undefined || value === null ? '' : (wordsOf[name]?.(value, language) ?? '');
}

const isEventField = (name: string): name is EventFieldName => name in wordsOf;

function Details({ event }: { readonly event: CaseEvent }) {
  const language = useLanguage();
  const details = Object.keys(wordsOf)
    .filter(isEventField)
    .map((name) => wordsIn(event, name, language))
    .filter((words) => words !== '');
  return details.length === 0 ? null : <span class="details">{details.join(' · ')}</span>;
}
