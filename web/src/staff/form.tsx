import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Problem } from '../api/problem.ts';
import { SignedOut } from '../session/session.ts';
import { explainRefusal, labelOfField } from './refusals.ts';
import { type MessageKey, t } from './text.ts';

type FormProps = {
  readonly label: MessageKey;
  readonly submit?: MessageKey;
  /** What is said once it is done; nothing where what comes of it is to be seen. */
  readonly done?: MessageKey | null;
  /** Of the record that is changed: its fields are drawn anew with it, so that nobody overwrites what she has not seen. */
  readonly version?: number;
  /** Whether enough is answered for it to be sent. */
  readonly isReady?: boolean;
  /** @param id of what is recorded: the same as long as it was not recorded, so that trying again never doubles it */
  readonly onSend: (data: FormData, id: string) => Promise<unknown>;
  readonly children: ComponentChildren;
};

type State = 'idle' | 'sending' | 'sent' | { readonly failure: unknown };

export function Form({
  label,
  submit = 'save',
  done = 'saved',
  version = 0,
  isReady = true,
  onSend,
  children,
}: FormProps) {
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
        if (state !== 'sending' && isReady) void send(event.currentTarget);
      }}
      onInput={() => state === 'sent' && setState('idle')}
    >
      <div class="fields" key={`${version} ${round}`}>
        {children}
      </div>
      <button type="submit" class="primary small" disabled={state === 'sending' || !isReady}>
        {state === 'sending' ? t('sending') : t(submit)}
      </button>
      {state === 'sent' && done !== null && (
        <p class="notice" role="status">
          {t(done)}
        </p>
      )}
      {typeof state === 'object' && <Failure failure={state.failure} />}
    </form>
  );
}

/** Why it did not work, in the words of the rule that refused it. */
export function Failure({ failure }: { failure: unknown }) {
  if (failure instanceof SignedOut || (failure instanceof Problem && failure.status === 401)) {
    return (
      <div class="error" role="alert">
        <p>{t('signedOut')}</p>
        <button type="button" class="second small" onClick={() => location.replace('/')}>
          {t('signIn')}
        </button>
      </div>
    );
  }
  if (!(failure instanceof Problem)) {
    return (
      <p class="error" role="alert">
        {t('failed')}
      </p>
    );
  }
  const { code, detail, errors } = failure.document;
  const known: Readonly<Record<number, MessageKey>> = {
    404: 'refused.missing',
    412: 'refused.stale',
    409: 'refused.conflict',
    500: 'refused.fault',
    503: 'refused.fault',
  };
  const said =
    explainRefusal(code) ?? known[failure.status] ?? (errors === undefined ? 'refused' : 'refused.fields');
  return (
    <div class="error" role="alert">
      <p>{t(said)}</p>
      {said === 'refused' && detail !== undefined && <p lang="en">{detail}</p>}
      <ul>
        {errors?.map(({ path, message }) => {
          const label = labelOfField(path);
          return (
            <li key={path}>
              {label === undefined ? <code>{path}</code> : <strong>{t(label)}</strong>}:{' '}
              <span lang="en">{message}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
