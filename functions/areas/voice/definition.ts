import * as z from 'zod';
import { type Fields, madeByServer } from '../../shared/definition/define.ts';
import { sha256, stamp } from '../../shared/fields/fields.ts';
import { recordingTypes, voiceLocales } from '../../shared/kinds/voice-words.ts';

/**
 * A spoken text of one language with its recordings: one that phones play (`approved`), and one that waits for a second person's ear
 * (`waiting`). It is public and about nobody. The sound lies in the site's bucket: docs/decisions/0103-voice.md.
 */

export const recordingFields = {
  /** Of its bytes: the name of its file. */
  sha256: { is: sha256, ...madeByServer },
  bytes: { is: z.int().min(1), ...madeByServer },
  mediaType: { is: z.enum(recordingTypes), ...madeByServer },
  /** Where speech begins and ends, in milliseconds; outside it is silent. */
  fromMs: { is: z.int().min(0), ...madeByServer },
  toMs: { is: z.int().min(1), ...madeByServer },
  recordedAt: { is: stamp.createdAt, ...madeByServer },
  recordedBy: { is: stamp.createdBy, ...madeByServer },
  approvedAt: { is: stamp.createdAt, ...madeByServer, optional: true },
  approvedBy: { is: stamp.createdBy, ...madeByServer, optional: true },
} as const satisfies Fields;

export const spokenTextFields = {
  locale: { is: z.enum(voiceLocales), ...madeByServer },
  /** Of the exact text, in UTF-8 and Unicode's form NFC. */
  textSha256: { is: sha256, ...madeByServer },
  /** The key of the message when it was recorded, by which changed words are recognised. */
  key: { is: z.string(), ...madeByServer },
  waiting: { one: recordingFields, told: 'listed', optional: true },
  approved: { one: recordingFields, told: 'listed', optional: true },
  version: { is: stamp.version, ...madeByServer },
} as const satisfies Fields;
