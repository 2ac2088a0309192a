import type { UseQueryResult } from '@tanstack/preact-query';
import type { CaseRecord } from '../../api/case-record.ts';
import { DateText } from '../../design/date.tsx';
import { Reading } from '../frame/reading.tsx';
import { OpeningTable } from '../frame/record-list.tsx';
import { t } from '../text.ts';
import { caseColumns } from './case-columns.ts';
import { FollowUp } from './follow-up.tsx';

type MemberCasesProps = {
  readonly of: UseQueryResult<{ readonly items: readonly CaseRecord[]; readonly isWhole: boolean }>;
  readonly onOpen: (id: string) => void;
};

/** A member's cases: open ones first, the latest first. */
export function MemberCases({ of: cases, onOpen }: MemberCasesProps) {
  return (
    <Reading of={cases}>
      {({ items, isWhole }) => (
        <>
          {!isWhole && <p class="warning">{t('more')}</p>}
          <OpeningTable
            caption="cases.hers"
            name="code"
            nameOf={({ code }) => code}
            columns={[
              ...caseColumns(),
              {
                key: 'openedOn',
                title: t('openedOn'),
                value: (one) => one.openedOn,
                cell: (one) => <DateText on={one.openedOn} />,
              },
              {
                key: 'followUp',
                title: t('followUp'),
                value: (one) => one.nextDue,
                cell: (one) => <FollowUp of={one} />,
              },
            ]}
            items={items.toSorted(
              (a, b) =>
                Number(a.status === 'closed') - Number(b.status === 'closed') ||
                b.openedOn.localeCompare(a.openedOn),
            )}
            onOpen={onOpen}
          />
        </>
      )}
    </Reading>
  );
}
