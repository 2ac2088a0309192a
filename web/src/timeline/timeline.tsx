import type { ComponentChildren } from 'preact';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { CaseEvent } from './case-event.ts';
import { EventDetails } from './event-details.tsx';
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
  /** How many of the latest events are shown at first; a press shows the older ones. Undefined: all are shown. */
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
  const latestFirst = listedEventsOf(events).toReversed();
  if (latestFirst.length === 0) return <p class="soft">{t('timeline.empty')}</p>;
  const list = (listedEvents: readonly CaseEvent[]) => (
    <ol class="timeline">
      {listedEvents.map((event) => {
        const reversal = reversals.get(event.id);
        const isUnsent = unsentIds.has(event.id) || (reversal !== undefined && unsentIds.has(reversal.id));
        return (
          <li key={event.id}>
            <EventText event={event} isTakenBack={reversal !== undefined} />
            <RecordedBy recorder={event.createdBy === undefined ? undefined : recorderOf(event.createdBy)} />
            {reversal !== undefined && (
              // The sentence needs a person: it names "a colleague" if the timeline does not show who took the event back.
              <TakenBack reversal={reversal} recorder={recorderOf(reversal.createdBy ?? '') ?? 'other'} />
            )}
            {isUnsent && <p class="soft">{t('timeline.waiting')}</p>}
            {reversal === undefined && actions?.(event)}
          </li>
        );
      })}
    </ol>
  );
  const older = newest === undefined ? [] : latestFirst.slice(newest);
  return (
    <>
      {list(latestFirst.slice(0, newest))}
      {older.length > 0 && (
        <details>
          <summary>{t('timeline.older', { count: older.length })}</summary>
          {list(older)}
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
      <EventDetails event={event} />
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
