import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Problem } from '../../../api/problem.ts';
import { Dialog } from '../../../design/dialog.tsx';
import { type Errors, FieldErrors } from '../../../design/fields/field.tsx';
import { findErrors, focusFirst } from '../../../design/fields/validity.ts';
import { type MessageKey, t } from '../../text.ts';
import { Failure, FieldError } from '../failure.tsx';
import { AboutRecord, CloseSection, sayDone, type Undo } from './saved.ts';

/** The message after success; null if the page itself shows the result. A function decides it by what was sent. */
export type Done = MessageKey | null | (() => MessageKey | null);

const messageOf = (done: Done): MessageKey | null => (typeof done === 'function' ? done() : done);

/** What the button that sends says it does. */
export type SubmitLabel = MessageKey | ((data: FormData) => MessageKey);

type FormProps = {
  readonly label: MessageKey;
  /** The label of its button; a function if it depends on what is filled in. */
  readonly submit?: SubmitLabel;
  /** Whether another form on the page has the main button. */
  readonly isSecondary?: boolean;
  readonly done?: Done;
  /**
   * The version of the record that the form changes. A new version resets the fields to the record's values, so that she
   * never overwrites a change that she hasn't seen.
   */
  readonly version?: number;
  /** The question to ask before sending, such as whether to destroy or publish something; undefined if none is needed. */
  readonly confirm?: (data: FormData) => Confirmation | undefined;
  /** The errors by field name that the page itself finds before anything is sent. */
  readonly check?: (data: FormData) => Errors;
  /** Whether the form is complete enough to be sent. */
  readonly isReady?: boolean;
  /**
   * Why the section around the form stays open after saving: several things are recorded one after the other (`series`), or the result is
   * shown below the form (`result`). By default the section closes, so that nothing is recorded twice.
   */
  readonly stays?: 'series' | 'result' | undefined;
  /** Takes back what was just saved; absent if that is not possible. @param id the id that `onSend` got */
  readonly undo?: ((id: string, reason: string) => Promise<unknown>) | undefined;
  /**
   * @param id for a new record; a repeated attempt gets the same id, so that the record is stored only once
   * @throws {WrongFields} to show errors at fields. A form whose `onSend` returns counts as sent: its fields are reset, its section closes
   */
  readonly onSend: (data: FormData, id: string) => Promise<unknown>;
  readonly children: ComponentChildren;
};

/** A question that a form asks in a dialog before it sends. */
export type Confirmation = {
  /** Such as "Take this sheet back?". */
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly explain: ComponentChildren;
  /** The label of the button that sends, such as "Take it back". */
  readonly buttonLabel: string;
  /** Whether sending destroys and publishes nothing. */
  readonly isHarmless?: boolean;
};

/** Thrown by a form's `onSend` that finds errors of fields before anything is sent: the form shows them, and keeps what was typed. */
export class WrongFields extends Error {
  readonly errors: Errors;

  constructor(errors: Errors) {
    super(`Wrong fields: ${Object.keys(errors).join(', ')}`);
    this.name = 'WrongFields';
    this.errors = errors;
  }
}

type FormState =
  | 'idle'
  | 'sending'
  | 'sent'
  | { readonly question: Confirmation }
  | { readonly failure: unknown }
  | { readonly errors: Errors };

type Sending = Pick<FormProps, 'stays' | 'undo' | 'onSend'> & { readonly done: Done };

/** Sends a form, closes its section, and says what was saved. */
function useSending({ done, stays, undo, onSend }: Sending) {
  const [state, setState] = useState<FormState>('idle');
  // It is a part of the fields' key, so that each success resets the fields.
  const [successCount, setSuccessCount] = useState(0);
  const newRecordId = useRef(v7());
  const about = useContext(AboutRecord);
  const closeSection = useContext(CloseSection);
  // Sending may close the form.
  const isUnmounted = useRef(false);
  useEffect(
    () => () => {
      isUnmounted.current = true;
    },
    [],
  );
  const send = async (form: HTMLFormElement): Promise<void> => {
    setState('sending');
    const id = newRecordId.current;
    try {
      await onSend(new FormData(form), id);
    } catch (failure) {
      return setState(failure instanceof WrongFields ? { errors: failure.errors } : { failure });
    }
    newRecordId.current = v7();
    setSuccessCount((count) => count + 1);
    setState('sent');
    const closes = stays === undefined && closeSection !== undefined;
    if (closes) closeSection();
    // A form that was closed or removed can't show its message itself.
    const doneMessage = messageOf(done);
    if (doneMessage === null || !(closes || isUnmounted.current)) return;
    const takeBack: Undo | undefined = undo && ((reason) => undo(id, reason));
    sayDone(() => t(doneMessage), about, takeBack);
  };
  return { state, setState, send, successCount };
}

/** The label of a form's button, and the function that decides it anew once something was filled in. @param fields changes when they are drawn anew */
function useSubmitLabel(
  submit: SubmitLabel,
  form: { readonly current: HTMLFormElement | null },
  fields: string,
) {
  const [label, setLabel] = useState<MessageKey>('save');
  const decide = () => {
    if (typeof submit === 'function' && form.current !== null) setLabel(submit(new FormData(form.current)));
  };
  useLayoutEffect(decide, [fields]);
  // A choice may draw further fields, which are read too.
  return { label: typeof submit === 'function' ? label : submit, decideSoon: () => setTimeout(decide) };
}

/**
 * The form that all desks use: shows the errors at its fields, asks for confirmation if needed, sends, closes the section
 * that it stands in, and says what was saved.
 */
export function Form({
  label,
  submit = 'save',
  isSecondary = false,
  done = 'saved',
  version = 0,
  confirm,
  check,
  isReady = true,
  stays,
  undo,
  onSend,
  children,
}: FormProps) {
  const { state, setState, send, successCount } = useSending({ done, stays, undo, onSend });
  const element = useRef<HTMLFormElement>(null);
  const doneMessage = messageOf(done);
  const fieldsKey = `${version} ${successCount}`;
  const { label: submitLabel, decideSoon } = useSubmitLabel(submit, element, fieldsKey);
  // Only once the errors are drawn, so that a screen reader reads the error with its field.
  useLayoutEffect(() => {
    if (typeof state === 'string' || !('errors' in state) || element.current === null) return;
    focusFirst(element.current, Object.keys(state.errors));
  }, [state]);
  return (
    <form
      ref={element}
      aria-label={t(label)}
      // The browser's own messages may be in another language: `findErrors` gives ours.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        // After a success, a second press saves nothing until something is filled in. This doesn't hold for a form without fields, nor for one
        // whose page shows the result.
        const isRepeated = state === 'sent' && doneMessage !== null && form.elements.length > 1;
        if (state === 'sending' || isRepeated || !isReady) return;
        const errors = { ...check?.(new FormData(form)), ...findErrors(form) };
        if (Object.keys(errors).length > 0) setState({ errors });
        else {
          const question = confirm?.(new FormData(form));
          if (question === undefined) void send(form);
          else setState({ question });
        }
      }}
      onInput={() => {
        if (state === 'sent') setState('idle');
        decideSoon();
      }}
    >
      <FieldErrors.Provider value={errorsOf(state)}>
        <div class="fields" key={fieldsKey}>
          {children}
        </div>
      </FieldErrors.Provider>
      <button
        type="submit"
        class={isSecondary ? 'second small' : 'primary small'}
        disabled={state === 'sending' || !isReady}
      >
        {state === 'sending' ? t('sending') : t(submitLabel)}
      </button>
      {state === 'sent' && doneMessage !== null && (
        <p class="notice" role="status">
          {t(doneMessage)}
        </p>
      )}
      {typeof state === 'object' && 'failure' in state && <Failure failure={state.failure} />}
      {typeof state === 'object' && 'question' in state && (
        <Dialog
          title={state.question.title}
          confirm={state.question.buttonLabel}
          isGrave={state.question.isHarmless !== true}
          onCancel={() => setState('idle')}
          onConfirm={() => (element.current === null ? undefined : send(element.current))}
        >
          {state.question.explain}
        </Dialog>
      )}
    </form>
  );
}

/**
 * The names that the form may have for a field of the API: the whole path, or its first part. Forms leave out `Paise` and
 * `BasisPoints`, since amounts are typed in rupees and rates in per cent.
 * @param path `entries.0.amountPaise`
 */
const fieldNamesOf = (path: string): string[] =>
  [path, path.split('.', 1)[0] ?? ''].map((name) => name.replace(/(?:Paise|BasisPoints)$/, ''));

/** The errors by field name: those that were found before sending, or those in the API's refusal. */
function errorsOf(state: FormState): Errors {
  if (typeof state === 'string') return {};
  if ('errors' in state) return state.errors;
  if (!('failure' in state) || !(state.failure instanceof Problem)) return {};
  const { code, errors } = state.failure.document;
  return Object.fromEntries(
    (errors ?? []).flatMap(({ path, message }) =>
      fieldNamesOf(path).map((field) => [field, <FieldError key={path} code={code} message={message} />]),
    ),
  );
}
