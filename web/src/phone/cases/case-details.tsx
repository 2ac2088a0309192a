import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { t as talkText } from '../../talks/text.ts';
import type { AgendaItem, CaseFile } from '../../workspace/row-kinds.ts';
import { t } from '../text.ts';

type CaseDetailsProps = {
  readonly file: Pick<CaseFile, 'kind' | 'status' | 'openedOn' | 'nextDue' | 'incident'>;
  /** What is due beside the next follow-up: hearings, decisions, reports of progress. */
  readonly due?: readonly AgendaItem[];
};

/** The facts of a case on a leader's screen: its kind and status, and what is due in it. */
export function CaseDetails({ file, due = [] }: CaseDetailsProps) {
  const today = todayInIndia();
  return (
    <ul class="plain">
      <li>{t(`kind.${file.kind}`)}</li>
      {file.incident !== undefined && <li>{talkText(`incident.${file.incident}`)}</li>}
      <li>{t(`status.${file.status}`)}</li>
      <li>{t('cases.opened', { date: formatDate(file.openedOn, language()) })}</li>
      {file.nextDue !== undefined && (
        <li>{t('cases.due', { date: formatDate(file.nextDue, language()) })}</li>
      )}
      {due.map(({ on, kind }) => (
        <li key={`${on} ${kind}`}>
          {t(`due.${kind}`)} · {formatDate(on, language())}
          {on < today && ` · ${t('due.overdue')}`}
        </li>
      ))}
    </ul>
  );
}
