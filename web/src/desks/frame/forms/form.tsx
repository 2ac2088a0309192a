import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Dialog } from '../../../design/dialog.tsx';
import { type Errors, FieldErrors } from '../../../design/fields/labelled-field.tsx';
import { findErrors, focusFirst } from '../../../design/fields/validity.ts';
import { type MessageKey, t } from '../../text.ts';
import { Failure } from '../failure.tsx';
import { errorsOf } from './form-errors.tsx';
import {
  type Confirmation,
  type Done,
  type FormState,
  messageOf,
  type SendingOptions,
  useSending,
} from './use-sending.ts';
import { type SubmitLabel, useSubmitLabel } from './use-submit-label.ts';

type FormProps = Omit<SendingOptions, 'done'> & {
  readonly label: MessageKey;
  /** The label of its button; a function if it depends on what is filled in. */
  readonly submit?: SubmitLabel;
  /** Whether another form on the page has the main button. */
  readonly isSecondary?: boolean;
  /** By default it says that the record is saved. */
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
  readonly children: ComponentChildren;
};

/** Moves the focus to the first wrong field, only once the errors are drawn: a screen reader then reads the error with its field. */
function useFocusOnErrors(state: FormState, form: { readonly current: HTMLFormElement | null }): void {
  useLayoutEffect(() => {
    if (typeof state === 'string' || !('errors' in state) || form.current === null) return;
    focusFirst(form.current, Object.keys(state.errors));
  }, [state]);
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
  useFocusOnErrors(state, element);
  const submitForm = (form: HTMLFormElement): void => {
    // After a success, a second press saves nothing until something is filled in. A form with nothing but its button can be sent
    // again, and so can a form whose page shows the result.
    const hasFields = form.elements.length > 1;
    const isRepeated = state === 'sent' && doneMessage !== null && hasFields;
    if (state === 'sending' || isRepeated || !isReady) return;
    const errors = { ...check?.(new FormData(form)), ...findErrors(form) };
    if (Object.keys(errors).length > 0) {
      setState({ errors });
      return;
    }
    const question = confirm?.(new FormData(form));
    if (question === undefined) void send(form);
    else setState({ question });
  };
  return (
    <form
      ref={element}
      aria-label={t(label)}
      // The browser's own messages may be in another language, so `findErrors` checks the fields instead.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submitForm(event.currentTarget);
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
