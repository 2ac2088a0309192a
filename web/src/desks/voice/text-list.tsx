import { Badge } from '../../design/badge.tsx';
import type { WorkLanguage } from '../../i18n/language.ts';
import { spokenRooms } from '../../spoken/list-spoken.ts';
import { t } from '../text.ts';
import { countHeard, type StudioText } from './voice-rules.ts';

/** A room's own name, or its key if it has none yet. */
export const nameRoom = (room: string): string => {
  const known = spokenRooms.find((one) => one === room);
  return known === undefined ? room : t(`voice.room.${known}`);
};

/** A text without a recording is no fault. A text whose words changed is a fault: phones don't speak it until it is recorded again. */
const tones = { missing: 'plain', changed: 'bad', waiting: 'care', approved: 'good' } as const;

type TextListProps = {
  readonly texts: readonly StudioText[];
  readonly openHash: string | undefined;
  readonly locale: WorkLanguage;
  readonly onOpen: (textSha256: string) => void;
};

/** The texts in groups by the room where they are heard. Each group says how many of its texts phones can speak. */
export function TextList({ texts, ...rest }: TextListProps) {
  if (texts.length === 0) return <p>{t('voice.none')}</p>;
  return (
    <div class="studio-list">
      {[...Map.groupBy(texts, ({ room }) => room)].map(([room, ofRoom]) => (
        <section key={room} aria-label={nameRoom(room)}>
          <h3>
            {nameRoom(room)}{' '}
            <span class="soft">{t('voice.progress', { count: countHeard(ofRoom), of: ofRoom.length })}</span>
          </h3>
          <RoomTexts texts={ofRoom} {...rest} />
        </section>
      ))}
    </div>
  );
}

const RoomTexts = ({ texts, openHash, locale, onOpen }: TextListProps) => (
  <ul>
    {texts.map(({ key, text, textSha256, state }) => (
      <li key={textSha256}>
        <button
          type="button"
          class="quiet"
          aria-current={textSha256 === openHash}
          onClick={() => onOpen(textSha256)}
          title={key}
        >
          <Badge tone={tones[state]}>{t(`voice.state.${state}`)}</Badge> <span lang={locale}>{text}</span>
        </button>
      </li>
    ))}
  </ul>
);
