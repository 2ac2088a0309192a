import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { maxRecordingBytes, maxSpokenMs } from '../../../../functions/shared/kinds/voice-words.ts';
import type { Api } from '../../api/client.ts';
import type { WorkLanguage } from '../../i18n/language.ts';
import { Failure } from '../frame/failure.tsx';
import { t } from '../text.ts';
import { LevelMeter } from './level-meter.tsx';
import { playTake, toBase64 } from './play-take.ts';
import { type Recording, startRecording, type Take, takeOf } from './record-sound.ts';

type Step =
  | { readonly name: 'ready' }
  | { readonly name: 'recording'; readonly recording: Recording }
  | { readonly name: 'taken'; readonly take: Take; readonly id: string }
  | { readonly name: 'failed'; readonly why: 'voice.noMicrophone' | 'voice.silence' | 'voice.tooLong' };

type RecordTextProps = {
  readonly api: Api;
  readonly locale: WorkLanguage;
  readonly textSha256: string;
  readonly onRecorded: () => Promise<unknown>;
};

/** Records a text: begin, end, hear what phones would play, keep it or begin anew. */
export function RecordText({ api, locale, textSha256, onRecorded }: RecordTextProps) {
  const [step, setStep] = useState<Step>({ name: 'ready' });
  const [failure, setFailure] = useState<unknown>();
  const begin = async () => {
    setFailure(undefined);
    try {
      setStep({ name: 'recording', recording: await startRecording() });
    } catch {
      setStep({ name: 'failed', why: 'voice.noMicrophone' });
    }
  };
  const end = async (recording: Recording) => setStep(stepOf(await takeOf(await recording.stop())));
  const keep = async ({ bytes, fromMs, toMs }: Take, id: string) => {
    try {
      await api.request('POST /api/voice/{spokenIn}/{textSha256}', {
        path: { spokenIn: locale, textSha256 },
        body: { id, audio: toBase64(bytes), fromMs, toMs },
      });
      await onRecorded();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div class="studio-record">
      {step.name === 'failed' && (
        <p class="error" role="alert">
          {t(step.why)}
        </p>
      )}
      {failure !== undefined && <Failure failure={failure} />}
      {step.name === 'recording' ? (
        <>
          <LevelMeter level={step.recording.level} />
          <button type="button" class="primary" onClick={() => void end(step.recording)}>
            {t('voice.end')}
          </button>
        </>
      ) : (
        <button
          type="button"
          class={step.name === 'taken' ? 'second' : 'primary'}
          onClick={() => void begin()}
        >
          {t(step.name === 'taken' ? 'voice.again' : 'voice.record')}
        </button>
      )}
      {step.name === 'taken' && (
        <>
          <button
            type="button"
            class="second"
            onClick={() => void playTake(step.take, new AbortController().signal)}
          >
            {t('voice.hear')}
          </button>
          <button type="button" class="primary" onClick={() => void keep(step.take, step.id)}>
            {t('voice.keep')}
          </button>
        </>
      )}
    </div>
  );
}

const stepOf = (take: Take | undefined): Step => {
  if (take === undefined) return { name: 'failed', why: 'voice.silence' };
  const isTooLong = take.toMs - take.fromMs > maxSpokenMs || take.bytes.byteLength > maxRecordingBytes;
  return isTooLong ? { name: 'failed', why: 'voice.tooLong' } : { name: 'taken', take, id: v7() };
};
