import { formatPermille } from '../../../../functions/months/disclosure/format-values.ts';
import { permilleOf } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import { reachedOf } from '../../../../functions/months/rendering/headlines.ts';
import { Progress } from '../../design/progress.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { monthOfFinancialYear } from '../periods/periods.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';

type TargetProgressProps = { readonly indicator: Indicator; readonly shown: ShownVersion };

/**
 * On the funder's page, the progress to an indicator's target: the reached share of the financial year's target, beside
 * the share of the year that is over.
 */
export function TargetProgress({ indicator, shown: { snapshot, values } }: TargetProgressProps) {
  const language = useLanguage();
  const { target, unit, code } = indicator;
  // `values` always has the shown month; the default is for the type.
  const year = values.get(code, 'financialYear', snapshot.month)?.value ?? indicator.financialYear;
  const reached = reachedOf({ financialYear: year, target });
  if (target === null) return <p class="soft">{t('target.none')}</p>;
  const numbers = {
    value: formatValue(year, unit, language),
    target: formatValue(target, unit, language),
  };
  if (reached === null) return <p class="soft">{t('target.zero', numbers)}</p>;
  const monthCount = monthOfFinancialYear(snapshot.month);
  return (
    <>
      <Progress
        share={reached / 1000}
        text={t('target.progress', { ...numbers, share: formatPermille(reached) })}
      />
      {monthCount < 12 && (
        <p class="soft">
          {t('target.soFar', {
            count: monthCount,
            share: formatPermille(permilleOf({ numerator: monthCount, denominator: 12 }) ?? 0),
          })}
        </p>
      )}
    </>
  );
}
