import { daysBetween } from '../../../../../functions/shared/calendar/calendar.ts';
import type { CaseRecord } from '../../../api/case-record.ts';
import type { Api } from '../../../api/client.ts';
import type { Me } from '../../../api/me.ts';
import type { PrefilledEvent } from '../../../case-events/prefilled-event.ts';
import { Badge } from '../../../design/badge.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { CaseEvent } from '../../../timeline/case-event.ts';
import { titleOfGroup } from '../../../timeline/group-title.ts';
import { t } from '../../text.ts';
import { FollowUpDone } from '../events/follow-up-done.tsx';
import { useVisits, VisitNote } from '../events/visit-note.tsx';
import { type NextStep, nextStepsOf } from './next-steps-rules.ts';

type NextStepsProps = {
  readonly api: Api;
  readonly me: Me;
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
  /** Emergency access cannot close a case, nor settle what is not due yet. */
  readonly isEmergencyAccess: boolean;
  /** Called with the event that was chosen to be recorded, which the form for events then completes. */
  readonly onChoose: (event: PrefilledEvent) => void;
  readonly onFollowedUp: () => Promise<unknown>;
  /** Opens the form that gives the case to somebody; undefined if it has somebody, or she can't give it. */
  readonly onAssign: (() => void) | undefined;
};

/** On the desk's page of a case: its next steps, each with buttons for the events that are usually recorded next. */
export function NextSteps({
  api,
  me,
  record,
  events,
  isEmergencyAccess,
  onChoose,
  onFollowedUp,
  onAssign,
}: NextStepsProps) {
  const steps = nextStepsOf(record, events).map((step) => ({
    ...step,
    choices: step.choices.filter(({ type }) => !(isEmergencyAccess && type === 'status')),
  }));
  const { visits, add, remove } = useVisits();
  return (
    <section aria-labelledby="next">
      <h3 id="next">{t('next')}</h3>
      {steps.length === 0 && <p class="soft">{t('next.closed')}</p>}
      {visits.map((visit) => (
        <VisitNote
          key={visit.id}
          api={api}
          of={visit}
          onWritten={onFollowedUp}
          onClose={() => remove(visit.id)}
        />
      ))}
      <ul class="agenda">
        {onAssign !== undefined && (
          <li class="due">
            <button type="button" class="primary small" onClick={onAssign}>
              {t('next.assign')}
            </button>
          </li>
        )}
        {steps.map((step) => (
          <li class="due" key={`${step.group?.id} ${step.due[0]?.kind}`}>
            <StepText step={step} />
            {step.due[0]?.kind === 'follow_up' && !(isEmergencyAccess && step.due[0].on > todayInIndia()) && (
              <FollowUpDone
                api={api}
                me={me}
                caseId={record.id}
                code={record.code}
                due={step.due[0].on}
                onDone={onFollowedUp}
                onVisited={add}
                onTakenBack={remove}
              />
            )}
            {step.choices.length > 0 && (
              <span class="choices">
                {step.group !== undefined && <span class="soft">{t('next.record')}</span>}
                {step.choices.map((choice) => (
                  <button
                    type="button"
                    class="second small"
                    key={choiceText(choice)}
                    onClick={() => onChoose(choice)}
                  >
                    {choiceText(choice)}
                  </button>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a step continues: its title, the newest event with its date, and the dates due. */
function StepText({ step: { group, due } }: { readonly step: NextStep }) {
  const language = useLanguage();
  const today = todayInIndia();
  const newest = group?.events.at(-1);
  const { step, stage } = newest ?? {};
  // Matters have steps; applications, entitlements and referrals have stages.
  const newestText = step === undefined ? stage && t(`stage.${stage}`) : t(`step.${step}`);
  return (
    <div>
      {group !== undefined && <strong>{titleOfGroup(group)}</strong>}
      {newest !== undefined && newestText !== undefined && (
        <p class="soft">{t('next.last', { what: newestText, date: formatDate(newest.on, language) })}</p>
      )}
      {due.map(({ on, kind }) => (
        <p key={kind}>
          {t(`due.${kind}`)} · {formatDate(on, language)}{' '}
          {on < today && <Badge tone="bad">{t('agenda.late', { count: daysBetween(on, today) })}</Badge>}
        </p>
      ))}
      {group === undefined && due.length === 0 && <p>{t('next.undated')}</p>}
    </div>
  );
}

/** The text of the button for a choice. */
const choiceText = (event: PrefilledEvent): string => {
  const text = wordsOf(event);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

function wordsOf(event: PrefilledEvent): string {
  switch (event.type) {
    case 'compensation':
    case 'entitlement':
      return t(`stage.${event.stage}`);
    case 'proceeding':
      return t(`step.${event.step}`);
    case 'referral':
      // A new referral, whose place isn't known yet, has the name of the event.
      return t(
        event.to === undefined || event.stage === 'requested'
          ? 'event.referral'
          : `next.referral.${event.stage}`,
      );
    case 'status':
      return t('next.close');
    case 'follow_up':
      return t('next.followUp');
    case 'service':
      return t('event.service');
  }
}
