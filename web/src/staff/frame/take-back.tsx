import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { t } from '../text.ts';
import { NewForm } from './record-form.tsx';

type TakeBackProps = {
  readonly api: Api;
  /** Where taking back is posted. */
  readonly path: string;
  /** What is taken back, as a person calls it. */
  readonly name: string;
  readonly bodyOf: (reason: string | undefined) => Readonly<Record<string, unknown>>;
  readonly onDone: () => Promise<unknown>;
};

/** A desk's way to take something back, with a reason: a link, then the question with what it does. */
export function TakeBack({ api, path, name, bodyOf, onDone }: TakeBackProps) {
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
      <NewForm
        api={api}
        label="takeBack"
        submit="takeBack.sure"
        path={path}
        bodyOf={(data) => bodyOf(textOf(data, 'reason'))}
        onDone={onDone}
      >
        <TextField name="reason" label={t('takeBack.reason')} />
      </NewForm>
      <button type="button" class="link" onClick={() => setAsks(false)}>
        {t('takeBack.not')}
      </button>
    </div>
  );
}
