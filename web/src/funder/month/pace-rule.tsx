import { monthOfFinancialYear } from '../../../../functions/shared/calendar/calendar.ts';
import { t } from '../text.ts';

/** What the mark on the bar of a year's target is, and what "slightly" says beside it, on the funder's pages; nothing once the year is whole. */
export function PaceRule({ month }: { readonly month: string }) {
  const months = monthOfFinancialYear(month);
  return months === 12 ? null : <p class="soft">{t('pace.rule', { months })}</p>;
}
