import { useEffect, useRef, useState } from 'preact/hooks';
import { TextField } from '../../design/field.tsx';
import { requiredTextOf } from '../../design/form-data.ts';
import { t } from '../text.ts';
import { Form } from './form.tsx';

type TakeBackProps = {
  /** What is taken back, as a person calls it. */
  readonly name: string;
  /** @param id of the reversal */
  readonly onReason: (reason: string, id: string) => Promise<unknown>;
  readonly onDone: () => Promise<unknown>;
};

/** The desk's button that takes something back, with a reason: a link, then the question, which says what it does. */
export function TakeBack({ name, onReason, onDone }: TakeBackProps) {
  const [asks, setAsks] = useState(false);
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => question.current?.querySelector('input')?.focus(), [asks]);
  if (!asks) {
    return (
      <button
        type="button"
        class="link"
        aria-label={`${t('takeBack')}: ${name}`}
        onClick={() => setAsks(true)}
      >
        {t('takeBack')}
      </button>
    );
  }
  return (
    <div class="asks" ref={question}>
      <p>{t('takeBack.explain')}</p>
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
      <button type="button" class="link" onClick={() => setAsks(false)}>
        {t('takeBack.not')}
      </button>
    </div>
  );
}
