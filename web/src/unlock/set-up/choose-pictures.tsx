import { useState } from 'preact/hooks';
import { Drawing } from '../../drawings/drawing.tsx';
import { t as shellText } from '../../shell/text.ts';
import { LockedFrame } from '../locked-frame.tsx';
import { Picker } from '../pictures/picker.tsx';
import { drawSecret, maxDraws, type Picture, secretLength } from '../pictures/pictures.ts';
import { stretchPictures } from '../pictures/stretch.ts';
import { t as pictureText } from '../pictures/text.ts';
import type { Secret } from '../set-up.ts';

/**
 * In a phone's set-up, the screen that draws five random pictures and shows them. The leader repeats the pictures once before they are accepted.
 */
export function ChoosePictures({
  onBack,
  onSecret,
}: {
  readonly onBack: () => void;
  readonly onSecret: (secret: Secret) => Promise<void>;
}) {
  const [drawn, setDrawn] = useState(drawSecret);
  const [drawCount, setDrawCount] = useState(1);
  /** The pictures that the leader has repeated so far; undefined while the drawn pictures are shown. */
  const [chosen, setChosen] = useState<readonly Picture[]>();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const repeat = (next: readonly Picture[]) => {
    setChosen(next);
    if (next.length < secretLength) return;
    if (next.some((picture, index) => picture !== drawn[index])) {
      setChosen(undefined);
      return setTrouble(pictureText('pictures.differs'));
    }
    setBusy(true);
    onSecret({ way: 'pictures', stretch: (salt) => stretchPictures(drawn, salt) }).catch(() => {
      setBusy(false);
      setChosen(undefined);
      setTrouble(shellText('signIn.noNetwork'));
    });
  };
  if (chosen !== undefined)
    return (
      <LockedFrame key="repeat" title={isBusy ? shellText('wait') : pictureText('pictures.repeat')}>
        <Picker chosen={chosen} isBusy={isBusy} onChosen={repeat} />
      </LockedFrame>
    );
  return (
    <LockedFrame key="shown" title={pictureText('pictures.title')}>
      {trouble !== undefined && (
        <p class="error" role="alert">
          {trouble}
        </p>
      )}
      <p>{pictureText('pictures.explain')}</p>
      <ol class="drawn">
        {drawn.map((picture, index) => (
          <li key={index}>
            <Drawing name={picture} />
            {pictureText(`picture.${picture}`)}
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="primary"
        onClick={() => {
          setTrouble(undefined);
          setChosen([]);
        }}
      >
        {pictureText('pictures.known')}
      </button>
      {drawCount < maxDraws && (
        <button
          type="button"
          class="second"
          onClick={() => {
            setDrawn(drawSecret());
            setDrawCount(drawCount + 1);
          }}
        >
          {pictureText('pictures.again')}
        </button>
      )}
      <button type="button" class="second" onClick={onBack}>
        {shellText('back')}
      </button>
    </LockedFrame>
  );
}
