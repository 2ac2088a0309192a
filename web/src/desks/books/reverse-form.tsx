import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { showToast } from '../../design/toast.tsx';
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

const wanted = 'reversal-wanted';

/**
 * Says that a sheet or a voucher is saved, with a button that prepares its reversal on its page, which is open by then. Money is taken back with a
 * reason and a second look, never by one press.
 */
export const saySavedBooks = (label: ReverseFormProps['label']): void =>
  showToast(() => t('saved'), { label: () => t(label), onPress: () => dispatchEvent(new Event(wanted)) });

/** The desk's form to reverse a sheet or a voucher, with a reason. It asks first. */
export function ReverseForm({ label, title, explain, onReverse }: ReverseFormProps) {
  /** How often the banner's button has asked for it. */
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const ask = () => setAsked((count) => count + 1);
    addEventListener(wanted, ask);
    return () => removeEventListener(wanted, ask);
  }, []);
  return (
    <Fold label={label} openSignal={asked}>
      <p class="soft">{t('reverse.explain')}</p>
      <Form
        label={label}
        submit={label}
        confirm={() => ({ title, explain: <p>{explain}</p>, buttonLabel: t('reverse.yes') })}
        onSend={(data, id) => onReverse({ id, reason: requiredTextOf(data, 'reason') })}
      >
        <TextField
          key={asked}
          name="reason"
          label={t('reason')}
          value={asked === 0 ? undefined : t('reverse.typedWrongly')}
        />
      </Form>
    </Fold>
  );
}
