import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../i18n/use-language.ts';
import { t } from './text.ts';
import './toast.css';

type ToastText = { readonly text: () => string; readonly turn: number };

let said: ToastText | undefined;
let turn = 0;
const listeners = new Set<(now: ToastText | undefined) => void>();
const tell = (now: ToastText | undefined): void => {
  said = now;
  for (const listener of listeners) listener(now);
};

/** The page that it is said on; undefined until the one that is opened together with it is there. */
let page: string | undefined;

/**
 * Shows a toast: says that something is done, wherever she is now.
 * @param text called again whenever the language changes
 */
export function say(text: () => string): void {
  turn += 1;
  page = undefined;
  tell({ text, turn });
  setTimeout(() => {
    page = location.hash;
  });
}

/** Takes a toast away, as when she goes to another screen. */
export const hush = (): void => tell(undefined);

/**
 * The place of toasts, where it is said that something is done: "Saved." Draw it once a page; `say` from anywhere.
 * Use it where the form that was sent is gone from the screen; one that is still there says it itself. Don't use it
 * for what is wrong, or for what must be acted upon. It has no clock, so that nobody has to read fast: it stays until
 * it is closed, something else is said, or another page is opened. By keyboard: its button is the last of the page. A
 * reader of the screen hears it without being moved there.
 */
export function Toasts() {
  useLanguage();
  const [now, setNow] = useState(said);
  useEffect(() => {
    const follow = () => page !== undefined && location.hash !== page && hush();
    listeners.add(setNow);
    addEventListener('hashchange', follow);
    return () => {
      listeners.delete(setNow);
      removeEventListener('hashchange', follow);
    };
  }, []);
  return (
    <div class="toasts" role="status">
      {now !== undefined && (
        <div class="toast" key={now.turn}>
          <span aria-hidden="true">✓</span>
          <p>{now.text()}</p>
          <button type="button" class="quiet" onClick={hush}>
            {t('design.close')}
          </button>
        </div>
      )}
    </div>
  );
}
