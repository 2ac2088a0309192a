import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import type { WorkLanguage } from '../../i18n/language.ts';
import { Failure } from '../frame/failure.tsx';
import { t } from '../text.ts';
import { playTake, readSound } from './play-take.ts';
import type { Recorded } from './voice-rules.ts';

type JudgeProps = {
  readonly api: Api;
  readonly locale: WorkLanguage;
  readonly of: Recorded;
  readonly which: 'waiting' | 'approved';
  /** Whether she may decide: somebody else recorded it. */
  readonly mayDecide: boolean;
  readonly onDone: () => Promise<unknown>;
};

/** A recording to be heard; one that waits is approved or declined once it was heard to its end, an approved one can be taken back. */
export function JudgeRecording({ api, locale, of, which, mayDecide, onDone }: JudgeProps) {
  const { textSha256 } = of;
  const recording = of[which];
  const [heard, setHeard] = useState<typeof recording>();
  const [failure, setFailure] = useState<unknown>();
  if (recording === undefined) return null;
  const { sha256, fromMs, toMs } = recording;
  // Another may have come in its place since.
  const wasHeard = heard?.sha256 === sha256 && heard.fromMs === fromMs && heard.toMs === toMs;
  const path = { spokenIn: locale, textSha256 };
  const attempt = async (act: () => Promise<unknown>) => {
    setFailure(undefined);
    await act().catch(setFailure);
  };
  const hear = async () => {
    await playTake(await readSound(api, locale, textSha256, recording), new AbortController().signal);
    setHeard(recording);
  };
  const decide = async (decision: 'approved' | 'declined') => {
    await api.request('POST /api/voice/{spokenIn}/{textSha256}/decision', {
      path,
      body: { id: v7(), sha256, fromMs, toMs, decision },
    });
    await onDone();
  };
  const remove = async () => {
    await api.request('POST /api/voice/{spokenIn}/{textSha256}/removal', {
      path,
      body: { id: v7(), sha256 },
    });
    await onDone();
  };
  return (
    <div class="studio-judge">
      {failure !== undefined && <Failure failure={failure} />}
      <button type="button" class="second" onClick={() => void attempt(hear)}>
        {t(which === 'waiting' ? 'voice.hearWaiting' : 'voice.hearApproved')}
      </button>
      {which === 'waiting' && mayDecide && (
        <>
          <button
            type="button"
            class="primary"
            disabled={!wasHeard}
            onClick={() => void attempt(() => decide('approved'))}
          >
            {t('voice.approve')}
          </button>
          <button
            type="button"
            class="second"
            disabled={!wasHeard}
            onClick={() => void attempt(() => decide('declined'))}
          >
            {t('voice.decline')}
          </button>
          {!wasHeard && <p class="soft">{t('voice.hearFirst')}</p>}
        </>
      )}
      {which === 'waiting' && !mayDecide && <p class="soft">{t('voice.another')}</p>}
      {(which === 'approved' || !mayDecide) && (
        <button type="button" class="quiet" onClick={() => void attempt(remove)}>
          {t('voice.remove')}
        </button>
      )}
    </div>
  );
}
