import { useState } from 'preact/hooks';
import { todayInIndia } from '../../i18n/today.ts';
import { t as shellText } from '../../shell/text.ts';
import { LockedFrame } from '../locked-frame.tsx';
import { pinPattern } from '../pin.ts';
import { PinField } from '../pin-field.tsx';
import type { Secret } from '../set-up.ts';
import { findWeakness, type PinWeakness } from './pin-rules.ts';
import { t } from './text.ts';

/** In a phone's set-up, the screen that chooses a PIN of six digits; she types it twice. */
export function ChoosePin({
  way,
  onBack,
  onSecret,
}: {
  readonly way: 'hardware' | 'server';
  readonly onBack: () => void;
  readonly onSecret: (secret: Secret) => Promise<void>;
}) {
  const [pin, setPin] = useState('');
  const [repeated, setRepeated] = useState('');
  const [trouble, setTrouble] = useState<PinWeakness | 'pin.differs' | 'failed'>();
  const [isBusy, setBusy] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const weakness = findWeakness(pin, todayInIndia());
    if (weakness !== undefined) return setTrouble(weakness);
    if (pin !== repeated) return setTrouble('pin.differs');
    setBusy(true);
    onSecret({ way, pin }).catch(() => {
      setBusy(false);
      setTrouble('failed');
    });
  };
  return (
    <LockedFrame key="pin" title={t('pin.title')}>
      <p>{t('pin.explain')}</p>
      {way === 'hardware' && <p>{t('pin.hardware')}</p>}
      <form onSubmit={submit}>
        {trouble && (
          <p class="error" role="alert">
            {trouble === 'failed' ? shellText('signIn.noNetwork') : t(trouble)}
          </p>
        )}
        <PinField label={t('pin.first')} value={pin} onValue={setPin} />
        <PinField label={t('pin.second')} value={repeated} onValue={setRepeated} />
        <button
          type="submit"
          class="primary"
          disabled={isBusy || !pinPattern.test(pin) || !pinPattern.test(repeated)}
        >
          {isBusy ? shellText('wait') : t('pin.keep')}
        </button>
        <button type="button" class="second" disabled={isBusy} onClick={onBack}>
          {shellText('back')}
        </button>
      </form>
    </LockedFrame>
  );
}
