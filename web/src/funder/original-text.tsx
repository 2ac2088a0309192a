import { useLanguage } from '../i18n/use-language.ts';
import { originalLanguage } from './original-language.ts';
import { t } from './text.ts';

/**
 * On the funder's page, a text that somebody wrote by hand, in the language in which she wrote them, which is said
 * where it is not the reader's.
 */
export function OriginalText({ text }: { readonly text: string }) {
  const language = useLanguage();
  const written = originalLanguage(text);
  return (
    <>
      <span lang={written}>{text}</span>
      {written !== language && <small> {t(`original.${written}`)}</small>}
    </>
  );
}
