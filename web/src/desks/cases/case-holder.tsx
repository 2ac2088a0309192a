import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { Person } from '../../design/person.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { assigneeText } from './assignee-choice.tsx';

/** The day in India since which the assignee has had the case. Without `assignedAt`, she has had it since it was recorded. */
const assignedSince = ({ assignedAt, createdAt }: CaseRecord): string =>
  dateInIndia(new Date(assignedAt ?? createdAt));

type CaseHolderProps = { readonly api: Api; readonly me: Me; readonly record: CaseRecord };

/** Who has a case (its assignee), and since when. */
export function CaseHolder({ api, me, record }: CaseHolderProps) {
  const date = formatDate(assignedSince(record), useLanguage());
  if (record.assignedTo === me.id) return <p>{t('case.yours', { date })}</p>;
  return (
    <dl class="facts">
      <dt>{t('case.holder')}</dt>
      <dd>
        <Assignee api={api} me={me} record={record} />
        {record.assignedTo !== undefined && <span class="soft"> · {t('case.since', { date })}</span>}
      </dd>
    </dl>
  );
}

/** The case's assignee, if it is not the reader. Only the coordinator, who assigns cases, sees the name of a colleague. */
function Assignee({ api, me, record: { assignedTo } }: CaseHolderProps) {
  if (assignedTo === undefined) return <Badge tone="care">{t('nobody')}</Badge>;
  return me.role === 'coordinator' ? <NameOfAssignee api={api} id={assignedTo} /> : t('colleague');
}

function NameOfAssignee({ api, id }: { readonly api: Api; readonly id: string }) {
  const people = useRead(['assignees'], () => readList(api, 'GET /api/assignees', {}));
  const holder = people.data?.items.find((person) => person.id === id);
  return (
    <Person
      name={holder && assigneeText(holder)}
      fallback={t(people.data === undefined ? 'colleague' : 'assignee.gone')}
    />
  );
}
