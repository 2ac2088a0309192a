import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { t } from '../text.ts';

/**
 * On the funder's page of an indicator, its baseline: what earlier registers say was reached before the programme
 * counted.
 */
export function Baseline({ indicator: { baseline, unit } }: { readonly indicator: Indicator }) {
  const language = useLanguage();
  if (baseline === null) return null;
  const { asOf, value, source } = baseline;
  return (
    <section aria-labelledby="baseline">
      <h2 id="baseline">{t('baseline')}</h2>
      <p>
        {t('baseline.value', {
          value: formatValue(value, unit, language),
          asOf: asOf.length > 7 ? formatDate(asOf, language) : formatMonth(asOf, language),
          source,
        })}
      </p>
      <p class="soft">{t('baseline.explain')}</p>
    </section>
  );
}
