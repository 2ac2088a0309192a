import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useHere, useStatus } from './context.ts';
import { Frame, NetworkButton } from './frame.tsx';
import type { SharedScreen } from './screen.ts';
import { t } from './text.ts';

/** The screen "Saved": all that a leader recorded is saved on the phone, and is sent as soon as there is a network. */
export function Saved({
  onSignIn,
  back = { name: 'home' },
  children,
}: {
  readonly onSignIn: () => Promise<void>;
  readonly back?: SharedScreen;
  /** What was saved, and what follows. */
  readonly children?: ComponentChildren;
}) {
  const { workspace, go } = useHere();
  const { unsent, needHer, sending } = useStatus();
  useEffect(() => workspace.sync(), [workspace]);
  const isSignedOut = unsent > 0 && sending === 'signed_out';
  const sayState = (): string => {
    if (unsent === 0) return t('saved.sent');
    if (needHer > 0) return t('saved.look');
    return t(isSignedOut ? 'waiting.signedOut' : 'saved.kept');
  };
  return (
    <Frame title={t('saved.title')} back={back}>
      <p class={needHer > 0 || isSignedOut ? 'warning' : 'notice'} role="status">
        {sayState()}
      </p>
      {children}
      {needHer > 0 && (
        <button type="button" class="primary" onClick={() => go({ name: 'unsent' })}>
          {t('pill.needs', { count: needHer })}
        </button>
      )}
      {needHer === 0 && isSignedOut && <NetworkButton label={t('waiting.signIn')} onPress={onSignIn} />}
      <button type="button" class="primary" onClick={() => go({ name: 'home' })}>
        {t('saved.home')}
      </button>
    </Frame>
  );
}
