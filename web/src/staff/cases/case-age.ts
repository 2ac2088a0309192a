import type { CaseRecord } from '../../api/case-record.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { t } from '../text.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The age of an open case, as a text: in days, or on its first day in hours since its id was made (a UUIDv7 begins
 * with the time).
 */
export function ageOf({ id, openedOn }: Pick<CaseRecord, 'id' | 'openedOn'>, now = Date.now()): string {
  const days = Math.round((Date.parse(todayInIndia()) - Date.parse(openedOn)) / dayMs);
  if (days > 0) return t('age.days', { count: days });
  const madeAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  const hours = Math.min(23, Math.floor((now - madeAt) / hourMs));
  return hours < 1 ? t('age.new') : t('age.hours', { count: hours });
}
