import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { Choice } from '../../design/fields/field.tsx';
import { languageNames, languagesOf, type WorkLanguage } from '../../i18n/language.ts';
import { listSpoken } from '../../spoken/list-spoken.ts';
import { hashText } from '../../voice/hash-text.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { OpenText, Recordings } from './open-text.tsx';
import { TextList } from './text-list.tsx';
import {
  countHeard,
  nextText,
  type Spoken,
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

/** Megabytes with one digit after the point. */
const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

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
          {old.map((oldText) => (
            <div key={oldText.textSha256}>
              <code>{oldText.key}</code>
              <Recordings api={api} me={me} locale={locale} of={oldText} isOld onChanged={onChanged} />
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
