import { dateInIndia, daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { t } from '../text.ts';

/** Of an urgent case that nobody has: for how many days it waits, since it was opened, or since whoever had it gave it up. */
export function waitingWords({
  openedOn,
  givenUpAt,
}: {
  readonly openedOn: string;
  readonly givenUpAt?: string | undefined;
}): string {
  const since = givenUpAt === undefined ? openedOn : dateInIndia(new Date(givenUpAt));
  const count = daysBetween(since, todayInIndia());
  return count > 0 ? t('urgent.waiting', { count }) : t('urgent.nobody');
}
