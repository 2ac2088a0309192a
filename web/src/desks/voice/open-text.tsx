import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import type { WorkLanguage } from '../../i18n/language.ts';
import { t } from '../text.ts';
import { JudgeRecording } from './judge-recording.tsx';
import { RecordText } from './record-text.tsx';
import { nameRoom } from './text-list.tsx';
import type { Recorded, StudioText } from './voice-rules.ts';

type OpenTextProps = Pick<RecordingsProps, 'api' | 'me' | 'locale' | 'onChanged'> & {
  readonly text: StudioText;
  /** Opens the next text; undefined if there is none. */
  readonly onNext: (() => void) | undefined;
};

/** One text: its words, its recordings, and the recorder. */
export const OpenText = ({ api, me, locale, text, onNext, onChanged }: OpenTextProps) => (
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

type RecordingsProps = {
  readonly api: Api;
  readonly me: Me;
  readonly locale: WorkLanguage;
  readonly of: Recorded;
  /** Whether phones no longer speak the recorded words. Such a recording can only be taken back. */
  readonly isOld?: boolean;
  readonly onChanged: () => Promise<unknown>;
};

/** The recording of a text that waits for approval and the one that is approved, each with what the reader may do with it. */
export function Recordings({ api, me, locale, of, isOld = false, onChanged }: RecordingsProps) {
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
