import { useState } from 'preact/hooks';
import { t as shellText } from '../shell/text.ts';
import { NoHardwareSecret } from './hardware.ts';
import type { Way } from './keyring.ts';
import { t } from './text.ts';
import type { Unlocking, WrongTries } from './unlock.ts';

/** Below which button trouble is told: the button that was pressed. */
type TroublePlace = 'unlocking' | 'desk';

/** What has come of unlocking so far, and the ways to try it or to leave for the sign-in. @param way undefined if nothing unlocks the phone any more */
export function useUnlocking(way: Way | undefined) {
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
