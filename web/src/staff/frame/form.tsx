import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Problem } from '../../api/problem.ts';
import { Dialog } from '../../design/dialog.tsx';
import { type Errors, FieldErrors } from '../../design/field.tsx';
import { showToast } from '../../design/toast.tsx';
import { findErrors, focusFirst } from '../../design/validity.ts';
import { SignedOut } from '../../session/session.ts';
import { type MessageKey, t } from '../text.ts';
import { fieldWordOf } from './field-words.ts';
import { explainAmounts, explainRefusal, labelOfField, rowOfField } from './refusals.ts';

type FormProps = {
  readonly label: MessageKey;
  readonly submit?: MessageKey;
  /** Whether its button stands back behind the one of another form. */
  readonly isSecondary?: boolean;
  /** The message after success; none if the result is visible. */
  readonly done?: MessageKey | null;
  /**
   * The version of the changed record: a new one resets the fields, so that nobody overwrites what she has not
   * seen.
   */
  readonly version?: number;
  /** What is asked first, where something is lost or becomes public by it; nothing where it is not. */
  readonly confirm?: (data: FormData) => Confirmation | undefined;
  /** Whether the form is complete enough to be sent. */
  readonly isReady?: boolean;
  /** @param id of the new record: unchanged until it is recorded, so that a retry never doubles it */
  readonly onSend: (data: FormData, id: string) => Promise<unknown>;
  readonly children: ComponentChildren;
};

/** A question before something is sent. */
export type Confirmation = {
  /** "Take this sheet back?" */
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly explain: ComponentChildren;
  /** The answer that does it: "Take it back". */
  readonly confirm: string;
};

type State =
  | 'idle'
  | 'sending'
  | 'sent'
  | { readonly asks: Confirmation }
  | { readonly failure: unknown }
  | { readonly errors: Errors };

/**
 * The form of all desks: it says what is wrong at each field, asks first where it must, sends once, and says that it
 * is saved.
 */
export function Form({
  label,
  submit = 'save',
  isSecondary = false,
  done = 'saved',
  version = 0,
  confirm,
  isReady = true,
  onSend,
  children,
}: FormProps) {
  const [state, setState] = useState<State>('idle');
  // Grows with each success: another key empties the fields.
  const [round, setRound] = useState(0);
  const id = useRef(v7());
  const element = useRef<HTMLFormElement>(null);
  // Whether the form has left the screen, perhaps while it was being sent.
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );
  const send = async (form: HTMLFormElement): Promise<void> => {
    setState('sending');
    try {
      await onSend(new FormData(form), id.current);
      id.current = v7();
      setRound((done) => done + 1);
      setState('sent');
      // The form is no longer there to say it.
      if (isGone.current && done !== null) showToast(() => t(done));
    } catch (failure) {
      setState({ failure });
    }
  };
  return (
    <form
      ref={element}
      aria-label={t(label)}
      // What is wrong is said at the field, in her language.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (state === 'sending' || !isReady) return;
        const form = event.currentTarget;
        const errors = findErrors(form);
        const names = Object.keys(errors);
        if (names.length > 0) {
          setState({ errors });
          focusFirst(form, names);
        } else {
          const asks = confirm?.(new FormData(form));
          if (asks === undefined) void send(form);
          else setState({ asks });
        }
      }}
      onInput={() => state === 'sent' && setState('idle')}
    >
      <FieldErrors.Provider value={errorsOf(state)}>
        <div class="fields" key={`${version} ${round}`}>
          {children}
        </div>
      </FieldErrors.Provider>
      <button
        type="submit"
        class={isSecondary ? 'second small' : 'primary small'}
        disabled={state === 'sending' || !isReady}
      >
        {state === 'sending' ? t('sending') : t(submit)}
      </button>
      {state === 'sent' && done !== null && (
        <p class="notice" role="status">
          {t(done)}
        </p>
      )}
      {typeof state === 'object' && 'failure' in state && <Failure failure={state.failure} />}
      {typeof state === 'object' && 'asks' in state && (
        <Dialog
          title={state.asks.title}
          confirm={state.asks.confirm}
          isGrave
          onCancel={() => setState('idle')}
          onConfirm={() => (element.current === null ? undefined : send(element.current))}
        >
          {state.asks.explain}
        </Dialog>
      )}
    </form>
  );
}

/**
 * The form's fields for a field of the API: the one of its whole path, or of the path's beginning. Amounts are typed in rupees,
 * rates in percent. @param path `entries.0.amountPaise`
 */
const fieldsOf = (path: string): string[] =>
  [path, path.split('.', 1)[0] ?? ''].map((name) => name.replace(/(?:Paise|BasisPoints)$/, ''));

/** What is wrong with each field: as the browser judges it, or as the server said of the field of that name. */
function errorsOf(state: State): Errors {
  if (typeof state === 'string') return {};
  if ('errors' in state) return state.errors;
  if (!('failure' in state) || !(state.failure instanceof Problem)) return {};
  const { code, errors } = state.failure.document;
  return Object.fromEntries(
    (errors ?? []).flatMap(({ path, message }) =>
      fieldsOf(path).map((field) => [field, <FieldError key={path} code={code} message={message} />]),
    ),
  );
}

type FieldErrorProps = {
  /** Of the whole refusal. */
  readonly code: string;
  /** What the API says of the field, in English. */
  readonly message: string;
};

/** Whether a field's error says no more than the rule by which the whole was refused. */
const saysRule = (code: string, message: string): boolean =>
  fieldWordOf(message).key === 'field.wrong' && explainRefusal(code) !== undefined;

/** What is wrong with a field, in her language: by the rule that refused it, or else by the API's sentence. */
function FieldError({ code, message }: FieldErrorProps) {
  const { key, values } = fieldWordOf(message);
  const rule = explainRefusal(code);
  if (key !== 'field.wrong') return t(key, values);
  if (rule !== undefined) return t(rule);
  return (
    <>
      {t(key)} <span lang="en">{message}</span>
    </>
  );
}

/** Why a desk's request failed, in the words for the rule that refused it. */
export function Failure({ failure }: { failure: unknown }) {
  if (failure instanceof SignedOut || (failure instanceof Problem && failure.status === 401)) {
    return (
      <div class="error" role="alert">
        <p>{t('signedOut')}</p>
        <button type="button" class="second small" onClick={() => location.reload()}>
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
  const amounts = explainAmounts(failure.document);
  const byStatus: Readonly<Record<number, MessageKey>> = {
    404: 'refused.missing',
    412: 'refused.stale',
    409: 'refused.conflict',
    500: 'refused.fault',
    503: 'refused.fault',
  };
  const said =
    explainRefusal(code) ?? byStatus[failure.status] ?? (errors === undefined ? 'refused' : 'refused.fields');
  return (
    <div class="error" role="alert">
      <p>{t(said)}</p>
      {amounts !== undefined && <p>{amounts}</p>}
      {said === 'refused' && detail !== undefined && <p lang="en">{detail}</p>}
      <ul>
        {errors?.map(({ path, message }) => {
          const label = labelOfField(path);
          const row = rowOfField(path);
          return (
            <li key={path}>
              {row !== undefined && label !== undefined && <>{t('refused.row', { number: row })}, </>}
              {label === undefined ? <code>{path}</code> : <strong>{t(label)}</strong>}
              {!saysRule(code, message) && (
                <>
                  : <FieldError code={code} message={message} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
