import type { Language } from '../i18n/language.ts';

/** In which of the client's languages a text is written, by its letters: nobody is asked for it. */
export function languageOf(text: string): Language {
  if (/\p{Script=Telugu}/u.test(text)) return 'te';
  return /\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u.test(text) ? 'ja' : 'en';
}
