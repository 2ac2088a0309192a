import { useLanguage } from '../i18n/use-language.ts';
import { languageOf } from './original-rules.ts';
import { t } from './text.ts';

/**
 * On the funder's page, a text that somebody wrote by hand, in the language in which she wrote them, which is said
 * where it is not the reader's.
 */
export function Original({ text }: { readonly text: string }) {
  const language = useLanguage();
  const written = languageOf(text);
  return (
    <>
      <span lang={written}>{text}</span>
      {written !== language && <small> {t(`original.${written}`)}</small>}
    </>
  );
}
