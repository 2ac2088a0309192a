import type { CaseRecord } from '../../api/case-record.ts';
import { Badge } from '../../design/badge.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { t } from '../text.ts';

/** What a case waits for, the earliest first. */
export function DueList({ of: { due = [] } }: { readonly of: Pick<CaseRecord, 'due'> }) {
  const language = useLanguage();
  const today = todayInIndia();
  return (
    <ul class="agenda">
      {due.map(({ on, kind }, index) => (
        <li key={`${on} ${kind} ${index}`}>
          {t(`due.${kind}`)} · {formatDate(on, language)}{' '}
          {on < today && <Badge tone="care">{t('agenda.late')}</Badge>}
        </li>
      ))}
    </ul>
  );
}

/** The earliest of it, and whether it is overdue. */
export function NextDue({ of: { due = [] } }: { readonly of: Pick<CaseRecord, 'due'> }) {
  const language = useLanguage();
  const [next] = due;
  if (next === undefined) return <span>–</span>;
  const date = formatDate(next.on, language);
  const kind = t(`due.${next.kind}`);
  return next.on < todayInIndia() ? (
    <Badge tone="care">
      {kind} · {t('overdue', { date })}
    </Badge>
  ) : (
    <span>
      {kind} · {date}
    </span>
  );
}
