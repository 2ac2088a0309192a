import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../i18n/use-language.ts';
import { t } from './text.ts';
import './toast.css';

/** `number` counts toasts and is their key, so that screen readers announce the same text again. */
type Toast = { readonly text: () => string; readonly number: number; readonly undo?: Undo };

/** The button of a toast that takes back what was done. */
type Undo = { readonly label: () => string; readonly onPress: () => unknown };

let currentToast: Toast | undefined;
let lastNumber = 0;
const listeners = new Set<(toast: Toast | undefined) => void>();
const setCurrent = (toast: Toast | undefined): void => {
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
  lastNumber += 1;
  pageOfToast = undefined;
  setCurrent({ text, number: lastNumber, ...(undo === undefined ? {} : { undo }) });
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

/**
 * The area of a page that shows toasts: "Saved." Draw it once a page, in its bar; call `showToast` from anywhere.
 * Use a toast if the sent form is gone from the screen; a form that stays shows its result itself. Don't use it for
 * errors, or for what she must act upon. A toast has no time limit: it stays until she closes it, opens another page, or
 * the next toast replaces it. By keyboard: its buttons follow those of the bar. Screen readers announce it without moving the
 * focus.
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
    return () => {
      listeners.delete(setToast);
      removeEventListener('hashchange', closeOnOtherPage);
    };
  }, []);
  return (
    <div class="toasts" role="status">
      {toast !== undefined && (
        <div class="toast" key={toast.number}>
          <span aria-hidden="true">✓</span>
          <p>{toast.text()}</p>
          {toast.undo !== undefined && <UndoButton undo={toast.undo} />}
          <button type="button" class="quiet" onClick={closeToast}>
            {t('design.close')}
          </button>
        </div>
      )}
    </div>
  );
}
