import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { maxRecordingBytes, maxSpokenMs, maxVoiceBytes } from '../../shared/kinds/voice-words.ts';
import { recordingTypeOf } from './recording-type.ts';
import type { Recording, RecordingDecisionInput, SpokenText } from './schema.ts';

/** Refuses a recording that is too long or too large, or is none. */
export const validateRecording = (
  bytes: Uint8Array,
  { fromMs, toMs }: Pick<Recording, 'fromMs' | 'toMs'>,
): AppError | undefined => {
  if (toMs <= fromMs) return refused('too_short', 'Nothing is spoken between `fromMs` and `toMs`.', 'toMs');
  if (toMs - fromMs > maxSpokenMs) {
    return refused('too_long', `A recording is at most ${maxSpokenMs / 1000} seconds long.`, 'toMs');
  }
  if (bytes.length > maxRecordingBytes) {
    return refused('too_long', `A recording is at most ${maxRecordingBytes / 1000} KB.`, 'audio');
  }
  return recordingTypeOf(bytes) === undefined
    ? refused('wrong_type', 'Send Opus in WebM or Ogg.', 'audio')
    : undefined;
};

export const languageFullError = (): AppError =>
  refused(
    'language_full',
    `The recordings of a language take ${maxVoiceBytes / 1_000_000} MB at most. Remove some first.`,
    'audio',
  );

/** What one person’s waiting recordings may take at most: half of the room, so that others can still record when she lets hers pile up. */
export const maxWaitingBytes = maxVoiceBytes / 2;

/** Refuses a recording with which one person's waiting recordings would take more than her share. */
export const validateWaiting = (waitingBytes: number, bytes: number): AppError | undefined =>
  waitingBytes + bytes > maxWaitingBytes
    ? refused(
        'language_full',
        `What one person has recorded and nobody has heard yet takes ${maxWaitingBytes / 1_000_000} MB at most. Let somebody hear some first.`,
        'audio',
      )
    : undefined;

/** Refuses a decision about a recording that doesn't wait, or by whoever recorded it. */
export const validateDecision = (
  text: Pick<SpokenText, 'waiting'> | undefined,
  { sha256, fromMs, toMs }: Pick<RecordingDecisionInput, 'sha256' | 'fromMs' | 'toMs'>,
  personId: string,
): AppError | undefined => {
  const waiting = text?.waiting;
  // The same sound between other moments says something else.
  if (waiting?.sha256 !== sha256 || waiting.fromMs !== fromMs || waiting.toMs !== toMs) return notFound();
  return waiting.recordedBy === personId
    ? refused('same_person', 'Somebody else must hear what you have recorded.')
    : undefined;
};

/** A text after a decision about its waiting recording. */
export const afterDecision = (
  { waiting, ...text }: SpokenText,
  decision: RecordingDecisionInput['decision'],
  { at, by }: { readonly at: string; readonly by: string },
): SpokenText => ({
  ...text,
  ...(decision === 'approved' && waiting !== undefined
    ? { approved: { ...waiting, approvedAt: at, approvedBy: by } }
    : {}),
  version: text.version + 1,
});

/** A text without one of its recordings. */
export const withoutRecording = ({ waiting, approved, ...text }: SpokenText, sha256: string): SpokenText => ({
  ...text,
  ...(waiting === undefined || waiting.sha256 === sha256 ? {} : { waiting }),
  ...(approved === undefined || approved.sha256 === sha256 ? {} : { approved }),
  version: text.version + 1,
});

/** How many bytes the recordings of a text take. */
export const bytesOf = (text: Pick<SpokenText, 'waiting' | 'approved'> | undefined): number =>
  (text?.waiting?.bytes ?? 0) + (text?.approved?.bytes ?? 0);
