import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { Badge } from '../../design/badge.tsx';
import { Choice } from '../../design/fields/field.tsx';
import { languageNames, languagesOf, type WorkLanguage } from '../../i18n/language.ts';
import { listSpoken, spokenRooms } from '../../spoken/list-spoken.ts';
import { hashText } from '../../voice/hash-text.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { JudgeRecording } from './judge-recording.tsx';
import { RecordText } from './record-text.tsx';
import {
  countHeard,
  nextText,
  type Recorded,
  type Spoken,
  type StudioText,
  studioOf,
  type TextState,
  textStates,
  type Voice,
} from './voice-rules.ts';
import './voice.css';

type VoiceProps = { readonly api: Api; readonly me: Me };

/** The studio: what phones speak, recorded by one person and approved by another. */
export function VoicePage({ api, me }: VoiceProps) {
  const [locale, setLocale] = useState<WorkLanguage>('te');
  const spoken = useRead(['spoken', locale], () => readSpoken(locale));
  const voice = useRead(['voice', locale], () =>
    api.request('GET /api/voice/{spokenIn}', { path: { spokenIn: locale } }),
  );
  return (
    <>
      <p class="soft">{t('voice.explain')}</p>
      <p class="warning">{t('voice.whoSpeaks')}</p>
      <Choice
        name="locale"
        label={t('voice.language')}
        value={locale}
        options={languagesOf.work.map((language) => [language, languageNames[language]])}
        onChoose={(chosen) => setLocale(chosen === 'en' ? 'en' : 'te')}
      />
      <Reading of={spoken}>
        {(texts) => (
          <Reading of={voice}>
            {(recorded) => (
              <Studio
                key={locale}
                api={api}
                me={me}
                locale={locale}
                spoken={texts}
                voice={recorded}
                onChanged={voice.refetch}
              />
            )}
          </Reading>
        )}
      </Reading>
    </>
  );
}

/** The texts that phones speak in a language, each with the hash by which its recordings are found. */
const readSpoken = (locale: WorkLanguage): Promise<Spoken[]> =>
  Promise.all(
    listSpoken(locale).map(async (spoken) => ({ ...spoken, textSha256: await hashText(spoken.text) })),
  );

type StudioProps = {
  readonly api: Api;
  readonly me: Me;
  readonly locale: WorkLanguage;
  readonly spoken: readonly Spoken[];
  readonly voice: Voice;
  readonly onChanged: () => Promise<unknown>;
};

/** The texts of one language with their filter, and the text that is open. */
function Studio({ api, me, locale, spoken, voice, onChanged }: StudioProps) {
  const [state, setState] = useState<TextState | 'all'>('all');
  // The `textSha256` of the open text.
  const [openHash, setOpenHash] = useState<string>();
  // `old` are recordings of words that phones no longer speak.
  const { texts, old } = studioOf(spoken, voice);
  const shown = texts.filter((text) => state === 'all' || text.state === state);
  const openText = texts.find(({ textSha256 }) => textSha256 === openHash);
  const nextHash = nextText(shown, openHash ?? '')?.textSha256;
  useKeyN(nextHash, setOpenHash);
  return (
    <>
      <p role="status">
        <strong>{t('voice.progress', { count: countHeard(texts), of: texts.length })}</strong>{' '}
        {t('voice.used', { used: megabytes(voice.usedBytes), of: megabytes(voice.maxBytes) })}
      </p>
      <progress max={texts.length} value={countHeard(texts)} aria-label={t('voice')} />
      <div class="studio">
        <div>
          <Choice
            name="state"
            label={t('state')}
            value={state}
            options={[
              ['all', t('voice.all', { count: texts.length })],
              ...textStates.map((option): readonly [string, string] => [
                option,
                t('voice.inState', {
                  state: t(`voice.state.${option}`),
                  count: texts.filter((text) => text.state === option).length,
                }),
              ]),
            ]}
            onChoose={(chosen) => setState(textStates.find((option) => option === chosen) ?? 'all')}
          />
          <TextList texts={shown} openHash={openHash} locale={locale} onOpen={setOpenHash} />
        </div>
        {openText !== undefined && (
          <OpenText
            key={openText.textSha256}
            api={api}
            me={me}
            locale={locale}
            text={openText}
            onNext={nextHash === undefined ? undefined : () => setOpenHash(nextHash)}
            onChanged={onChanged}
          />
        )}
      </div>
      {old.length > 0 && (
        <details>
          <summary>{t('voice.old', { count: old.length })}</summary>
          <p class="soft">{t('voice.old.explain')}</p>
          {old.map((one) => (
            <div key={one.textSha256}>
              <code>{one.key}</code>
              <Recordings api={api} me={me} locale={locale} of={one} isOld onChanged={onChanged} />
            </div>
          ))}
        </details>
      )}
    </>
  );
}

/** The key N opens the next text, unless the person types in a field. @param nextHash undefined if there is no next text */
function useKeyN(nextHash: string | undefined, onOpen: (textSha256: string) => void): void {
  useEffect(() => {
    const onKey = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (ctrlKey || metaKey || altKey || key.toLowerCase() !== 'n') return;
      if (target instanceof HTMLElement && target.matches('input, select, textarea')) return;
      if (nextHash !== undefined) onOpen(nextHash);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [nextHash]);
}

type OpenTextProps = Pick<StudioProps, 'api' | 'me' | 'locale' | 'onChanged'> & {
  readonly text: StudioText;
  /** Opens the next text; undefined if there is none. */
  readonly onNext: (() => void) | undefined;
};

/** One text: its words, its recordings, and the recorder. */
const OpenText = ({ api, me, locale, text, onNext, onChanged }: OpenTextProps) => (
  <section aria-label={t('voice.text')}>
    <p class="soft">
      {nameRoom(text.room)} · <code>{text.key}</code> · {t(`voice.state.${text.state}`)}
    </p>
    <blockquote class="spoken" lang={locale}>
      {text.text}
    </blockquote>
    {text.recorded !== undefined && (
      <Recordings api={api} me={me} locale={locale} of={text.recorded} onChanged={onChanged} />
    )}
    <RecordText
      // After a new recording the recorder is a new element, without the sound that was recorded before.
      key={text.recorded?.waiting?.sha256}
      api={api}
      locale={locale}
      textSha256={text.textSha256}
      onRecorded={onChanged}
    />
    {onNext !== undefined && (
      <button type="button" class="quiet" onClick={onNext}>
        {t('voice.next')} <kbd>N</kbd>
      </button>
    )}
  </section>
);

/** A room's own name, or its key if it has none yet. */
const nameRoom = (room: string): string => {
  const known = spokenRooms.find((one) => one === room);
  return known === undefined ? room : t(`voice.room.${known}`);
};

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** A text without a recording is no fault. A text whose words changed is a fault: phones don't speak it until it is recorded again. */
const tones = { missing: 'plain', changed: 'bad', waiting: 'care', approved: 'good' } as const;

type TextListProps = {
  readonly texts: readonly StudioText[];
  readonly openHash: string | undefined;
  readonly locale: WorkLanguage;
  readonly onOpen: (textSha256: string) => void;
};

/** The texts in groups by the room where they are heard. Each group says how many of its texts phones can speak. */
function TextList({ texts, ...rest }: TextListProps) {
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

type RecordingsProps = {
  readonly api: Api;
  readonly me: Me;
  readonly locale: WorkLanguage;
  readonly of: Recorded;
  /** Whether phones no longer speak the recorded words. Such a recording can only be taken back. */
  readonly isOld?: boolean;
  readonly onChanged: () => Promise<unknown>;
};

function Recordings({ api, me, locale, of, isOld = false, onChanged }: RecordingsProps) {
  return (
    <>
      {(['waiting', 'approved'] as const).map((which) => (
        <JudgeRecording
          key={of[which]?.sha256 ?? which}
          api={api}
          locale={locale}
          of={of}
          which={which}
          mayDecide={!isOld && of[which]?.recordedBy !== me.id}
          onDone={onChanged}
        />
      ))}
    </>
  );
}
