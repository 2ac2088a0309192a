import { useState } from 'preact/hooks';
import { caseKinds, casePriorities, incidents } from '../../../../functions/shared/kinds/case-words.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice } from '../../design/fields/field.tsx';
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
  return (
    <Form
      label="case.new"
      submit="case.new"
      // The page says which case was opened.
      done={null}
      onSend={async (data, id) => {
        const assignedTo = textOf(data, 'assignedTo');
        const incident = choiceOf(data, 'incident', incidents);
        const { code } = await api.request('POST /api/cases', {
          body: {
            id,
            memberId,
            kind: requiredChoiceOf(data, 'kind', caseKinds),
            priority: requiredChoiceOf(data, 'priority', casePriorities),
            openedOn: requiredTextOf(data, 'openedOn'),
            ...(assignedTo === undefined ? {} : { assignedTo }),
            ...(incident === undefined ? {} : { incident }),
          },
        });
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
    </Form>
  );
}
