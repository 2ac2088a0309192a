import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { useHere, useRedrawWhenRowsChange } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womenToTalkWith } from './her-talks.ts';
import { t } from './text.ts';

/** The women with whom to talk, each with since when, who waits longest first; nothing of what they said. */
export function TalksDue({ placeOf }: { /** Where she is. */ readonly placeOf?: (id: string) => string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const women = womenToTalkWith(workspace);
  return (
    <Frame title={t('talk.due.title')} back={{ name: 'home' }}>
      <p>{t('talk.due.explain')}</p>
      {women.length === 0 && <p>{t('talk.due.none')}</p>}
      {women.map(({ id, name, dueOn }) => (
        <button type="button" class="choice" key={id} onClick={() => go({ name: 'talk', memberId: id })}>
          {name}
          {placeOf && <span class="part">{placeOf(id)}</span>}
          <span class="part">{t('talk.due.since', { date: formatDate(dueOn, language()) })}</span>
        </button>
      ))}
    </Frame>
  );
}
