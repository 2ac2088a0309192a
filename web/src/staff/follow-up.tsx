import type { CaseRecord } from '../api/case-record.ts';
import { formatDate } from '../i18n/format.ts';
import { todayInIndia } from '../i18n/today.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { t } from './text.ts';

/** The earliest date for which somebody is to look after her again, and whether it has passed. */
export function FollowUp({
  of: { nextDue, status },
}: {
  readonly of: Pick<CaseRecord, 'nextDue' | 'status'>;
}) {
  const language = useLanguage();
  if (nextDue === undefined) return <span>–</span>;
  const date = formatDate(nextDue, language);
  const isOverdue = nextDue < todayInIndia() && status !== 'closed';
  return isOverdue ? <span class="missing">{t('overdue', { date })}</span> : <span>{date}</span>;
}
