import { daysBetween } from '../../../../../functions/shared/calendar/calendar.ts';
import type { CaseRecord } from '../../../api/case-record.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { t } from '../../text.ts';

const hourMs = 3_600_000;

/**
 * The text for how long a case has been open: in days, or on the day of its opening in hours since its id was made. The id
 * is a UUIDv7, whose first 12 hexadecimal digits are the time in milliseconds.
 */
export function ageOf({ id, openedOn }: Pick<CaseRecord, 'id' | 'openedOn'>, now = Date.now()): string {
  const days = daysBetween(openedOn, todayInIndia());
  if (days > 0) return t('age.days', { count: days });
  const createdAtMs = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  // At most 23: the phone that made the id may have a wrong clock.
  const hours = Math.min(23, Math.floor((now - createdAtMs) / hourMs));
  return hours < 1 ? t('age.new') : t('age.hours', { count: hours });
}
