import type { CaseRecord } from '../../api/case-record.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { t } from '../text.ts';

/** The earliest open follow-up, and whether it is overdue. */
export function FollowUp({
  of: { nextDue, status },
}: {
  readonly of: Pick<CaseRecord, 'nextDue' | 'status'>;
}) {
  const language = useLanguage();
  if (nextDue === undefined) return <span>–</span>;
  const isOverdue = nextDue < todayInIndia() && status !== 'closed';
  return isOverdue ? (
    <Badge tone="care">{t('overdue', { date: formatDate(nextDue, language) })}</Badge>
  ) : (
    <DateText on={nextDue} />
  );
}
