import consent from '../../../web/src/consent/messages.json' with { type: 'json' };
import { lazily } from '../../shared/fields/lazily.ts';
import type { VoiceLocale } from '../../shared/kinds/voice-words.ts';
import { type SpokenTexts, sha256Of } from './voice-files.ts';

/** The texts that the client speaks in a language. */
const read = (locale: VoiceLocale): SpokenTexts =>
  new Map(
    Object.entries(consent)
      .filter(([key]) => key.startsWith('notice.'))
      .map(([key, text]) => [sha256Of(text[locale].normalize('NFC')), { key, room: 'consent' }]),
  );

const all = lazily(() => ({ te: read('te'), en: read('en') }));

export const spokenTexts = (locale: VoiceLocale): SpokenTexts => all()[locale];
