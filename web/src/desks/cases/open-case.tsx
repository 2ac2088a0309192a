import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { caseKinds, casePriorities, incidents } from '../../../../functions/shared/kinds/case-words.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, LongField } from '../../design/fields/field.tsx';
import { choiceOf, requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';
import { AssigneeChoice } from './assignee-choice.tsx';
import { IncidentChoice } from './incident-choice.tsx';

type OpenCaseProps = {
  readonly api: Api;
  readonly memberId: string;
  /** Whether she may choose the assignee; otherwise the case is assigned to herself. */
  readonly mayAssign: boolean;
  /** Called with the new case's code. */
  readonly onOpened: (code: string) => void;
};

/** The desk's form that opens a case for a member. */
export function OpenCase({ api, memberId, mayAssign, onOpened }: OpenCaseProps) {
  const [kind, setKind] = useState<string>();
  const [note, setNote] = useState('');
  // A new case has no text of its own: what she writes is its first event. A repeated attempt sends the same one.
  const noteId = useRef(v7());
  return (
    <Form
      label="case.new"
      submit="case.new"
      // The page says which case was opened.
      done={null}
      onSend={async (data, id) => {
        const assignedTo = textOf(data, 'assignedTo');
        const openedOn = requiredTextOf(data, 'openedOn');
        const incident = choiceOf(data, 'incident', incidents);
        const { code } = await api.request('POST /api/cases', {
          body: {
            id,
            memberId,
            kind: requiredChoiceOf(data, 'kind', caseKinds),
            priority: requiredChoiceOf(data, 'priority', casePriorities),
            openedOn,
            ...(assignedTo === undefined ? {} : { assignedTo }),
            ...(incident === undefined ? {} : { incident }),
          },
        });
        const text = note.trim();
        if (text !== '') {
          await api.request('POST /api/cases/{id}/events', {
            path: { id },
            body: { id: noteId.current, type: 'note', on: openedOn, text },
          });
          noteId.current = v7();
          setNote('');
        }
        setKind(undefined);
        onOpened(code);
      }}
    >
      <Choice
        name="kind"
        label={t('kind')}
        value={kind}
        options={caseKinds.map((one) => [one, t(`case.${one}`)])}
        onChoose={setKind}
      />
      {kind === 'crisis' && <IncidentChoice />}
      <Choice
        name="priority"
        label={t('priority')}
        options={casePriorities.map((priority) => [priority, t(`priority.${priority}`)])}
      />
      <DateField name="openedOn" label={t('openedOn')} value={todayInIndia()} max={todayInIndia()} />
      {mayAssign && <AssigneeChoice api={api} value={undefined} />}
      <LongField name="note" label={t('case.firstNote')} text={note} onText={setNote} isOptional />
    </Form>
  );
}
