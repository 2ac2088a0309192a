import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Errors } from '../../../design/fields/labelled-field.tsx';
import { type MessageKey, t } from '../../text.ts';
import { AboutRecord, CloseSection, sayDone, type Undo } from './saved.ts';

/** The message after success; null if the page itself shows the result. A function decides it by what was sent. */
export type Done = MessageKey | null | (() => MessageKey | null);

export const messageOf = (done: Done): MessageKey | null => (typeof done === 'function' ? done() : done);

/** Thrown by a form's `onSend` that finds errors of fields before anything is sent: the form shows them, and keeps what was typed. */
export class WrongFields extends Error {
  readonly errors: Errors;

  constructor(errors: Errors) {
    super(`Wrong fields: ${Object.keys(errors).join(', ')}`);
    this.name = 'WrongFields';
    this.errors = errors;
  }
}

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

/** What a form is doing. With `question` it waits for the answer; with `failure` the request failed; with `errors` nothing was sent. */
export type FormState =
  | 'idle'
  | 'sending'
  | 'sent'
  | { readonly question: Confirmation }
  | { readonly failure: unknown }
  | { readonly errors: Errors };

export type SendingOptions = {
  readonly done: Done;
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
};

/** The state of a desk's form, and the function that sends it, closes its section, and says what was saved. */
export function useSending({ done, stays, undo, onSend }: SendingOptions) {
  const [state, setState] = useState<FormState>('idle');
  // The form's fields are drawn anew, and so reset, when this number changes.
  const [successCount, setSuccessCount] = useState(0);
  const newRecordId = useRef(v7());
  const about = useContext(AboutRecord);
  const closeSection = useContext(CloseSection);
  // What `onSend` does may remove the form from the page.
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
    // Whatever is sent next is another record.
    newRecordId.current = v7();
    setSuccessCount((count) => count + 1);
    setState('sent');
    const closesSection = stays === undefined && closeSection !== undefined;
    if (closesSection) closeSection();
    const isStillShown = !closesSection && !isUnmounted.current;
    const doneMessage = messageOf(done);
    // A form that is still shown shows its message itself.
    if (doneMessage === null || isStillShown) return;
    const takeBack: Undo | undefined = undo && ((reason) => undo(id, reason));
    sayDone(() => t(doneMessage), about, takeBack);
  };
  return { state, setState, send, successCount };
}
