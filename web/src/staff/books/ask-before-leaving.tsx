import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../../design/dialog.tsx';
import { closeToast } from '../../design/toast.tsx';
import { t } from '../text.ts';

/**
 * The question asked before somebody leaves a form of the books and what is typed is lost, by a link of the desk, by
 * Back, or by closing or reloading the page: nothing of it is kept on the laptop. Leave never asks.
 */
export function AskBeforeLeaving({ isTyped }: { readonly isTyped: boolean }) {
  const mark = useRef<HTMLSpanElement>(null);
  const [to, setTo] = useState<string>();
  useEffect(() => {
    if (!isTyped) return;
    // "Saved." was said of something before.
    closeToast();
    const onUnload = (event: BeforeUnloadEvent): void => {
      // Leave has taken everything off the page before.
      if (mark.current?.isConnected === true) event.preventDefault();
    };
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
      const href = link?.getAttribute('href');
      if (href === null || href === undefined || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      setTo(href);
    };
    // Back and Forward, in browsers that let a page hold them.
    const onNavigate = (event: NavigateEvent): void => {
      if (event.navigationType !== 'traverse' || !event.cancelable) return;
      if (mark.current?.isConnected !== true) return;
      event.preventDefault();
      setTo(new URL(event.destination.url).hash);
    };
    const history = 'navigation' in globalThis ? globalThis.navigation : undefined;
    history?.addEventListener('navigate', onNavigate);
    addEventListener('beforeunload', onUnload);
    addEventListener('click', onClick, true);
    return () => {
      removeEventListener('beforeunload', onUnload);
      removeEventListener('click', onClick, true);
      history?.removeEventListener('navigate', onNavigate);
    };
  }, [isTyped]);
  return (
    <>
      <span ref={mark} hidden />
      {to !== undefined && (
        <Dialog
          title={t('leaving.ask')}
          confirm={t('leaving.yes')}
          isGrave
          onCancel={() => setTo(undefined)}
          onConfirm={() => {
            location.hash = to;
          }}
        >
          <p>{t('leaving.will')}</p>
        </Dialog>
      )}
    </>
  );
}
