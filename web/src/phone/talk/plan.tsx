import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { LongField } from '../../design/fields/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { requestOf } from '../../outbox/operation.ts';
import { PlainNotes } from '../../talks/plain-notes.tsx';
import { isEmptyPlan, planFields, planOf, standingPlan } from '../../talks/safety-plan.ts';
import { caseFiles, type PlanDraft, planDrafts } from '../../workspace/row-kinds.ts';
import { eventsOf } from '../cases/events-of-case.ts';
import { useHere, useRedrawWhenRowsChange } from '../context.ts';
import { Frame, Gone } from '../frame.tsx';
import { hasPlanOfAnother } from './plan-of-another.ts';
import { t } from './text.ts';

/**
 * The safety plan of a crisis, made with the woman: the form to write or change it, and the plan that stands, which can be printed on a small paper. The
 * draft is stored at each letter.
 * @param isHolder whether the case is assigned to the phone's person; if not, she can read a plan that somebody else made, but not change it
 */
export function PlanScreen({ caseId, isHolder }: { readonly caseId: string; readonly isHolder: boolean }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const { events } = eventsOf(workspace, caseId);
  const standing = standingPlan(events);
  const [draft, setDraft] = useState<PlanDraft>(
    () => workspace.rows.get(planDrafts, caseId) ?? { id: v7(), texts: { ...standing } },
  );
  if (workspace.rows.get(caseFiles, caseId) === undefined) return <Gone />;
  // If she began to type before she knew of the other's plan, she still sees and sends her draft: the server's answer tells her why it is refused.
  const isTyped = workspace.rows.get(planDrafts, caseId) !== undefined;
  if (standing !== undefined && !isHolder && !isTyped && hasPlanOfAnother(events, workspace.me()?.id)) {
    return (
      <Frame title={t('plan.title')} back={{ name: 'case', id: caseId }} isPrivate>
        <p class="notice">{t('plan.ofAnother')}</p>
        <PlainNotes plan={standing} />
      </Frame>
    );
  }
  const plan = planOf((field) => draft.texts[field] ?? '');
  const write = (texts: PlanDraft['texts']) => {
    const changed = { ...draft, texts };
    const isNew = workspace.rows.get(planDrafts, caseId) === undefined;
    setDraft(changed);
    void workspace.rows.putDraft(planDrafts, caseId, changed);
    if (isNew) workspace.storeUnsentWork();
  };
  const keep = async () => {
    await workspace.record({
      id: draft.id,
      what: 'case_event',
      ...requestOf('POST /api/cases/{id}/events', {
        path: { id: caseId },
        body: { id: draft.id, type: 'safety_plan', on: todayInIndia(), ...plan },
      }),
      entities: [caseId],
    });
    await workspace.rows.remove(planDrafts, caseId);
    workspace.storeUnsentWork();
    go({ name: 'saved' });
  };
  return (
    <Frame title={t('plan.title')} back={{ name: 'case', id: caseId }} isPrivate>
      <p class="notice">{t('plan.explain')}</p>
      {planFields.map((field) => (
        <LongField
          key={field}
          name="note"
          label={t(`plan.ask.${field}`)}
          rows={3}
          maxLength={500}
          text={draft.texts[field] ?? ''}
          onText={(text) => write({ ...draft.texts, [field]: text })}
        />
      ))}
      <button
        type="button"
        class="primary"
        disabled={isEmptyPlan(plan)}
        // Recording fails only if the phone is full, which the frame shows.
        onClick={() => void keep().catch(() => {})}
      >
        {t('plan.save')}
      </button>
      {standing !== undefined && <PlainNotes plan={standing} />}
    </Frame>
  );
}
