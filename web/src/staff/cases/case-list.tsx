import { useState } from 'preact/hooks';
import { caseKinds, caseStatuses } from '../../../../functions/domain/case-words.ts';
import { districtNames } from '../../../../functions/domain/districts.ts';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { Choice, TextField } from '../../design/field.tsx';
import { districtOptions } from '../../districts/text.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { RecordTable } from '../frame/record-list.tsx';
import { useRecount } from '../frame/waiting-count.tsx';
import { t } from '../text.ts';
import { Assignments } from './assignments.tsx';
import { ageOf } from './case-age.ts';
import { caseColumns } from './case-columns.ts';
import { NextDue } from './next-due.tsx';
import { byNeed } from './order-by-need.ts';
import { isUnassigned, isUnassignedUrgent } from './unassigned-rules.ts';

/** A whole code of a case: a part of one finds nothing, and is not asked for. */
const codeForm = /^[Cc]-[0-9A-Za-z]{6}$/;

/** `holder`: a person's id, or `nobody`. Each is empty where it excludes nothing. */
export const noFilter = { status: '', kind: '', district: '', code: '', overdue: '', holder: '' };
type Filter = typeof noFilter;

type CaseListProps = {
  readonly api: Api;
  readonly me: Me;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
};

/**
 * The desk's list of cases, those that need somebody first; the coordinator also sees to whom each is assigned, and
 * which are unassigned.
 */
export function CaseList({ api, me, filter, onFilter }: CaseListProps) {
  const isCoordinator = me.role === 'coordinator';
  const query = {
    status: caseStatuses.find((each) => each === filter.status),
    kind: caseKinds.find((each) => each === filter.kind),
    district: districtNames.find((each) => each === filter.district),
    code: codeForm.test(filter.code) ? filter.code : undefined,
    overdue: filter.overdue === 'true' ? 'true' : undefined,
  } as const;
  const cases = useRead(['cases', query], () => readList(api, 'GET /api/cases', { query }));
  const people = useRead(['holders', isCoordinator], async () =>
    isCoordinator ? (await readList(api, 'GET /api/assignees', {})).items : [],
  );
  const recount = useRecount();
  // Fields keep what is typed into them: another round empties them.
  const [round, setRound] = useState(0);
  const names = new Map(people.data?.map(({ id, name }) => [id, name]));
  const holderOf = ({ assignedTo }: CaseRecord): string =>
    assignedTo === undefined
      ? t('nobody')
      : (names.get(assignedTo) ?? t(people.data === undefined ? 'loading' : 'assignee.gone'));
  const every = ['', t('every')] as const;
  const choose = (name: keyof Filter) => (value: string) => onFilter({ ...filter, [name]: value });
  return (
    <>
      {isCoordinator && (
        <Assignments
          api={api}
          onShowUnassigned={() => {
            onFilter({ ...noFilter, holder: 'nobody' });
            setRound(round + 1);
          }}
          onHandedOver={() => Promise.all([cases.refetch(), recount()])}
        />
      )}
      <div class="fields" key={round}>
        <TextField
          name="code"
          type="search"
          label={t('case.code')}
          value={filter.code}
          isOptional
          onType={(code) => choose('code')(code.trim())}
        />
        <Choice
          name="status"
          label={t('status')}
          value={filter.status}
          options={[every, ...caseStatuses.map((each) => [each, t(`status.${each}`)] as const)]}
          onChoose={choose('status')}
        />
        <Choice
          name="kind"
          label={t('kind')}
          value={filter.kind}
          options={[every, ...caseKinds.map((each) => [each, t(`case.${each}`)] as const)]}
          onChoose={choose('kind')}
        />
        <Choice
          name="district"
          label={t('district')}
          value={filter.district}
          options={[every, ...districtOptions(districtNames)]}
          onChoose={choose('district')}
        />
        <Choice
          name="overdue"
          label={t('case.due')}
          value={filter.overdue}
          options={[every, ['true', t('overdue.only')]]}
          onChoose={choose('overdue')}
        />
        {isCoordinator && (
          <Choice
            name="holder"
            label={t('case.holder')}
            value={filter.holder}
            options={[every, ['nobody', t('nobody')], ...names]}
            onChoose={choose('holder')}
          />
        )}
      </div>
      <Reading of={cases}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <RecordTable
              caption="cases"
              name="code"
              nameOf={({ code }) => code}
              address={['cases']}
              items={items
                .filter(
                  (one) =>
                    filter.holder === '' ||
                    (filter.holder === 'nobody' ? isUnassigned(one) : one.assignedTo === filter.holder),
                )
                .toSorted(byNeed(todayInIndia()))}
              columns={[
                ...caseColumns(),
                ...(isCoordinator
                  ? [
                      {
                        key: 'holder',
                        title: t('case.holder'),
                        value: holderOf,
                        cell: (one: CaseRecord) =>
                          isUnassigned(one) ? <Badge tone="care">{t('nobody')}</Badge> : holderOf(one),
                      },
                    ]
                  : []),
                {
                  key: 'openedOn',
                  title: t('openedOn'),
                  value: (one) => one.openedOn,
                  exported: true,
                  cell: (one) =>
                    isUnassignedUrgent(one) ? (
                      <Badge tone="care">{t('waiting.since', { age: ageOf(one) })}</Badge>
                    ) : (
                      <DateText on={one.openedOn} />
                    ),
                },
                {
                  key: 'due',
                  title: t('case.due'),
                  value: (one) => one.due?.[0]?.on,
                  exported: true,
                  cell: (one) => <NextDue of={one} />,
                },
              ]}
            />
          </>
        )}
      </Reading>
    </>
  );
}
