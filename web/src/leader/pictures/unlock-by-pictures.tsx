import { useState } from 'preact/hooks';
import { loadCatalogue } from '../../i18n/language.ts';
import { t as shellText } from '../../shell/text.ts';
import type { PicturesProps } from '../lock/locked.tsx';
import { Picker } from './picker.tsx';
import { type Picture, secretLength } from './pictures.ts';
import { stretchPictures } from './stretch.ts';
import { picturesCatalogue, t } from './text.ts';

/** Loads the part of the locked phone's screen that asks for the pictures, with its texts. */
export async function loadUnlockByPictures() {
  await loadCatalogue(picturesCatalogue);
  return UnlockByPictures;
}

/** Asks for the five pictures, and tries to unlock the phone as soon as the fifth is chosen. */
function UnlockByPictures({ onTry, onForgotten }: PicturesProps) {
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
