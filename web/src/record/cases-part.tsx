import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { t as talkText } from '../talks/text.ts';
import { t as timelineText } from '../timeline/text.ts';
import { listedEventsOf, Timeline } from '../timeline/timeline.tsx';
import { LeftOut } from './left-out.tsx';
import type { MemberRecord } from './member-record.ts';
import { t } from './text.ts';
import { Unfolding } from './unfolding.tsx';

/** Her cases, each with its events. */
export function Cases({
  record: { cases, casesLeftOut },
  isPrinted,
  hasPast,
}: {
  readonly record: MemberRecord;
  readonly isPrinted: boolean;
  /** Whether what happened to her may be shown. */
  readonly hasPast: boolean;
}) {
  const language = useLanguage();
  if (cases.length === 0) return null;
  return (
    <>
      <h3>{t('record.cases')}</h3>
      {cases.map(({ id, kind, code, openedOn, status, incident, events, eventsLeftOut }) => (
        <div key={id}>
          <p>
            {t('record.case', {
              kind: t(`record.case.${kind}`),
              code,
              date: formatDate(openedOn, language),
              status: timelineText(`became.${status}`),
            })}
          </p>
          {incident !== undefined && hasPast && (
            <Unfolding label={t('record.case.what')} isOpen={isPrinted}>
              <p>{talkText(`incident.${incident}`)}</p>
            </Unfolding>
          )}
          <CaseEvents events={events} isPrinted={isPrinted} />
          <LeftOut count={eventsLeftOut} />
        </div>
      ))}
      <LeftOut count={casesLeftOut} />
    </>
  );
}

/** The events of one of her cases, folded: how many are listed, and the list, which does not show who recorded them. */
function CaseEvents({
  events,
  isPrinted,
}: {
  readonly events: MemberRecord['cases'][number]['events'];
  readonly isPrinted: boolean;
}) {
  // A safety plan says where she goes in danger. It has a paper of its own, which does not look like one. This paper must not even hint
  // at a plan.
  const shownEvents = isPrinted ? events.filter(({ type }) => type !== 'safety_plan') : events;
  const count = listedEventsOf(shownEvents).length;
  if (count === 0) return null;
  return (
    <Unfolding label={t('record.case.events', { count })} isOpen={isPrinted}>
      <Timeline events={shownEvents} recorderOf={() => undefined} />
    </Unfolding>
  );
}
