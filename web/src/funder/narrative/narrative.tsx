import { useLanguage } from '../../i18n/use-language.ts';
import type { Snapshot } from '../../months/published.ts';
import { t } from '../text.ts';

/**
 * On the funder's page, the narrative of a published month, told beside its numbers: in the reader's language, else
 * in the one that there is.
 */
export function Narrative({ snapshot: { narrative } }: { readonly snapshot: Snapshot }) {
  const language = useLanguage();
  if (narrative === null) return null;
  const preferred = language === 'ja' ? 'ja' : 'en';
  const other = preferred === 'ja' ? 'en' : 'ja';
  const shown = narrative[preferred] === null ? other : preferred;
  const text = narrative[shown];
  if (text === null) return null;
  return (
    <section aria-labelledby="narrative">
      <h2 id="narrative">{t('narrative')}</h2>
      {shown !== preferred && <p class="soft">{t(`narrative.only.${shown}`)}</p>}
      <div lang={shown} class="narrative">
        {text
          .split(/\n+/)
          .filter((paragraph) => paragraph.trim() !== '')
          .map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
      </div>
    </section>
  );
}
