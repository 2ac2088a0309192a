import { useLanguage } from '../../i18n/use-language.ts';
import type { Snapshot } from '../../months/published.ts';
import { t } from '../text.ts';

/**
 * The narrative of a published month, beside its numbers on the funder's page. It is in Japanese for Japanese readers and
 * in English for others, or in the one of the two that exists.
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
      {shown !== language && <p class="soft">{t(`narrative.only.${shown}`)}</p>}
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
