import { useState } from 'preact/hooks';
import { caseKinds, caseStatuses } from '../../../../../functions/shared/kinds/case-words.ts';
import { districtNames } from '../../../../../functions/shared/reach/districts.ts';
import type { CaseRecord } from '../../../api/case-record.ts';
import type { Api } from '../../../api/client.ts';
import type { Me } from '../../../api/me.ts';
import { readList } from '../../../api/pages.ts';
import { Badge } from '../../../design/badge.tsx';
import { DateText } from '../../../design/date.tsx';
import { Choice, TextField } from '../../../design/fields/field.tsx';
import { oneOf } from '../../../design/fields/one-of.ts';
import type { Column } from '../../../design/table/table.tsx';
import { districtOptions } from '../../../districts/text.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useIsOwnDistrict } from '../../frame/forms/own-districts.ts';
import { RecordTable } from '../../frame/lists/record-list.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { NextDue } from '../next-steps/next-due.tsx';
import { AboveCaseList } from './above-case-list.tsx';
import { ageOf } from './case-age.ts';
import { caseColumns } from './case-columns.ts';
import { compareByNeed } from './order-by-need.ts';
import { isUnassigned, isUnassignedUrgent } from './unassigned-rules.ts';

/** A whole code of a case, `C-7K3M9P`. The API finds nothing by a part of a code, so the list sends only whole ones. */
const wholeCode = /^[Cc]-[0-9A-Za-z]{6}$/;

/**
 * The filter of the desk's list of cases: an empty text excludes nothing. `assignee` is a person's id or `nobody`; `overdue` is
 * `true` for cases with an overdue date only.
 */
export const noFilter = { status: '', kind: '', district: '', code: '', overdue: '', assignee: '' };
type Filter = typeof noFilter;

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
  // A new key resets the fields, which otherwise keep what was typed into them.
  const [resetCount, setResetCount] = useState(0);
  const assigneeNames = new Map(people.data?.map(({ id, name }) => [id, name]));
  /** The name of a case's assignee, or that nobody has it. That is said of a closed case too, though nobody needs to take it any more. */
  const assigneeText = ({ assignedTo }: CaseRecord): string => {
    if (assignedTo === undefined) return t('nobody');
    if (people.data !== undefined) return assigneeNames.get(assignedTo) ?? t('assignee.gone');
    // Above the list stands why the names could not be read.
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
                .filter((record) => hasAssignee(record, filter.assignee))
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

/** The part of the filter that the API applies. An empty or incomplete value becomes undefined, and is not sent. */
const queryOf = (filter: Filter) =>
  ({
    status: oneOf(caseStatuses, filter.status),
    kind: oneOf(caseKinds, filter.kind),
    district: oneOf(districtNames, filter.district),
    code: wholeCode.test(filter.code) ? filter.code : undefined,
    overdue: filter.overdue === 'true' ? 'true' : undefined,
  }) as const;

/**
 * The API does not filter by assignee, so the page does. `nobody` finds the open cases without one: a closed case without one needs none.
 * @param assignee as in the filter
 */
function hasAssignee(record: CaseRecord, assignee: string): boolean {
  if (assignee === '') return true;
  return assignee === 'nobody' ? isUnassigned(record) : record.assignedTo === assignee;
}

function FilterFields({
  filter,
  onFilter,
  assignees,
}: Pick<CaseListProps, 'filter' | 'onFilter'> & {
  /** The names of the people to whom cases are assigned, by their ids; undefined if the reader may not filter by them. */
  readonly assignees: ReadonlyMap<string, string> | undefined;
}) {
  const isOwnDistrict = useIsOwnDistrict();
  const anyOption = ['', t('every')] as const;
  const setFilterField = (name: keyof Filter) => (value: string) => onFilter({ ...filter, [name]: value });
  return (
    <div class="fields">
      <TextField
        name="code"
        type="search"
        label={t('case.code')}
        value={filter.code}
        isOptional
        onType={(code) => setFilterField('code')(code.trim())}
      />
      <Choice
        name="status"
        label={t('status')}
        value={filter.status}
        options={[anyOption, ...caseStatuses.map((status) => [status, t(`status.${status}`)] as const)]}
        onChoose={setFilterField('status')}
      />
      <Choice
        name="kind"
        label={t('kind')}
        value={filter.kind}
        options={[anyOption, ...caseKinds.map((kind) => [kind, t(`case.${kind}`)] as const)]}
        onChoose={setFilterField('kind')}
      />
      <Choice
        name="district"
        label={t('district')}
        value={filter.district}
        options={[anyOption, ...districtOptions(districtNames.filter(isOwnDistrict))]}
        onChoose={setFilterField('district')}
      />
      <Choice
        name="overdue"
        label={t('case.due')}
        value={filter.overdue}
        options={[anyOption, ['true', t('overdue.only')]]}
        onChoose={setFilterField('overdue')}
      />
      {assignees !== undefined && (
        <Choice
          name="assignee"
          label={t('case.holder')}
          value={filter.assignee}
          options={[anyOption, ['nobody', t('nobody')], ...assignees]}
          onChoose={setFilterField('assignee')}
        />
      )}
    </div>
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
      {isUnassignedUrgent(record) && <Badge tone="bad">{t('waiting.since', { age: ageOf(record) })}</Badge>}
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
