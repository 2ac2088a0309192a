import { useState } from 'preact/hooks';
import type { CaseRecord } from '../../../api/case-record.ts';
import type { Api } from '../../../api/client.ts';
import type { Me } from '../../../api/me.ts';
import { readList } from '../../../api/pages.ts';
import { Badge } from '../../../design/badge.tsx';
import { DateText } from '../../../design/date.tsx';
import type { Column } from '../../../design/table/table-columns.tsx';
import { todayInIndia } from '../../../i18n/today.ts';
import { RecordTable } from '../../frame/lists/record-list.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { NextDue } from '../next-steps/next-due.tsx';
import { AboveCaseList } from './above-case-list.tsx';
import { waitingAgeOf } from './case-age.ts';
import { caseColumns } from './case-columns.ts';
import { type Filter, FilterFields, matchesAssignee, noFilter, queryOf } from './case-filter.tsx';
import { compareByNeed } from './order-by-need.ts';
import { isUnassigned, isUnassignedUrgent } from './unassigned-rules.ts';

type CaseListProps = {
  readonly api: Api;
  readonly me: Me;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
};

/**
 * The desk's list of cases with its filter, in the order of need. The coordinator also sees each case's assignee, and which
 * cases are unassigned.
 */
export function CaseList({ api, me, filter, onFilter }: CaseListProps) {
  const isCoordinator = me.role === 'coordinator';
  const query = queryOf(filter);
  const cases = useRead(['cases', query], () => readList(api, 'GET /api/cases', { query }));
  const people = useRead(['holders', isCoordinator], async () =>
    isCoordinator ? (await readList(api, 'GET /api/assignees', {})).items : [],
  );
  // The key of the filter's fields. They keep what was typed into them, so only a new key shows a filter that was set by a button.
  const [resetCount, setResetCount] = useState(0);
  const assigneeNames = new Map(people.data?.map(({ id, name }) => [id, name]));
  /** The name of a case's assignee, or the word for nobody: for a closed case too, though nobody needs to take it any more. */
  const assigneeText = ({ assignedTo }: CaseRecord): string => {
    if (assignedTo === undefined) return t('nobody');
    if (people.data !== undefined) return assigneeNames.get(assignedTo) ?? t('assignee.gone');
    // The page says above the list why the names could not be read.
    return people.isError ? '–' : t('loading');
  };
  return (
    <>
      {isCoordinator && (
        <AboveCaseList
          api={api}
          people={people}
          onShowUnassigned={() => {
            onFilter({ ...noFilter, assignee: 'nobody' });
            setResetCount(resetCount + 1);
          }}
          onHandedOver={cases.refetch}
        />
      )}
      <FilterFields
        key={resetCount}
        filter={filter}
        onFilter={onFilter}
        assignees={isCoordinator ? assigneeNames : undefined}
      />
      <Reading of={cases}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <RecordTable
              list="cases"
              loggedIdsOf={({ id, memberId }) => [id, memberId]}
              caption="cases"
              name="code"
              nameOf={({ code }) => code}
              address={['cases']}
              items={items
                .filter((record) => matchesAssignee(record, filter.assignee))
                .toSorted(compareByNeed(todayInIndia()))}
              columns={[
                ...caseColumns(),
                ...(isCoordinator ? [assigneeColumn(assigneeText)] : []),
                openedOnColumn(),
                dueColumn(),
              ]}
            />
          </>
        )}
      </Reading>
    </>
  );
}

const assigneeColumn = (assigneeText: (record: CaseRecord) => string): Column<CaseRecord> => ({
  key: 'assignee',
  title: t('case.holder'),
  value: assigneeText,
  // Only an open case is marked: somebody must take it.
  cell: (record) => (isUnassigned(record) ? <Badge tone="care">{t('nobody')}</Badge> : assigneeText(record)),
});

const openedOnColumn = (): Column<CaseRecord> => ({
  key: 'openedOn',
  title: t('openedOn'),
  value: (record) => record.openedOn,
  exported: true,
  cell: (record) => (
    <>
      <DateText on={record.openedOn} />{' '}
      {isUnassignedUrgent(record) && (
        <Badge tone="bad">{t('waiting.since', { age: waitingAgeOf(record) })}</Badge>
      )}
    </>
  ),
});

const dueColumn = (): Column<CaseRecord> => ({
  key: 'due',
  title: t('case.due'),
  // The dates are sorted: the first is the earliest.
  value: (record) => record.due?.[0]?.on,
  exported: true,
  cell: (record) => <NextDue of={record} />,
});
