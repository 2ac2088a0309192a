import type { Language } from '../i18n/language.ts';

/** The language of an original text on the funder's page, told by its script: nobody records it. */
export function originalLanguage(text: string): Language {
  if (/\p{Script=Telugu}/u.test(text)) return 'te';
  return /\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u.test(text) ? 'ja' : 'en';
}
