import { useState } from 'preact/hooks';
import { maxNoteCharacters } from '../../../../functions/shared/text/lengths.ts';
import type { Api } from '../../api/client.ts';
import { LongField } from '../../design/fields/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { PlainNotes } from '../../talks/plain-notes.tsx';
import { isEmptyPlan, planFields, planOf, type SafetyPlan, standingPlan } from '../../talks/safety-plan.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';

type HerPlanProps = {
  readonly api: Api;
  readonly caseId: string;
  readonly events: readonly CaseEvent[];
  /** Whether the reader may write another plan: not in emergency access, nor in a case that is closed or has stopped. */
  readonly mayWrite: boolean;
  readonly onWritten: () => Promise<unknown>;
};

/** On the desk's page of a crisis: the safety plan that stands, as the small paper that she may take with her, and the form that writes or changes it. */
export function HerPlan({ events, mayWrite, ...writing }: HerPlanProps) {
  const plan = standingPlan(events);
  return (
    <>
      {mayWrite && (
        <Fold label={plan === undefined ? 'plan.write' : 'plan.change'}>
          <WritePlan standing={plan} {...writing} />
        </Fold>
      )}
      {plan !== undefined && (
        <Fold label="event.safety_plan">
          <PlainNotes plan={plan} />
        </Fold>
      )}
    </>
  );
}

/** The form of the whole plan: what stands is there to be changed. */
function WritePlan({
  api,
  caseId,
  standing = {},
  onWritten,
}: Pick<HerPlanProps, 'api' | 'caseId' | 'onWritten'> & { readonly standing: SafetyPlan | undefined }) {
  const [texts, setTexts] = useState(standing);
  const plan = planOf((field) => texts[field] ?? '');
  return (
    <Form
      label="plan.write"
      isReady={!isEmptyPlan(plan)}
      onSend={async (_, id) => {
        await api.request('POST /api/cases/{id}/events', {
          path: { id: caseId },
          body: { id, type: 'safety_plan', on: todayInIndia(), ...plan },
        });
        await onWritten();
      }}
    >
      <p class="soft wide">{t('plan.explain')}</p>
      {planFields.map((field) => (
        <LongField
          key={field}
          name={field}
          label={t(`plan.ask.${field}`)}
          rows={3}
          maxLength={maxNoteCharacters}
          isOptional
          text={texts[field] ?? ''}
          onText={(text) => setTexts({ ...texts, [field]: text })}
        />
      ))}
    </Form>
  );
}
