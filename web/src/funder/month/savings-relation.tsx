import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';

/**
 * Beside either of the two figures of savings on the funder's pages: the other, and how the two belong together. What is put in during a month is not what
 * stands at its end. Nothing beside other figures.
 */
export function SavingsRelation({
  indicator: { code },
  shown: { snapshot, values, address },
}: {
  readonly indicator: Pick<Indicator, 'code'>;
  readonly shown: ShownVersion;
}) {
  const language = useLanguage();
  if (code !== 'savings_balance' && code !== 'savings_deposited') return null;
  const other = code === 'savings_balance' ? 'savings_deposited' : 'savings_balance';
  const found = snapshot.indicators.find((one) => one.code === other);
  if (found === undefined) return null;
  const value = values.get(other, 'month', snapshot.month)?.value ?? found.month;
  const month = formatMonth(snapshot.month, language);
  const amount = formatValue(value, found.unit, language);
  return (
    <p class="soft">
      {code === 'savings_balance'
        ? t('savings.balance', { month, deposited: amount })
        : t('savings.deposited', { month, balance: amount })}{' '}
      <a href={linkTo(address, { page: 'indicator', code: other })}>{found.title[language]}</a>
    </p>
  );
}
