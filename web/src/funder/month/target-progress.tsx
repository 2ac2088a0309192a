import { stateTargetElsewhere } from '../../../../functions/months/rendering/headline-notes.ts';
import { stateYear } from '../../../../functions/months/rendering/headlines.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import type { ShownVersion } from '../shown-version.ts';
import { PaceRule } from './pace-rule.tsx';
import { YearProgress } from './year-progress.tsx';

type TargetProgressProps = { readonly indicator: Indicator; readonly shown: ShownVersion };

/**
 * On the funder's page, the progress to an indicator's target: the reached share of the financial year's target, and
 * whether it is ahead of the months gone by.
 */
export function TargetProgress({ indicator, shown: { snapshot, values } }: TargetProgressProps) {
  const language = useLanguage();
  const { month } = snapshot;
  // `values` always has the shown month; the default is for the type.
  const financialYear = values.get(indicator.code, 'financialYear', month)?.value ?? indicator.financialYear;
  const stated = stateYear({ ...indicator, financialYear }, month, language, (one) =>
    formatMonth(one, language),
  );
  return (
    <>
      <YearProgress
        stated={{
          ...stated,
          year: `${stated.year}${stateTargetElsewhere(indicator, snapshot.indicators, language)}`,
        }}
      />
      {stated.pace !== null && <PaceRule month={month} />}
    </>
  );
}
