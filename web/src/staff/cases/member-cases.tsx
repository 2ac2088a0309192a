import type { UseQueryResult } from '@tanstack/preact-query';
import type { CaseRecord } from '../../api/case-record.ts';
import { DateText } from '../../design/date.tsx';
import type { Address } from '../../session/desk-address.ts';
import { Reading } from '../frame/reading.tsx';
import { RecordTable } from '../frame/record-list.tsx';
import { t } from '../text.ts';
import { caseColumns } from './case-columns.ts';
import { NextDue } from './next-due.tsx';

type MemberCasesProps = {
  readonly of: UseQueryResult<{ readonly items: readonly CaseRecord[]; readonly isWhole: boolean }>;
  /** Whether the reader sees every case, and not only those that she may open. */
  readonly isComplete: boolean;
  /** Her address: a case's is one part longer. */
  readonly at: Address;
};

/** On the desk's page of a member: the list of her cases, open ones first, the latest first. */
export function MemberCases({ of: cases, isComplete, at }: MemberCasesProps) {
  return (
    <Reading of={cases}>
      {({ items, isWhole }) => (
        <>
          {!isWhole && <p class="warning">{t('more')}</p>}
          {!isComplete && <p class="soft">{t('cases.othersHold')}</p>}
          <RecordTable
            caption="cases.hers"
            name="code"
            nameOf={({ code }) => code}
            columns={[
              ...caseColumns(),
              {
                key: 'openedOn',
                title: t('openedOn'),
                value: (one) => one.openedOn,
                exported: true,
                cell: (one) => <DateText on={one.openedOn} />,
              },
              {
                key: 'due',
                title: t('case.due'),
                value: (one) => one.due?.[0]?.on,
                exported: true,
                cell: (one) => <NextDue of={one} />,
              },
            ]}
            items={items.toSorted(
              (a, b) =>
                Number(a.status === 'closed') - Number(b.status === 'closed') ||
                b.openedOn.localeCompare(a.openedOn),
            )}
            address={at}
          />
        </>
      )}
    </Reading>
  );
}
