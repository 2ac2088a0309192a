import { useState } from 'preact/hooks';
import { caseOutcomes, caseStatuses, herWords } from '../../../functions/shared/kinds/case-words.ts';
import { Choice, TextField } from '../design/fields/field.tsx';
import type { FieldsProps } from './fields-props.ts';
import { t } from './text.ts';

/** The fields of an event that changes a case's status. */
export function StatusFields({ prefilled }: FieldsProps<'status'>) {
  const [status, setStatus] = useState<string | undefined>(prefilled?.status);
  return (
    <>
      <Choice
        name="status"
        label={t('status')}
        value={status}
        options={caseStatuses.map((status) => [status, t(`status.${status}`)])}
        onChoose={setStatus}
      />
      {status === 'closed' && <OutcomeFields />}
      <TextField name="reason" label={t('event.reason')} isOptional />
    </>
  );
}

function OutcomeFields() {
  return (
    <>
      <Choice
        name="outcome"
        label={t('outcome')}
        options={[
          ['', t('notTold')],
          ...caseOutcomes.map((outcome) => [outcome, t(`outcome.${outcome}`)] as const),
        ]}
      />
      <Choice
        name="herWord"
        label={t('herWord')}
        options={[['', t('notTold')], ...herWords.map((word) => [word, t(`herWord.${word}`)] as const)]}
      />
    </>
  );
}

/** The form fields for closing a case that has stopped, which can take no other status. */
export function ClosingFields() {
  const closed = 'closed' satisfies (typeof caseStatuses)[number];
  return (
    <>
      <input type="hidden" name="status" value={closed} />
      <OutcomeFields />
      <TextField name="reason" label={t('event.reason')} isOptional />
    </>
  );
}
