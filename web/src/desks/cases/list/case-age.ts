import { dateInIndia, daysBetween } from '../../../../../functions/shared/calendar/calendar.ts';
import type { CaseRecord } from '../../../api/case-record.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { t } from '../../text.ts';

const hourMs = 3_600_000;

/** The text for how long nobody has had a case: since it was opened, or since whoever had it gave it up. */
export function waitingAgeOf(
  record: Pick<CaseRecord, 'id' | 'openedOn' | 'givenUpAt'>,
  now = Date.now(),
): string {
  if (record.givenUpAt === undefined) return ageOf(record, now);
  const givenUpAtMs = Date.parse(record.givenUpAt);
  return ageText(dateInIndia(new Date(givenUpAtMs)), givenUpAtMs, now);
}

/**
 * The text for how long a case has been open: in days, or on the day of its opening in hours since its id was made. The id
 * is a UUIDv7, whose first 12 hexadecimal digits are the time in milliseconds.
 */
export function ageOf({ id, openedOn }: Pick<CaseRecord, 'id' | 'openedOn'>, now = Date.now()): string {
  return ageText(openedOn, Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), now);
}

/** In days since a day, or on that day in hours since a time. */
function ageText(day: string, atMs: number, now: number): string {
  const days = daysBetween(day, todayInIndia());
  if (days > 0) return t('age.days', { count: days });
  // At most 23: the phone that made an id may have a wrong clock.
  const hours = Math.min(23, Math.floor((now - atMs) / hourMs));
  return hours < 1 ? t('age.new') : t('age.hours', { count: hours });
}
