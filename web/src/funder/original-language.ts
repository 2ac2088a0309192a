import type { Language } from '../i18n/language.ts';

/** The language in which an original text on the funder's page is written, by its letters: nobody is asked for it. */
export function originalLanguage(text: string): Language {
  if (/\p{Script=Telugu}/u.test(text)) return 'te';
  return /\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u.test(text) ? 'ja' : 'en';
}
