import { useRef, useState } from 'preact/hooks';
import { caseKinds, casePriorities, incidents } from '../../../../functions/shared/kinds/case-words.ts';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { Choice, LongField } from '../../design/fields/field.tsx';
import { choiceOf, requiredChoiceOf, textOf } from '../../design/fields/form-data.ts';
import { showToast } from '../../design/toast.tsx';
import { Fold } from '../frame/fold.tsx';
import { ChangeForm } from '../frame/forms/change-form.tsx';
import type { Confirmation } from '../frame/forms/use-sending.ts';
import { t } from '../text.ts';
import { AssigneeChoice } from './assignee-choice.tsx';
import { IncidentChoice } from './incident-choice.tsx';
import { isUnassignedUrgent } from './list/unassigned-rules.ts';

type ChangeCaseProps = {
  readonly api: Api;
  readonly me: Me;
  readonly record: CaseRecord;
  /** Opens the form at each new number above 0. */
  readonly openSignal: number;
  /** Called to read the case anew. */
  readonly onChanged: () => Promise<unknown>;
  /** Called instead of `onChanged` after a caseworker has given up her case, because she can no longer open it. */
  readonly onReleased: () => void;
};

/**
 * The form that changes a case: its kind, how urgent it is, and who has it. A coordinator assigns it to anybody; a caseworker can
 * only take it herself, or give it up.
 */
export function ChangeCase({ api, me, record, openSignal, onChanged, onReleased }: ChangeCaseProps) {
  // When somebody else has changed the case, the form resets its fields. The note is kept here, so that it survives.
  const [note, setNote] = useState('');
  // Whether the change that was just sent gave up the case. `onSend` sets it; `done` and `onChanged`, which run later, read it.
  const wasReleased = useRef(false);
  const isCoordinator = me.role === 'coordinator';
  const mayTakeOrGiveUp = !isCoordinator && (record.assignedTo === undefined || record.assignedTo === me.id);
  // Whether a caseworker gives up her own case: the form assigns it to nobody.
  const isReleasing = (data: FormData): boolean => {
    const hasChosenNobody = data.has('assignedTo') && textOf(data, 'assignedTo') === undefined;
    return !isCoordinator && record.assignedTo === me.id && hasChosenNobody;
  };
  return (
    <Fold label={isCoordinator ? 'case.assign' : 'case.change'} openSignal={openSignal}>
      <ChangeForm
        version={record.version}
        // If she gave up the case, `onChanged` shows a toast instead, since she leaves this page.
        done={() => (wasReleased.current ? null : 'saved')}
        onSend={async (data, ifMatch) => {
          await api.request('PATCH /api/cases/{id}', {
            path: { id: record.id },
            ifMatch,
            body: {
              kind: requiredChoiceOf(data, 'kind', caseKinds),
              priority: requiredChoiceOf(data, 'priority', casePriorities),
              // The form may lack the field: a coordinator's until the names are loaded, a caseworker's if the case is a colleague's. The
              // empty choice means nobody, which is null for the API.
              ...(data.has('assignedTo') ? { assignedTo: textOf(data, 'assignedTo') ?? null } : {}),
              // Only a crisis has the field. A case that becomes another kind loses its incident.
              ...(data.has('incident') ? { incident: choiceOf(data, 'incident', incidents) ?? null } : {}),
              ...(note.trim() === '' ? {} : { note }),
            },
          });
          wasReleased.current = isReleasing(data);
        }}
        confirm={(data) => (isReleasing(data) ? releaseQuestion(record, data) : undefined)}
        onChanged={async () => {
          if (wasReleased.current) {
            showToast(() => t('letGo.done', { code: record.code }));
            onReleased();
          } else {
            await onChanged();
          }
        }}
        onSaved={() => setNote('')}
      >
        <KindAndIncident record={record} />
        <Choice
          name="priority"
          label={t('priority')}
          value={record.priority}
          options={casePriorities.map((priority) => [priority, t(`priority.${priority}`)])}
        />
        {isCoordinator && <AssigneeChoice api={api} value={record.assignedTo} />}
        {mayTakeOrGiveUp && (
          <Choice
            name="assignedTo"
            label={t('assignedTo')}
            hint={t('assignedTo.onlyCoordinator')}
            value={record.assignedTo ?? ''}
            options={[
              ['', t('nobody')],
              [me.id, t('myself')],
            ]}
          />
        )}
        <LongField name="note" label={t('case.note')} text={note} onText={setNote} isOptional />
      </ChangeForm>
    </Fold>
  );
}

/** The choices of the case's kind and, for a crisis, of its incident. When somebody else has changed the case, the form draws both choices anew. */
function KindAndIncident({ record }: { readonly record: CaseRecord }) {
  const [kind, setKind] = useState<string>(record.kind);
  return (
    <>
      <Choice
        name="kind"
        label={t('kind')}
        value={kind}
        options={caseKinds.map((one) => [one, t(`case.${one}`)])}
        onChoose={setKind}
      />
      {kind === 'crisis' && <IncidentChoice value={record.incident} />}
    </>
  );
}

/** The question before a caseworker gives up her case. It then waits for somebody else to take it. */
function releaseQuestion(record: CaseRecord, data: FormData): Confirmation {
  const priority = requiredChoiceOf(data, 'priority', casePriorities);
  const isUrgent = isUnassignedUrgent({ status: record.status, priority, assignedTo: undefined });
  return {
    title: t('letGo.ask'),
    explain: t(isUrgent ? 'letGo.urgent' : 'letGo.normal'),
    buttonLabel: t('letGo.yes'),
  };
}
