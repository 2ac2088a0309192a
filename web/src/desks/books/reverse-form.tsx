import type { ComponentChildren } from 'preact';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';

type ReverseFormProps = {
  readonly label: 'reverse' | 'voucher.reverse' | 'move.reverse';
  /** What is asked first: the day of the sheet or voucher, and what its reversal does. */
  readonly title: string;
  readonly explain: ComponentChildren;
  readonly onReverse: (reversal: { readonly id: string; readonly reason: string }) => Promise<void>;
};

/** The desk's form to reverse a sheet or a voucher, with a reason. It asks first. */
export const ReverseForm = ({ label, title, explain, onReverse }: ReverseFormProps) => (
  <Fold label={label}>
    <p class="soft">{t('reverse.explain')}</p>
    <Form
      label={label}
      submit={label}
      confirm={() => ({ title, explain: <p>{explain}</p>, buttonLabel: t('reverse.yes') })}
      onSend={(data, id) => onReverse({ id, reason: requiredTextOf(data, 'reason') })}
    >
      <TextField name="reason" label={t('reason')} />
    </Form>
  </Fold>
);
