import { daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { t } from '../text.ts';

/** Of an urgent case that nobody has taken: for how many days it waits. */
export function waitingWords({ openedOn }: { readonly openedOn: string }): string {
  const count = daysBetween(openedOn, todayInIndia());
  return count > 0 ? t('urgent.waiting', { count }) : t('urgent.nobody');
}
