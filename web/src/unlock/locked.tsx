import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { t as shellText } from '../shell/text.ts';
import { EmergencyLinks } from './call-link.tsx';
import { NoHardwareSecret } from './hardware.ts';
import type { Way } from './keyring.ts';
import { LockedFrame } from './locked-frame.tsx';
import { pinPattern } from './pin.ts';
import { PinField } from './pin-field.tsx';
import { t } from './text.ts';
import type { Unlocking, WrongTries } from './unlock.ts';
import { WrongTriesTold } from './wrong-tries.tsx';

/** Derives 32 bytes from the chosen pictures, slowly, so that trying out pictures takes long. */
type Stretch = (salt: Uint8Array) => Promise<Uint8Array>;

export type PicturesProps = {
  readonly onTry: (stretch: Stretch) => Promise<Unlocking | undefined>;
  readonly onForgotten: () => void;
};

/** Below which button trouble is told: the button that was pressed. */
type TroublePlace = 'unlocking' | 'desk';

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

/** What has come of unlocking so far, and the ways to try it or to leave for the sign-in. @param way as in `Locked` */
function useUnlocking(way: Way | undefined) {
  /**
   * Why nothing but signing in unlocks the phone any more: no tries are left, or a copy of the phone's storage was used. Undefined if the PIN or
   * the pictures still unlock it.
   */
  const [mustSignIn, setMustSignIn] = useState<'spent' | 'copied' | undefined>(
    way === undefined ? 'spent' : undefined,
  );
  /** The wrong tries that the server had counted when it found the copy; undefined unless it found one. */
  const [wrongTries, setWrongTries] = useState<WrongTries>();
  const [trouble, setTrouble] = useState<{ readonly words: string; readonly at: TroublePlace }>();
  /**
   * @param redirect opens the sign-in page; fails without a network
   * @param withoutNetwork what is said if it fails
   */
  const leaveToSignIn = (
    redirect: () => Promise<void>,
    withoutNetwork = shellText('signIn.noNetwork'),
    at: TroublePlace = 'unlocking',
  ) => {
    // It may take a few seconds to find out that there is no network.
    setTrouble({ words: shellText('wait'), at });
    void redirect().catch(() => setTrouble({ words: withoutNetwork, at }));
  };
  /** @returns undefined if the attempt itself failed: there was no hardware secret, or no room to count the attempt */
  const attempt = async (unlock: () => Promise<Unlocking>): Promise<Unlocking | undefined> => {
    setTrouble(undefined);
    const tell = (words: string) => setTrouble({ words, at: 'unlocking' });
    const unlocking = await unlock().catch((error: unknown) => {
      tell(error instanceof NoHardwareSecret ? t('lock.hardware') : t('full'));
      return undefined;
    });
    // The server must check the PIN, and could not be reached.
    if (unlocking?.outcome === 'silent') tell(shellText('signIn.noNetwork'));
    if (unlocking?.outcome === 'spent' || unlocking?.outcome === 'copied') setMustSignIn(unlocking.outcome);
    if (unlocking?.outcome === 'copied') setWrongTries(unlocking.wrongTries);
    return unlocking;
  };
  return { mustSignIn, wrongTries, trouble, leaveToSignIn, attempt };
}

/** What went wrong, brought into sight. */
function Trouble({ words }: { readonly words: string }) {
  return (
    <p class="warning" role="alert" key={words} ref={(shown) => shown?.scrollIntoView({ block: 'center' })}>
      {words}
    </p>
  );
}

function UnlockByPin({
  onTry,
  onForgotten,
}: {
  readonly onTry: (pin: string) => Promise<Unlocking | undefined>;
  readonly onForgotten: () => void;
}) {
  const [pin, setPin] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [triesLeft, setTriesLeft] = useState<number>();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!pinPattern.test(pin) || isBusy) return;
    setBusy(true);
    const unlocking = await onTry(pin);
    // Once the phone is open, the app has replaced this screen.
    if (unlocking?.outcome === 'open') return;
    setBusy(false);
    setPin('');
    setTriesLeft(unlocking?.outcome === 'wrong' ? unlocking.triesLeft : undefined);
  };
  return (
    <form onSubmit={submit}>
      {triesLeft !== undefined && (
        <p class="error" role="alert">
          {t('lock.wrong', { count: triesLeft })}
        </p>
      )}
      <PinField label={t('lock.pin')} value={pin} onValue={setPin} />
      <button type="submit" class="primary" disabled={isBusy || !pinPattern.test(pin)}>
        {isBusy ? shellText('wait') : t('lock.open')}
      </button>
      <button type="button" class="second" onClick={onForgotten}>
        {t('lock.forgotten')}
      </button>
    </form>
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
