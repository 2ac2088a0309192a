import type { CaseRecord } from '../../../api/case-record.ts';
import { Badge } from '../../../design/badge.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { t } from '../../text.ts';

/** The next date due in a case, for the desks' lists of cases, with a badge if it is overdue. */
export function NextDue({ of: { due = [] } }: { readonly of: Pick<CaseRecord, 'due'> }) {
  const language = useLanguage();
  const [nextDue] = due;
  if (nextDue === undefined) return <span>–</span>;
  const date = formatDate(nextDue.on, language);
  return (
    <>
      {t(`due.${nextDue.kind}`)}{' '}
      {nextDue.on < todayInIndia() ? <Badge tone="bad">{t('overdue', { date })}</Badge> : `· ${date}`}
    </>
  );
}
