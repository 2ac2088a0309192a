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
import { choiceText } from './choice-text.ts';
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
  const steps = nextStepsOf(record, events);
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
        {steps.map((step) => {
          const followUp = followUpToSettle(step, isEmergencyAccess);
          return (
            <li class="due" key={`${step.group?.id} ${step.due[0]?.kind}`}>
              <StepText step={step} />
              {followUp !== undefined && (
                <FollowUpDone
                  api={api}
                  me={me}
                  caseId={record.id}
                  code={record.code}
                  due={followUp.on}
                  onDone={onFollowedUp}
                  onVisited={add}
                  onTakenBack={remove}
                />
              )}
              <Choices step={step} isEmergencyAccess={isEmergencyAccess} onChoose={onChoose} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The follow-up that a step is about, with its date; undefined if it is about none, or if the reader may not settle it yet. */
function followUpToSettle({ due: [earliest] }: NextStep, isEmergencyAccess: boolean) {
  if (earliest?.kind !== 'follow_up') return undefined;
  const isToCome = earliest.on > todayInIndia();
  return isEmergencyAccess && isToCome ? undefined : earliest;
}

type ChoicesProps = Pick<NextStepsProps, 'isEmergencyAccess' | 'onChoose'> & { readonly step: NextStep };

/** The buttons for the events that usually follow. */
function Choices({ step, isEmergencyAccess, onChoose }: ChoicesProps) {
  const choices = isEmergencyAccess ? step.choices.filter(({ type }) => type !== 'status') : step.choices;
  if (choices.length === 0) return null;
  return (
    <span class="choices">
      {step.group !== undefined && <span class="soft">{t('next.record')}</span>}
      {choices.map((choice) => (
        <button type="button" class="second small" key={choiceText(choice)} onClick={() => onChoose(choice)}>
          {choiceText(choice)}
        </button>
      ))}
    </span>
  );
}

/** What the newest event of a group did: a step of a matter, or a stage of an application, entitlement or referral. */
const textOfNewest = ({ step, stage }: CaseEvent): string | undefined => {
  if (step !== undefined) return t(`step.${step}`);
  return stage && t(`stage.${stage}`);
};

/** What a step continues: its title, the newest event with its date, and the dates due. */
function StepText({ step: { group, due } }: { readonly step: NextStep }) {
  const language = useLanguage();
  const today = todayInIndia();
  const newest = group?.events.at(-1);
  const newestText = newest && textOfNewest(newest);
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
