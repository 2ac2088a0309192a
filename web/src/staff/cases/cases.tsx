import { useState } from 'preact/hooks';
import { caseKinds, caseStatuses } from '../../../../functions/domain/case-words.ts';
import { districtNames } from '../../../../functions/domain/districts.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { Choice, TextField } from '../../design/field.tsx';
import type { Address } from '../../session/address.ts';
import { useRead, useRecount } from '../frame/reading.tsx';
import { RecordList } from '../frame/record-list.tsx';
import { Member } from '../members/member.tsx';
import { t } from '../text.ts';
import { Case } from './case.tsx';
import { caseColumns } from './case-columns.ts';
import { NextDue } from './due-list.tsx';
import { HandOver } from './hand-over.tsx';
import { ageOf, isWaiting } from './waiting.ts';

const codeForm = /^[Cc]-[0-9A-Za-z]{6}$/;

type CasesProps = {
  readonly api: Api;
  readonly me: Me;
  /** What the address says after `cases`. */
  readonly rest: Address;
};

export function Cases({ api, me, rest: [open, shows, caseId] }: CasesProps) {
  const [filter, setFilter] = useState({ status: '', kind: '', district: '', code: '', overdue: '' });
  const query = {
    status: caseStatuses.find((each) => each === filter.status),
    kind: caseKinds.find((each) => each === filter.kind),
    district: districtNames.find((each) => each === filter.district),
    code: codeForm.test(filter.code) ? filter.code : undefined,
    overdue: filter.overdue === 'true' ? 'true' : undefined,
  } as const;
  const cases = useRead(['cases', query], () => readList(api, 'GET /api/cases', { query }));
  const recount = useRecount();
  const readAgain = () => Promise.all([cases.refetch(), recount()]);
  const record = cases.data?.items.find(({ id }) => id === open);
  if (record !== undefined && shows === 'member') {
    const at = ['cases', record.id, 'member'];
    return (
      <Member
        api={api}
        me={me}
        id={record.memberId}
        caseId={caseId}
        at={at}
        back="cases"
        backTo={['cases', record.id]}
      />
    );
  }
  const every = ['', t('every')] as const;
  return (
    <RecordList
      of={cases}
      at={['cases']}
      open={open}
      above={
        <>
          {me.role === 'coordinator' && cases.data !== undefined && (
            <HandOver api={api} cases={cases.data.items} onDone={readAgain} />
          )}
          <div class="fields">
            <TextField
              name="code"
              type="search"
              label={t('case.code')}
              isOptional
              onType={(code) => setFilter({ ...filter, code: code.trim() })}
            />
            <Choice
              name="status"
              label={t('status')}
              value={filter.status}
              options={[every, ...caseStatuses.map((each) => [each, t(`status.${each}`)] as const)]}
              onChoose={(status) => setFilter({ ...filter, status })}
            />
            <Choice
              name="kind"
              label={t('kind')}
              value={filter.kind}
              options={[every, ...caseKinds.map((each) => [each, t(`case.${each}`)] as const)]}
              onChoose={(kind) => setFilter({ ...filter, kind })}
            />
            <Choice
              name="district"
              label={t('district')}
              value={filter.district}
              options={[every, ...districtNames.map((each) => [each, each] as const)]}
              onChoose={(district) => setFilter({ ...filter, district })}
            />
            <Choice
              name="overdue"
              label={t('case.due')}
              value={filter.overdue}
              options={[every, ['true', t('overdue.only')]]}
              onChoose={(overdue) => setFilter({ ...filter, overdue })}
            />
          </div>
        </>
      }
      caption="cases"
      name="code"
      nameOf={({ code }) => code}
      columns={[
        ...caseColumns(),
        {
          key: 'openedOn',
          title: t('openedOn'),
          value: (one) => one.openedOn,
          exported: true,
          cell: (one) =>
            isWaiting(one) ? (
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
      one={(chosen) => (
        <Case
          api={api}
          me={me}
          record={chosen}
          back="cases"
          backTo={['cases']}
          onChanged={readAgain}
          member={['cases', chosen.id, 'member']}
        />
      )}
    />
  );
}
