import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { dueItems } from '../../phone/due-rules.ts';
import { dueGoals } from '../../phone/talk/her-talks.ts';
import { type AgendaItem, agendas } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { cases } from '../row-kinds.ts';
import { t } from '../text.ts';
import { DueGoals } from './due-goals.tsx';

/** The leader's screen of everything that is due in her cases, the earliest first. */
export function Due() {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  const today = todayInIndia();
  const goals = dueGoals(workspace);
  const due = dueItems(workspace.rows.all(cases), workspace.rows.get(agendas, 'all')?.items ?? []);
  return (
    <Frame title={t('due.title')} back={{ name: 'home' }}>
      {due.length + goals.length === 0 && <p>{t('due.noVisits')}</p>}
      {due.map((item, index) => (
        <DueItem key={`${item.caseId} ${item.kind} ${index}`} item={item} today={today} />
      ))}
      <DueGoals goals={goals} today={today} />
    </Frame>
  );
}

/** One line in a leader's list of what is due: its day, the code of its case, what it is. A tap opens the case. */
export function DueItem({ item, today }: { readonly item: AgendaItem; readonly today: string }) {
  const { go } = useHere();
  // The code is empty until the case is sent.
  const { caseId, code, on, kind } = item;
  return (
    <button type="button" class="choice slim" onClick={() => go({ name: 'case', id: caseId })}>
      <span>
        {formatDate(on, language())} · <span class="code">{code === '' ? t('members.noCode') : code}</span>
      </span>
      <span class="part">
        {on < today ? `${t('due.overdue')} · ` : ''}
        {t(`due.${kind}`)}
      </span>
    </button>
  );
}
