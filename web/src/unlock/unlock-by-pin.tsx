import { useState } from 'preact/hooks';
import { t as shellText } from '../shell/text.ts';
import { pinPattern } from './pin.ts';
import { PinField } from './pin-field.tsx';
import { t } from './text.ts';
import type { Unlocking } from './unlock.ts';

/** The form that asks for the PIN. */
export function UnlockByPin({
  onTry,
  onForgotten,
}: {
  /** Gives undefined if the attempt itself failed. */
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
