import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { t } from './text.ts';

/**
 * On the funder's page, an original text: a quotation of what a person wrote, in her own words and language. A note names the
 * language if it is not the reader's.
 */
export function OriginalText({ text }: { readonly text: string }) {
  const language = useLanguage();
  const textLanguage = originalLanguage(text);
  return (
    <>
      <q lang={textLanguage}>{text}</q>
      {textLanguage !== language && <small> {t(`original.${textLanguage}`)}</small>}
    </>
  );
}

/** The language of an original text on the funder's page, told by its script: nobody records it. */
function originalLanguage(text: string): Language {
  if (/\p{Script=Telugu}/u.test(text)) return 'te';
  return /\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u.test(text) ? 'ja' : 'en';
}
