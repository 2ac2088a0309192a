import { formatPermille } from '../../../../functions/months/disclosure/format-values.ts';
import { reachedOf, statePace } from '../../../../functions/months/rendering/headlines.ts';
import { monthOfFinancialYear } from '../../../../functions/shared/calendar/calendar.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { YearProgress } from './year-progress.tsx';

type TargetProgressProps = { readonly indicator: Indicator; readonly shown: ShownVersion };

/**
 * On the funder's page, the progress to an indicator's target: the reached share of the financial year's target, and
 * whether it is ahead of the months gone by.
 */
export function TargetProgress({ indicator, shown: { snapshot, values } }: TargetProgressProps) {
  const language = useLanguage();
  const { target, unit, way, code } = indicator;
  // `values` always has the shown month; the default is for the type.
  const year = values.get(code, 'financialYear', snapshot.month)?.value ?? indicator.financialYear;
  const reached = reachedOf({ financialYear: year, target });
  if (target === null) return <p class="soft">{t('target.none')}</p>;
  const numbers = {
    value: formatValue(year, unit, language),
    target: formatValue(target, unit, language),
  };
  if (reached === null) return <p class="soft">{t('target.zero', numbers)}</p>;
  return (
    <YearProgress
      reached={reached}
      text={t('target.progress', { ...numbers, share: formatPermille(reached) })}
      pace={statePace({ way, financialYear: year, target }, monthOfFinancialYear(snapshot.month), language)}
    />
  );
}
