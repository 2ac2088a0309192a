import { useState } from 'preact/hooks';
import { t as shellText } from '../../shell/text.ts';
import type { PicturesProps } from '../locked.tsx';
import { Picker } from './picker.tsx';
import { type Picture, secretLength } from './pictures.ts';
import { stretchPictures } from './stretch.ts';
import { t } from './text.ts';

/** Asks for the five pictures, and tries to unlock the phone as soon as the fifth is chosen. */
export function UnlockByPictures({ onTry, onForgotten }: PicturesProps) {
  const [chosen, setChosen] = useState<readonly Picture[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [triesLeft, setTriesLeft] = useState<number>();
  const choose = async (pictures: readonly Picture[]) => {
    setChosen(pictures);
    if (pictures.length < secretLength) return;
    setBusy(true);
    // Undefined if the try itself failed, which the screen around this one says.
    const unlocking = await onTry((salt) => stretchPictures(pictures, salt));
    // Once the phone is open, the app has replaced this screen.
    if (unlocking?.outcome === 'open') return;
    setBusy(false);
    setChosen([]);
    setTriesLeft(unlocking?.outcome === 'wrong' ? unlocking.triesLeft : undefined);
  };
  return (
    <>
      <p>{isBusy ? shellText('wait') : t('pictures.open')}</p>
      {triesLeft !== undefined && (
        <p class="error" role="alert">
          {t('pictures.wrong', { count: triesLeft })}
        </p>
      )}
      <Picker chosen={chosen} isBusy={isBusy} onChosen={(pictures) => void choose(pictures)} />
      <button type="button" class="second" onClick={onForgotten}>
        {t('pictures.forgotten')}
      </button>
    </>
  );
}
