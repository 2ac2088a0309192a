import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../../../design/dialog.tsx';
import { closeToast } from '../../../design/toast.tsx';
import { t } from '../../text.ts';

/**
 * Asks before somebody leaves a form of the books and loses what she typed: by a link of the desk, by Back, or by closing
 * or reloading the page. Nothing that she typed is kept on the laptop. The emergency button Leave never asks.
 */
export function AskBeforeLeaving({ isTyped }: { readonly isTyped: boolean }) {
  /** In the page as long as the form is. Leave removes the whole page first: then nothing is asked. */
  const marker = useRef<HTMLSpanElement>(null);
  const [destination, setDestination] = useState<string>();
  useEffect(() => {
    if (!isTyped) return;
    // A toast "Saved." would look as if it were about this form.
    closeToast();
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (marker.current?.isConnected === true) event.preventDefault();
    };
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
      const href = link?.getAttribute('href');
      // With Ctrl or Cmd the link opens in another tab, and the form stays.
      if (href === null || href === undefined || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      setDestination(href);
    };
    // Back and Forward, in browsers with the Navigation API, which can cancel them.
    const onNavigate = (event: NavigateEvent): void => {
      if (event.navigationType !== 'traverse' || !event.cancelable) return;
      if (marker.current?.isConnected !== true) return;
      event.preventDefault();
      setDestination(new URL(event.destination.url).hash);
    };
    const navigation = 'navigation' in globalThis ? globalThis.navigation : undefined;
    navigation?.addEventListener('navigate', onNavigate);
    addEventListener('beforeunload', onUnload);
    // While capturing, before the link's own handlers.
    addEventListener('click', onClick, true);
    return () => {
      removeEventListener('beforeunload', onUnload);
      removeEventListener('click', onClick, true);
      navigation?.removeEventListener('navigate', onNavigate);
    };
  }, [isTyped]);
  return (
    <>
      <span ref={marker} hidden />
      {destination !== undefined && (
        <Dialog
          title={t('leaving.ask')}
          confirm={t('leaving.yes')}
          isGrave
          onCancel={() => setDestination(undefined)}
          onConfirm={() => {
            location.hash = destination;
          }}
        >
          <p>{t('leaving.will')}</p>
        </Dialog>
      )}
    </>
  );
}
