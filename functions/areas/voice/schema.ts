import * as z from 'zod';
import { listedOf, storedOf } from '../../shared/definition/schemas.ts';
import { clientId, sha256 } from '../../shared/fields/fields.ts';
import { recordingFields, spokenTextFields } from './definition.ts';

/** In base64, with its padding. */
const base64 = z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);

const fromMs = z.int().min(0).max(600_000);
const toMs = z.int().min(1).max(600_000);

export const recordingInput = z.strictObject({
  id: clientId,
  /** No body is larger. */
  audio: base64.min(1).max(262_144),
  fromMs,
  toMs,
});
export type RecordingInput = z.infer<typeof recordingInput>;

export const recordingDecisionInput = z.strictObject({
  id: clientId,
  /** The recording that was heard: its sound, and from where to where. */
  sha256,
  fromMs,
  toMs,
  decision: z.enum(['approved', 'declined']),
});
export type RecordingDecisionInput = z.infer<typeof recordingDecisionInput>;

export const recordingRemovalInput = z.strictObject({ id: clientId, sha256 });
export type RecordingRemovalInput = z.infer<typeof recordingRemovalInput>;

export const recording = listedOf(recordingFields);
export type Recording = z.infer<typeof recording>;

export const spokenText = listedOf(spokenTextFields);
export type SpokenText = z.infer<typeof spokenText>;

export const storedSpokenText = storedOf(spokenTextFields);

/** All recordings of a language. Texts that never had one are not among the items. */
export const voice = z.object({
  items: z.array(spokenText),
  usedBytes: z.int().min(0),
  maxBytes: z.int(),
});

export const sound = z.object({ audio: base64, mediaType: recordingFields.mediaType.is });

/** How many bytes the recordings of a language take, and how often they changed. */
export const voiceSum = z.object({ bytes: z.int().min(0), version: z.int().min(0) });
