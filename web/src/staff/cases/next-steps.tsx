import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { titleOfGroup } from '../../timeline/group-title.ts';
import { t } from '../text.ts';
import { FollowUpDone } from './follow-up-done.tsx';
import { type BegunEvent, type NextStep, nextStepsOf } from './next-steps-rules.ts';

type NextStepsProps = {
  readonly api: Api;
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
  /** Emergency access cannot close a case. */
  readonly isEmergencyAccess: boolean;
  /** She chose what happened: the form for the rest of it is to be opened. */
  readonly onBegin: (event: BegunEvent) => void;
  readonly onSettled: () => Promise<unknown>;
};

/** On the desk's page of a case: what there is to do next, each step with buttons for what is usually recorded then. */
export function NextSteps({ api, record, events, isEmergencyAccess, onBegin, onSettled }: NextStepsProps) {
  const steps = nextStepsOf(record, events).map((step) => ({
    ...step,
    choices: step.choices.filter(({ type }) => !(isEmergencyAccess && type === 'status')),
  }));
  return (
    <section aria-labelledby="next">
      <h3 id="next">{t('next')}</h3>
      {steps.length === 0 && <p class="soft">{t('next.closed')}</p>}
      <ul class="agenda">
        {steps.map((step) => (
          <li class="due" key={`${step.group?.id} ${step.due[0]?.kind}`}>
            <Waits step={step} />
            {step.due[0]?.kind === 'follow_up' && (
              <FollowUpDone api={api} caseId={record.id} due={step.due[0].on} onDone={onSettled} />
            )}
            {step.choices.length > 0 && (
              <span class="choices">
                {step.choices.map((choice) => (
                  <button
                    type="button"
                    class="second small"
                    key={wordOf(choice)}
                    onClick={() => onBegin(choice)}
                  >
                    <span aria-hidden="true">+ </span>
                    {wordOf(choice)}
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

/** What waits, since when, and what of it has a date. */
function Waits({ step: { group, due } }: { readonly step: NextStep }) {
  const language = useLanguage();
  const today = todayInIndia();
  const newest = group?.events.at(-1);
  const last = newest?.step ? t(`step.${newest.step}`) : newest?.stage && t(`stage.${newest.stage}`);
  return (
    <div>
      {group !== undefined && <strong>{titleOfGroup(group)}</strong>}
      {newest !== undefined && last !== undefined && (
        <p class="soft">{t('next.last', { what: last, date: formatDate(newest.on, language) })}</p>
      )}
      {due.map(({ on, kind }) => (
        <p key={kind}>
          {t(`due.${kind}`)} · {formatDate(on, language)}{' '}
          {on < today && <Badge tone="care">{t('agenda.late')}</Badge>}
        </p>
      ))}
      {group === undefined && due.length === 0 && <p>{t('next.undated')}</p>}
    </div>
  );
}

/** What a choice is called. */
function wordOf(event: BegunEvent): string {
  switch (event.type) {
    case 'compensation':
    case 'entitlement':
      return t(`stage.${event.stage}`);
    case 'proceeding':
      return t(`step.${event.step}`);
    case 'referral':
      return t(event.to === undefined ? 'event.referral' : `stage.${event.stage}`);
    case 'status':
      return t('next.close');
    case 'follow_up':
      return t('next.followUp');
    case 'service':
      return t('event.service');
  }
}
