import { listSpoken } from '../../../web/src/spoken/list-spoken.ts';
import { lazily } from '../../shared/fields/lazily.ts';
import type { VoiceLocale } from '../../shared/kinds/voice-words.ts';
import { type SpokenTexts, sha256Of } from './voice-files.ts';

const read = (locale: VoiceLocale): SpokenTexts =>
  new Map(listSpoken(locale).map(({ key, text, room }) => [sha256Of(text.normalize('NFC')), { key, room }]));

const all = lazily(() => ({ te: read('te'), en: read('en') }));

/** The texts that the client speaks in a language, by their SHA-256. Nothing else can be recorded. */
export const spokenTexts = (locale: VoiceLocale): SpokenTexts => all()[locale];
