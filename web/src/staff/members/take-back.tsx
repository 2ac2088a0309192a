import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { NewForm } from '../frame/record-form.tsx';
import { t } from '../text.ts';

type TakeBackProps = {
  readonly api: Api;
  /** Of the member. */
  readonly path: string;
  /** The id of a child, an observation or an office, and what it is called. */
  readonly of: string;
  readonly name: string;
  readonly onDone: () => Promise<unknown>;
};

/** Takes an entry of a member's record back, with a reason. */
export function TakeEntryBack({ api, path, of, name, onDone }: TakeBackProps) {
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
        path={`${path}/reversals`}
        bodyOf={(data) => ({ of, reason: textOf(data, 'reason') })}
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
