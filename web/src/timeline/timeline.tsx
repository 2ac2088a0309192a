import type { ComponentChildren } from 'preact';
import { formatDate, formatRupees } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { type CaseEvent, referredTo } from './case-event.ts';
import type { Recorder } from './recorder.ts';
import { t } from './text.ts';
import './timeline.css';

type TimelineProps = {
  /** By date, then by recording, as the API returns them. */
  readonly events: readonly CaseEvent[];
  /** Gives undefined if the timeline does not show who recorded events. */
  readonly recorderOf: (personId: string) => Recorder | undefined;
  /** Ids of events that are on the phone but not sent yet. */
  readonly unsentIds?: ReadonlySet<string>;
  /** What can be done about an event that was not taken back. */
  readonly actions?: (event: CaseEvent) => ComponentChildren;
};

/**
 * The timeline of a case for phone and desk, the latest event first, since that is the one she acts on. An event that
 * was taken back stays, struck through, with who took it back, when and why. The event of type `taken_back` itself is
 * not listed.
 */
export function Timeline({ events, recorderOf, unsentIds = new Set(), actions }: TimelineProps) {
  // The `taken_back` events, by the event that each takes back. Only they have an `eventId`.
  const reversals = new Map(
    events.flatMap((event) => (event.eventId ? [[event.eventId, event] as const] : [])),
  );
  const listedEvents = events.filter(({ type }) => type !== 'taken_back').toReversed();
  if (listedEvents.length === 0) return <p class="soft">{t('timeline.empty')}</p>;
  return (
    <ol class="timeline">
      {listedEvents.map((event) => {
        const reversal = reversals.get(event.id);
        const isUnsent = unsentIds.has(event.id) || (reversal !== undefined && unsentIds.has(reversal.id));
        return (
          <li key={event.id}>
            <EventText event={event} isTakenBack={reversal !== undefined} />
            <RecordedBy recorder={event.createdBy === undefined ? undefined : recorderOf(event.createdBy)} />
            {reversal !== undefined && (
              // The sentence needs a person: "a colleague" if the timeline does not show who it was.
              <TakenBack reversal={reversal} recorder={recorderOf(reversal.createdBy ?? '') ?? 'other'} />
            )}
            {isUnsent && <p class="soft">{t('timeline.waiting')}</p>}
            {reversal === undefined && actions?.(event)}
          </li>
        );
      })}
    </ol>
  );
}

function RecordedBy({ recorder }: { readonly recorder: Recorder | undefined }) {
  return recorder === undefined ? null : <p class="soft">{t(`by.${recorder}`)}</p>;
}

function EventText({ event, isTakenBack }: { readonly event: CaseEvent; readonly isTakenBack: boolean }) {
  const language = useLanguage();
  const text = (
    <>
      <strong>{formatDate(event.on, language)}</strong> · {t(`event.${event.type}`)}
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

function Details({ event }: { readonly event: CaseEvent }) {
  const language = useLanguage();
  // Each event has only the fields of its type.
  const details = [
    event.service && t(`service.${event.service}`),
    event.entitlement && t(`entitlement.${event.entitlement}`),
    event.scheme && t(`scheme.${event.scheme}`),
    event.forum && t(`forum.${event.forum}`),
    event.stage && t(`stage.${event.stage}`),
    event.step && t(`step.${event.step}`),
    ...(event.laws ?? []).map((law) => t(`law.${law}`)),
    event.nextOn !== undefined && t('next.on', { date: formatDate(event.nextOn, language) }),
    event.status && t(`became.${event.status}`),
    event.outcome && t(`outcome.${event.outcome}`),
    event.amountPaise !== undefined && formatRupees(event.amountPaise),
    event.due !== undefined && t('due.by', { date: formatDate(event.due, language) }),
    event.done === true && t('done'),
    referredTo(event),
    event.provider,
    event.reason,
    event.text,
  ].filter((detail) => typeof detail === 'string' && detail !== '');
  return details.length === 0 ? null : <span class="details">{details.join(' · ')}</span>;
}
