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
        options={languagesOf.work.map((one) => [one, languageNames[one]])}
        onChoose={(one) => setLocale(one === 'en' ? 'en' : 'te')}
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

const readSpoken = (locale: WorkLanguage): Promise<Spoken[]> =>
  Promise.all(listSpoken(locale).map(async (one) => ({ ...one, textSha256: await hashText(one.text) })));

type StudioProps = {
  readonly api: Api;
  readonly me: Me;
  readonly locale: WorkLanguage;
  readonly spoken: readonly Spoken[];
  readonly voice: Voice;
  readonly onChanged: () => Promise<unknown>;
};

/** The texts of one language with their filter, and the one that is open. The key N opens the next. */
function Studio({ api, me, locale, spoken, voice, onChanged }: StudioProps) {
  const [state, setState] = useState<TextState | 'all'>('all');
  const [openHash, setOpenHash] = useState<string>();
  // `old` are recordings of words that phones no longer speak.
  const { texts, old } = studioOf(spoken, voice);
  const shown = texts.filter((one) => state === 'all' || one.state === state);
  const openText = texts.find(({ textSha256 }) => textSha256 === openHash);
  const next = nextText(shown, openHash ?? '');
  useEffect(() => {
    const onKey = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (ctrlKey || metaKey || altKey || key.toLowerCase() !== 'n') return;
      if (target instanceof HTMLElement && target.matches('input, select, textarea')) return;
      if (next !== undefined) setOpenHash(next.textSha256);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [next?.textSha256]);
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
              ...textStates.map((one): readonly [string, string] => [
                one,
                t('voice.inState', {
                  state: t(`voice.state.${one}`),
                  count: texts.filter((text) => text.state === one).length,
                }),
              ]),
            ]}
            onChoose={(one) => setState(textStates.find((known) => known === one) ?? 'all')}
          />
          <TextList texts={shown} openHash={openHash} locale={locale} onOpen={setOpenHash} />
        </div>
        {openText !== undefined && (
          <section key={openText.textSha256} aria-label={t('voice.text')}>
            <p class="soft">
              {nameRoom(openText.room)} · <code>{openText.key}</code> · {t(`voice.state.${openText.state}`)}
            </p>
            <blockquote class="spoken" lang={locale}>
              {openText.text}
            </blockquote>
            {openText.recorded !== undefined && (
              <Recordings api={api} me={me} locale={locale} of={openText.recorded} onChanged={onChanged} />
            )}
            <RecordText
              // A new recording draws it anew, without what was recorded before.
              key={openText.recorded?.waiting?.sha256}
              api={api}
              locale={locale}
              textSha256={openText.textSha256}
              onRecorded={onChanged}
            />
            {next !== undefined && (
              <button type="button" class="quiet" onClick={() => setOpenHash(next.textSha256)}>
                {t('voice.next')} <kbd>N</kbd>
              </button>
            )}
          </section>
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

/** A room's own name, or its key if it has none yet. */
const nameRoom = (room: string): string => {
  const known = spokenRooms.find((one) => one === room);
  return known === undefined ? room : t(`voice.room.${known}`);
};

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** A text without a recording is no fault. A text whose words changed is a bad one: phones don't speak it until it is recorded again. */
const tones = { missing: 'plain', changed: 'bad', waiting: 'care', approved: 'good' } as const;

type TextListProps = {
  readonly texts: readonly StudioText[];
  readonly openHash: string | undefined;
  readonly locale: WorkLanguage;
  readonly onOpen: (textSha256: string) => void;
};

/** The texts by the screen where they are heard, with how many of each phones can speak. */
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
  /** Whether phones no longer speak its words. Then it can only be taken back. */
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
