import { useEffect, useRef, useState } from 'preact/hooks';
import { TextField } from '../../../design/fields/field.tsx';
import { requiredTextOf } from '../../../design/fields/form-data.ts';
import { t } from '../../text.ts';
import { Form } from './form.tsx';
import { CloseSection } from './saved.ts';

type TakeBackProps = {
  /** Names the entry in the button's label for screen readers. */
  readonly name: string;
  /** @param id for the new record of the reversal */
  readonly onReason: (reason: string, id: string) => Promise<unknown>;
  /** Called after the entry was taken back, to read the records anew. */
  readonly onDone: () => Promise<unknown>;
};

/** The desks' button that takes an entry back (reverses it): explains what that does, and asks for a reason. */
export function TakeBack({ name, onReason, onDone }: TakeBackProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const question = useRef<HTMLDivElement>(null);
  // Opening the question puts the focus on its first field.
  useEffect(() => question.current?.querySelector('input')?.focus(), [isOpen]);
  if (!isOpen) {
    return (
      <button
        type="button"
        class="link"
        aria-label={`${t('takeBack')}: ${name}`}
        onClick={() => setOpen(true)}
      >
        {t('takeBack')}
      </button>
    );
  }
  return (
    <div class="asks" ref={question}>
      <p>{t('takeBack.explain')}</p>
      {/* It stands among what is shown: that stays open. */}
      <CloseSection.Provider value={close}>
        <Form
          label="takeBack"
          submit="takeBack.sure"
          onSend={async (data, id) => {
            await onReason(requiredTextOf(data, 'reason'), id);
            await onDone();
          }}
        >
          <TextField name="reason" label={t('takeBack.reason')} />
        </Form>
      </CloseSection.Provider>
      <button type="button" class="link" onClick={close}>
        {t('takeBack.not')}
      </button>
    </div>
  );
}
