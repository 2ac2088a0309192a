import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from './text.ts';
import './dialog.css';

type DialogProps = {
  /** A question: "Take this sheet back?" */
  readonly title: string;
  /** What it will do, and whether it can be undone. */
  readonly children: ComponentChildren;
  /** What is done, as a verb: "Take it back". Never "OK". */
  readonly confirm: string;
  /** Whether something is lost or becomes public by it. */
  readonly isGrave?: boolean;
  /** While it works, its button waits. It closes nothing: who opened the dialog does. */
  readonly onConfirm: () => unknown;
  readonly onCancel: () => void;
  /** What must stay within reach, since a dialog covers the page: on a phone, Leave. */
  readonly corner?: ComponentChildren;
};

/**
 * The dialog that asks first, and says what will happen. It is open as long as it is drawn.
 * Use it before what is destructive or public. Don't use it to say something (a toast, or the page), nor before what
 * is easily undone: who is asked too often reads nothing. By keyboard: the focus begins at the way back and stays
 * within; Escape goes back; afterwards it is where it was, or at the page's heading if that is gone.
 */
export function Dialog({
  title,
  children,
  confirm,
  isGrave = false,
  onConfirm,
  onCancel,
  corner,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const isLeft = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  useLayoutEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    cancel.current?.focus();
    return () => {
      isLeft.current = true;
      // Nothing outside of an open dialog can have the focus.
      dialog.current?.close();
      const back = opener instanceof HTMLElement && opener.isConnected ? opener : undefined;
      (back ?? document.querySelector<HTMLElement>('main h1'))?.focus();
    };
  }, []);
  const act = async (): Promise<void> => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
      // A second Escape closes it without asking.
      onClose={() => isLeft.current || onCancel()}
    >
      <div class="dialog-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {corner}
      </div>
      <div id={`${id}-text`}>{children}</div>
      <div class="dialog-foot">
        <button type="button" class="second" ref={cancel} onClick={onCancel}>
          {t('design.cancel')}
        </button>
        <button
          type="button"
          class={isGrave ? 'primary danger' : 'primary'}
          disabled={isBusy}
          onClick={() => void act().catch(() => {})}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
