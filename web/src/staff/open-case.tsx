import { caseKinds, caseRecord, priorities } from '../api/case-record.ts';
import type { Api } from '../api/client.ts';
import { todayInIndia } from '../i18n/today.ts';
import { AssigneeChoice } from './assignee.tsx';
import { Choice, Field, textOf } from './fields.tsx';
import { Form } from './form.tsx';
import { t } from './text.ts';

type OpenCaseProps = {
  readonly api: Api;
  readonly memberId: string;
  /** Whether a case may be given to others; else it is the caller's own. */
  readonly mayAssign: boolean;
  /** Told of the new case's code. */
  readonly onOpened: (code: string) => void;
};

/** A case for one member. */
export function OpenCase({ api, memberId, mayAssign, onOpened }: OpenCaseProps) {
  return (
    <Form
      label="case.new"
      submit="case.new"
      onSend={async (data, id) => {
        const assignedTo = textOf(data, 'assignedTo');
        const { code } = await api.call(caseRecord, {
          method: 'POST',
          path: '/api/cases',
          body: {
            id,
            memberId,
            kind: textOf(data, 'kind'),
            priority: textOf(data, 'priority'),
            openedOn: textOf(data, 'openedOn'),
            ...(assignedTo === undefined ? {} : { assignedTo }),
          },
        });
        onOpened(code);
      }}
    >
      <Choice name="kind" label="kind" options={caseKinds.map((each) => [each, t(`case.${each}`)])} />
      <Choice
        name="priority"
        label="priority"
        value="normal"
        options={priorities.map((each) => [each, t(`priority.${each}`)])}
      />
      <Field name="openedOn" label="openedOn" type="date" value={todayInIndia()} max={todayInIndia()} />
      {mayAssign && <AssigneeChoice api={api} value={undefined} />}
    </Form>
  );
}
