import { useState } from 'preact/hooks';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { findWomen } from '../../phone/find-rules.ts';
import { t } from '../cases/text.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { women } from '../row-kinds.ts';
import { placeWords } from './place-words.ts';

/** The women of her cases by name or place, narrowed by what she types, in either script. */
export function Find() {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const [typed, setTyped] = useState('');
  const all = workspace.rows.all(women);
  const byName = findWomen(all, typed);
  const byPlace = findWomen(
    all.filter((her) => !byName.includes(her)).map((her) => ({ name: placeWords(her), her })),
    typed,
  );
  const matches = [...byName, ...byPlace.map(({ her }) => her)];
  return (
    <Frame title={t('find.title')} back={{ name: 'home' }}>
      <label class="field">
        {t('find.byName')}
        <input
          type="search"
          autoComplete="off"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <p class="soft" role="status">
        {matches.length === 0 ? t('find.none') : t('find.found', { count: matches.length })}
      </p>
      {matches.map(({ id, name, code, ...place }) => (
        <button type="button" class="choice visit" key={id} onClick={() => go({ name: 'member', id })}>
          <strong class="known-as">{name}</strong>
          <span class="part">
            {placeWords(place)} · {code ?? t('members.noCode')}
          </span>
        </button>
      ))}
    </Frame>
  );
}
