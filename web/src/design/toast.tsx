import { useEffect, useRef, useState } from 'preact/hooks';
import { useLanguage } from '../i18n/use-language.ts';
import { t } from './text.ts';
import './toast.css';

/** `number` counts toasts and is their key, so that screen readers announce the same text again. */
type Toast = {
  readonly text: () => string;
  readonly number: number;
  readonly undo?: Undo | undefined;
  readonly isError?: boolean;
};

/** The button of a toast that takes back what was just done. */
type Undo = { readonly label: () => string; readonly onPress: () => unknown };

/** `faded`: the toast's time is over. Its room stays until she sends or opens something, so that no button moves under her hand. */
type Shown = Toast | 'faded' | undefined;

let currentToast: Shown;
let lastNumber = 0;
const listeners = new Set<(toast: Shown) => void>();
const setCurrent = (toast: Shown): void => {
  currentToast = toast;
  for (const listener of listeners) listener(toast);
};

/**
 * `location.hash` of the page that shows the toast; undefined until that page is open. `showToast` is often called just
 * before the code opens another page, and that change of page must not close the toast.
 */
let pageOfToast: string | undefined;

/**
 * Shows a toast: says on any page that something is done, such as "Saved."
 * @param text called again whenever the language changes
 * @param undo where what was done can be taken back at once; a press closes the toast
 */
export function showToast(text: () => string, undo?: Undo): void {
  show({ text, undo });
}

/** Shows a toast about a failure, if the form or button that failed is gone from the page. It stays until she closes it, sends a form or opens another page. */
export function showFailedToast(text: () => string): void {
  show({ text, isError: true });
}

function show(toast: Omit<Toast, 'number'>): void {
  lastNumber += 1;
  pageOfToast = undefined;
  setCurrent({ ...toast, number: lastNumber });
  // The toast is shown after the code that is running now, which may open another page.
  setTimeout(() => {
    pageOfToast = location.hash;
  });
}

/** Closes the toast that is shown, if there is one. */
export const closeToast = (): void => setCurrent(undefined);

const UndoButton = ({ undo: { label, onPress } }: { readonly undo: Undo }) => (
  <button
    type="button"
    class="quiet"
    onClick={() => {
      closeToast();
      onPress();
    }}
  >
    {label()}
  </button>
);

const timeMs = 10_000;
const timeWithUndoMs = 20_000;
/** A toast stays while she points at it or is in it by keyboard, and for up to this time afterwards. */
const timeAfterMs = 5_000;

function OneToast({ text, undo, isError = false }: Toast) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isError) return;
    let timer: ReturnType<typeof setTimeout>;
    const fadeAfter = (ms: number) => {
      timer = setTimeout(() => {
        if (box.current?.matches(':hover, :focus-within')) fadeAfter(timeAfterMs);
        else setCurrent('faded');
      }, ms);
    };
    fadeAfter(undo === undefined ? timeMs : timeWithUndoMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class={isError ? 'toast failed' : 'toast'} ref={box}>
      <span aria-hidden="true">{isError ? '!' : '✓'}</span>
      <p>{text()}</p>
      {undo !== undefined && <UndoButton undo={undo} />}
      <button type="button" class="quiet" onClick={closeToast}>
        {t('design.close')}
      </button>
    </div>
  );
}

/**
 * The area of a page that shows toasts: "Saved." Draw it once a page, in its bar; call `showToast` from anywhere.
 * Use a toast if the sent form is gone from the screen; a form that stays shows its result itself. Don't use it for
 * errors, or for what she must act upon. It fades after 10 seconds, or 20 with Undo, but not while she points at it or is in it.
 * It closes at once when she closes it, opens another page, sends a form, or sees an error (`Failure` closes it): "Saved" must
 * never stand over what was not saved. By keyboard: its buttons follow those of the bar. Screen readers announce it without
 * moving the focus.
 */
export function Toasts() {
  // So that the toast is drawn again when the language changes.
  useLanguage();
  const [toast, setToast] = useState(currentToast);
  useEffect(() => {
    const closeOnOtherPage = () => {
      if (pageOfToast !== undefined && location.hash !== pageOfToast) closeToast();
    };
    listeners.add(setToast);
    addEventListener('hashchange', closeOnOtherPage);
    // While capturing: before the form's own handler, which may show the next toast.
    addEventListener('submit', closeToast, true);
    return () => {
      listeners.delete(setToast);
      removeEventListener('hashchange', closeOnOtherPage);
      removeEventListener('submit', closeToast, true);
    };
  }, []);
  return (
    <div class={toast === 'faded' ? 'toasts faded' : 'toasts'} role="status">
      {toast !== undefined && toast !== 'faded' && <OneToast key={toast.number} {...toast} />}
    </div>
  );
}
