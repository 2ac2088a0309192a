import type { ComponentChildren } from 'preact';
import { formatDate, formatRupees } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { CaseEvent } from './case-event.ts';
import type { Recorder } from './recorder.ts';
import { t } from './text.ts';
import './timeline.css';

type TimelineProps = {
  /** By date, then by recording, as the API returns them. */
  readonly events: readonly CaseEvent[];
  /** Undefined where it is not said. */
  readonly recorderOf: (personId: string) => Recorder | undefined;
  /** Ids of unsent events. */
  readonly waiting?: ReadonlySet<string>;
  /** Actions for an event that counts. */
  readonly actions?: (event: CaseEvent) => ComponentChildren;
};

/**
 * A case's timeline, latest first, since that is what she acts on. An event that was taken back stays, struck
 * through, with who took it back, when and why; the taking back itself is not listed.
 */
export function Timeline({ events, recorderOf, waiting = new Set(), actions }: TimelineProps) {
  // By the event that is taken back: no other event names one.
  const takingBackOf = new Map(
    events.flatMap((event) => (event.eventId ? [[event.eventId, event] as const] : [])),
  );
  const shown = events.filter(({ type }) => type !== 'taken_back').toReversed();
  if (shown.length === 0) return <p class="soft">{t('timeline.empty')}</p>;
  return (
    <ol class="timeline">
      {shown.map((event) => {
        const taking = takingBackOf.get(event.id);
        const isWaiting = waiting.has(event.id) || (taking !== undefined && waiting.has(taking.id));
        return (
          <li key={event.id}>
            <Told event={event} isTakenBack={taking !== undefined} />
            <RecordedBy recorder={event.createdBy === undefined ? undefined : recorderOf(event.createdBy)} />
            {taking !== undefined && (
              // Its sentence has to name somebody: "a colleague" where it isn't said who.
              <TakenBack taking={taking} teller={recorderOf(taking.createdBy ?? '') ?? 'other'} />
            )}
            {isWaiting && <p class="soft">{t('timeline.waiting')}</p>}
            {taking === undefined && actions?.(event)}
          </li>
        );
      })}
    </ol>
  );
}

function RecordedBy({ recorder }: { readonly recorder: Recorder | undefined }) {
  return recorder === undefined ? null : <p class="soft">{t(`by.${recorder}`)}</p>;
}

function Told({ event, isTakenBack }: { readonly event: CaseEvent; readonly isTakenBack: boolean }) {
  const language = useLanguage();
  const said = (
    <>
      <strong>{formatDate(event.on, language)}</strong> · {t(`event.${event.type}`)}
      <Details event={event} />
    </>
  );
  return isTakenBack ? <s class="taken-back">{said}</s> : said;
}

function TakenBack({ taking, teller }: { readonly taking: CaseEvent; readonly teller: Recorder }) {
  const language = useLanguage();
  return (
    <p class="warning">
      {t(`back.${teller}`, { date: formatDate(taking.on, language) })}
      {taking.reason && `: ${taking.reason}`}
    </p>
  );
}

function Details({ event }: { readonly event: CaseEvent }) {
  const language = useLanguage();
  const said = [
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
    event.to,
    event.provider,
    event.reason,
    event.text,
  ].filter((part) => typeof part === 'string' && part !== '');
  return said.length === 0 ? null : <span class="details">{said.join(' · ')}</span>;
}
