import { useHere, useRedrawWhenRowsChange } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womenToTalkWith } from './her-talks.ts';
import { t } from './text.ts';

/** The women with whom to talk, by name; nothing of what they said. */
export function TalksDue({ placeOf }: { /** Where she is. */ readonly placeOf?: (id: string) => string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const women = womenToTalkWith(workspace);
  return (
    <Frame title={t('talk.due.title')} back={{ name: 'home' }}>
      <p>{t('talk.due.explain')}</p>
      {women.length === 0 && <p>{t('talk.due.none')}</p>}
      {women.map(({ id, name }) => (
        <button type="button" class="choice" key={id} onClick={() => go({ name: 'talk', memberId: id })}>
          {name}
          {placeOf && <span class="part">{placeOf(id)}</span>}
        </button>
      ))}
    </Frame>
  );
}
