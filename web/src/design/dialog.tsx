import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from './text.ts';
import './dialog.css';

type DialogProps = {
  /** A question: "Take this sheet back?" */
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly children: ComponentChildren;
  /** The label of the confirming button, a verb: "Take it back", never "OK". */
  readonly confirm: string;
  /** Whether confirming destroys or publishes something. */
  readonly isGrave?: boolean;
  /** The confirming button is disabled until the returned promise settles. The caller closes the dialog itself. */
  readonly onConfirm: () => unknown;
  readonly onCancel: () => void;
  /** A button that must stay in reach although the dialog covers the page: on a phone, Leave. */
  readonly corner?: ComponentChildren;
};

/**
 * A dialog that asks for confirmation and says what will happen. It is open as long as it is drawn.
 * Use it before an action that destroys or publishes something. Don't use it for a message (use a toast) or before an
 * action that is easily undone: people who are asked too often stop reading. By keyboard: the focus starts at the title and
 * stays in the dialog; Escape cancels. Afterwards the focus returns to where it was, or to the page's heading
 * if that element is gone.
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
  const heading = useRef<HTMLHeadingElement>(null);
  const isUnmounted = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  useLayoutEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    // A long text is read from its beginning, though the buttons stand at its end.
    heading.current?.focus();
    dialog.current?.scrollTo(0, 0);
    return () => {
      isUnmounted.current = true;
      // Elements outside a modal dialog can't take the focus until it is closed.
      dialog.current?.close();
      const openerOnPage = opener instanceof HTMLElement && opener.isConnected ? opener : undefined;
      (openerOnPage ?? document.querySelector<HTMLElement>('main h1'))?.focus();
    };
  }, []);
  const confirmAndWait = async (): Promise<void> => {
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
      // At a second Escape browsers close the dialog without a `cancel` event.
      onClose={() => {
        if (!isUnmounted.current) onCancel();
      }}
    >
      <div class="dialog-head">
        <h2 id={`${id}-title`} tabIndex={-1} ref={heading}>
          {title}
        </h2>
        {corner}
      </div>
      <div id={`${id}-text`}>{children}</div>
      <div class="dialog-foot">
        <button type="button" class="second" onClick={onCancel}>
          {t('design.cancel')}
        </button>
        <button
          type="button"
          class={isGrave ? 'primary danger' : 'primary'}
          disabled={isBusy}
          // If it fails, the caller says so on the page.
          onClick={() => void confirmAndWait().catch(() => {})}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
