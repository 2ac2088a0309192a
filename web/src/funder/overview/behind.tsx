import type { ComponentChildren } from 'preact';
import { type Pace, paceOf } from '../../../../functions/months/rendering/headlines.ts';
import { monthOfFinancialYear } from '../../../../functions/shared/calendar/calendar.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Indicator } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';

/**
 * Which targets of the year are behind by now, above the headlines of the funder's overview: not every target has a headline. Nothing where none is set, and
 * at the year's end.
 */
export function Behind({ shown: { snapshot, values, address } }: { readonly shown: ShownVersion }) {
  const language = useLanguage();
  const { month, indicators } = snapshot;
  const paces = Map.groupBy(indicators, ({ code, way, target, ...indicator }): Pace | null => {
    const financialYear = values.get(code, 'financialYear', month)?.value ?? indicator.financialYear;
    return paceOf({ way, target, financialYear }, monthOfFinancialYear(month));
  });
  if ([...paces.keys()].every((pace) => pace === null)) return null;
  const titles = (pace: Pace): ComponentChildren[] =>
    (paces.get(pace) ?? []).flatMap(({ code, title }: Indicator, index) => [
      index === 0 ? ' ' : t('list.separator'),
      <a key={code} href={linkTo(address, { page: 'indicator', code })}>
        {title[language]}
      </a>,
    ]);
  const [behind, slightly] = [titles('behind'), titles('slightlyBehind')];
  if (behind.length + slightly.length === 0) return <p>{t('behind.none')}</p>;
  return (
    <>
      {behind.length > 0 && (
        <p data-behind>
          <strong>{t('behind')}</strong>
          {behind}
        </p>
      )}
      {slightly.length > 0 && (
        <p data-slightly-behind>
          <strong>{t('behind.slightly')}</strong>
          {slightly}
        </p>
      )}
    </>
  );
}
