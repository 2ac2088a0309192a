import { isDate } from '../../../../functions/shared/calendar/calendar.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { t } from '../text.ts';

/**
 * The baseline of an indicator on its page for the funder: the value that earlier registers give for the time before the
 * programme.
 */
export function Baseline({ indicator: { baseline, unit } }: { readonly indicator: Indicator }) {
  const language = useLanguage();
  if (baseline === null) return null;
  // `asOf` is a day or a month.
  const { asOf, value, source } = baseline;
  return (
    <section aria-labelledby="baseline">
      <h2 id="baseline">{t('baseline')}</h2>
      <p>
        {t('baseline.value', {
          value: formatValue(value, unit, language),
          asOf: isDate(asOf) ? formatDate(asOf, language) : formatMonth(asOf, language),
          source,
        })}
      </p>
      <p class="soft">{t('baseline.explain')}</p>
    </section>
  );
}
