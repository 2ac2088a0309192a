import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Problem } from '../api/problem.ts';
import { type MessageKey, t } from './text.ts';

type FormProps = {
  readonly label: MessageKey;
  readonly submit?: MessageKey;
  /** Of the record that is changed: its fields are drawn anew with it, so that nobody overwrites what she has not seen. */
  readonly version?: number;
  /** @param id of what is recorded: the same as long as it was not recorded, so that trying again never doubles it */
  readonly onSend: (data: FormData, id: string) => Promise<unknown>;
  readonly children: ComponentChildren;
};

type State = 'idle' | 'sending' | 'sent' | { readonly failure: unknown };

export function Form({ label, submit = 'save', version = 0, onSend, children }: FormProps) {
  const [state, setState] = useState<State>('idle');
  const [round, setRound] = useState(0);
  const id = useRef(v7());
  const send = async (form: HTMLFormElement): Promise<void> => {
    setState('sending');
    try {
      await onSend(new FormData(form), id.current);
      id.current = v7();
      setRound((done) => done + 1);
      setState('sent');
    } catch (failure) {
      setState({ failure });
    }
  };
  return (
    <form
      aria-label={t(label)}
      onSubmit={(event) => {
        event.preventDefault();
        if (state !== 'sending') void send(event.currentTarget);
      }}
      onInput={() => state === 'sent' && setState('idle')}
    >
      <div class="fields" key={`${version} ${round}`}>
        {children}
      </div>
      <button type="submit" class="primary small" disabled={state === 'sending'}>
        {state === 'sending' ? t('sending') : t(submit)}
      </button>
      {state === 'sent' && (
        <p class="notice" role="status">
          {t('saved')}
        </p>
      )}
      {typeof state === 'object' && <Failure failure={state.failure} />}
    </form>
  );
}

/** Why it did not work, in the words of the rule that refused it. */
export function Failure({ failure }: { failure: unknown }) {
  if (!(failure instanceof Problem)) {
    return (
      <p class="error" role="alert">
        {t('failed')}
      </p>
    );
  }
  const { detail, errors } = failure.document;
  const known: Readonly<Record<number, MessageKey>> = {
    404: 'refused.missing',
    412: 'refused.stale',
    409: 'refused.conflict',
  };
  return (
    <div class="error" role="alert">
      <p>{t(known[failure.status] ?? 'refused')}</p>
      {detail !== undefined && <p lang="en">{detail}</p>}
      <ul lang="en">
        {errors?.map(({ path, message }) => (
          <li key={path}>
            <code>{path}</code>: {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
