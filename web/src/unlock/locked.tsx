import type { ComponentType } from 'preact';
import { t as shellText } from '../shell/text.ts';
import { EmergencyLinks } from './call-link.tsx';
import type { Way } from './keyring.ts';
import { LockedFrame } from './locked-frame.tsx';
import { t } from './text.ts';
import type { Unlocking } from './unlock.ts';
import { UnlockByPin } from './unlock-by-pin.tsx';
import { useUnlocking } from './use-unlocking.ts';
import { WrongTriesTold } from './wrong-tries.tsx';

/** Derives 32 bytes from the chosen pictures, slowly, so that trying out pictures takes long. */
type Stretch = (salt: Uint8Array) => Promise<Uint8Array>;

export type PicturesProps = {
  readonly onTry: (stretch: Stretch) => Promise<Unlocking | undefined>;
  readonly onForgotten: () => void;
};

/** The screen of a locked phone: asks for the PIN or the pictures, or for signing in if nothing else helps. */
export function Locked({
  way,
  UnlockByPictures,
  onPin,
  onPictures,
  onForgotten,
  onSignIn,
  onDesk,
}: {
  /** Undefined if nothing unlocks the phone any more. */
  readonly way: Way | undefined;
  /** Asks for the pictures; undefined if the phone has no pictures, or has not cached the code for them yet. */
  readonly UnlockByPictures: ComponentType<PicturesProps> | undefined;
  readonly onPin: (pin: string) => Promise<Unlocking>;
  readonly onPictures: (stretch: Stretch) => Promise<Unlocking>;
  readonly onForgotten: () => Promise<void>;
  readonly onSignIn: () => Promise<void>;
  /** Leads to her desk, past the locked phone; undefined for a role without one. */
  readonly onDesk?: () => Promise<void>;
}) {
  const { mustSignIn, wrongTries, trouble, leaveToSignIn, attempt } = useUnlocking(way);
  const drawUnlock = () => {
    if (way !== 'pictures') {
      return (
        <UnlockByPin
          onTry={(pin) => attempt(() => onPin(pin))}
          onForgotten={() => leaveToSignIn(onForgotten, t('lock.forgottenOffline'))}
        />
      );
    }
    if (UnlockByPictures === undefined) return <p class="warning">{t('later.explain')}</p>;
    return (
      <UnlockByPictures
        onTry={(stretch) => attempt(() => onPictures(stretch))}
        onForgotten={() => leaveToSignIn(onForgotten, t('lock.forgottenOffline'))}
      />
    );
  };
  return (
    <LockedFrame title={t('lock.title')}>
      {mustSignIn !== undefined ? (
        <>
          <p class="warning" role="alert">
            {t(`lock.${mustSignIn}`)}
          </p>
          {wrongTries !== undefined && <WrongTriesTold of={wrongTries} />}
          <button type="button" class="primary" onClick={() => leaveToSignIn(onSignIn)}>
            {shellText('signIn.button')}
          </button>
        </>
      ) : (
        drawUnlock()
      )}
      {trouble?.at === 'unlocking' && <Trouble words={trouble.words} />}
      {onDesk !== undefined && (
        <button type="button" class="quiet" onClick={() => leaveToSignIn(onDesk, undefined, 'desk')}>
          {t('lock.desk')}
        </button>
      )}
      {trouble?.at === 'desk' && <Trouble words={trouble.words} />}
      {/* The style sheet keeps this in sight without scrolling. */}
      <div class="help">
        <EmergencyLinks />
      </div>
    </LockedFrame>
  );
}

/** What went wrong, brought into sight. */
function Trouble({ words }: { readonly words: string }) {
  return (
    <p class="warning" role="alert" key={words} ref={(shown) => shown?.scrollIntoView({ block: 'center' })}>
      {words}
    </p>
  );
}

/**
 * The screen of a locked phone whose access has ended: its data is deleted.
 * @param lostCount how many unsent operations and drafts were deleted with it
 */
export function AccessEnded({ lostCount }: { readonly lostCount: number }) {
  return (
    <LockedFrame title={t('ended.title')}>
      <p class="warning">{t('ended.explain')}</p>
      {lostCount > 0 && <p class="warning">{t('ended.lost', { count: lostCount })}</p>}
      <p>{t('ended.ask')}</p>
      <EmergencyLinks />
    </LockedFrame>
  );
}
