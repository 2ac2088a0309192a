import { useState } from 'preact/hooks';
import { TextField } from '../../design/fields/field.tsx';
import { Drawing } from '../../drawings/drawing.tsx';
import { Gone } from '../../phone/frame.tsx';
import { t as pictureText } from '../../unlock/pictures/text.ts';
import { t } from '../cases/text.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { nicknames, women } from '../row-kinds.ts';

/** The pictures by which she may know a woman. */
const pictures = ['cow', 'peacock', 'parrot', 'mango', 'banana', 'elephant', 'fish', 'butterfly'] as const;

/** By what her lists call a woman instead of a code: a word or a picture of hers, which never leaves this phone. */
export function NicknameScreen({ memberId, caseId }: { readonly memberId: string; readonly caseId: string }) {
  const { workspace, go } = useHere();
  const former = workspace.rows.get(nicknames, memberId);
  const [picture, setPicture] = useState(former?.picture);
  if (workspace.rows.get(women, memberId) === undefined) return <Gone />;
  const keep = async (form: HTMLFormElement) => {
    const typed = new FormData(form).get('nickname');
    const name = typeof typed === 'string' ? typed.trim() : '';
    await (name === '' && picture === undefined
      ? workspace.rows.remove(nicknames, memberId)
      : workspace.rows.put(nicknames, memberId, {
          id: memberId,
          ...(name === '' ? {} : { name }),
          ...(picture === undefined ? {} : { picture }),
        }));
    go({ name: 'case', id: caseId });
  };
  return (
    <Frame title={t('nickname.title')} back={{ name: 'case', id: caseId }}>
      <p>{t('nickname.explain')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // Storing fails only if the phone is full, which the frame shows.
          void keep(event.currentTarget).catch(() => {});
        }}
      >
        <TextField
          name="nickname"
          label={t('nickname.word')}
          value={former?.name}
          maxLength={20}
          isOptional
        />
        <div class="pictures">
          {pictures.map((one) => (
            <button
              type="button"
              class="picture"
              key={one}
              aria-pressed={picture === one}
              onClick={() => setPicture(picture === one ? undefined : one)}
            >
              <Drawing name={one} />
              {pictureText(`picture.${one}`)}
            </button>
          ))}
        </div>
        <button type="submit" class="primary">
          {t('case.save')}
        </button>
      </form>
    </Frame>
  );
}
