import * as z from 'zod';
import { sha256 } from '../../fields/fields.ts';
import { voiceActs, voiceLocales } from '../../kinds/voice-words.ts';
import { base, object } from './fields.ts';

/**
 * The journal line about a recording of a spoken text. A function, so that its schema is made at the first use of `journalLine` (line.ts).
 */
export const voiceLines = () =>
  [
    object({
      ...base,
      type: z.literal('voice_changed'),
      act: z.enum(voiceActs),
      locale: z.enum(voiceLocales),
      /** Of the text. */
      textSha256: sha256,
      /** Of the recording. */
      sha256,
    }),
  ] as const;
