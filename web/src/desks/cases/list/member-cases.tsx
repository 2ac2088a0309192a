import type { CaseRecord } from '../../../api/case-record.ts';
import { DateText } from '../../../design/date.tsx';
import type { Address } from '../../../session/desk-address.ts';
import { RecordTable } from '../../frame/lists/record-list.tsx';
import { Reading, type ReadResult } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { NextDue } from '../next-steps/next-due.tsx';
import { caseColumns } from './case-columns.ts';

/** A member's cases as they are read. */
export type MemberCasesQuery = ReadResult<{
  readonly items: readonly CaseRecord[];
  readonly isWhole: boolean;
}>;

type MemberCasesProps = {
  readonly of: MemberCasesQuery;
  /** Whether the list has all of the member's cases; otherwise only those that the viewer may open. */
  readonly isComplete: boolean;
  /** The address of the member's page; a case's address is this and its id. */
  readonly address: Address;
};

/** An open case counts as 0, a closed one as 1: the lower number comes first. */
const openFirst = (a: CaseRecord, b: CaseRecord): number =>
  Number(a.status === 'closed') - Number(b.status === 'closed') || b.openedOn.localeCompare(a.openedOn);

/** The list of a member's cases on her page at the desk: first open ones, then closed ones, each with the newest first. */
export function MemberCases({ of: cases, isComplete, address }: MemberCasesProps) {
  return (
    <Reading of={cases}>
      {({ items, isWhole }) => (
        <>
          {!isWhole && <p class="warning">{t('more')}</p>}
          {!isComplete && <p class="soft">{t('cases.othersHold')}</p>}
          <RecordTable
            list="cases"
            loggedIdsOf={({ id, memberId }) => [id, memberId]}
            caption="cases.hers"
            name="code"
            nameOf={({ code }) => code}
            columns={[
              ...caseColumns(),
              {
                key: 'openedOn',
                title: t('openedOn'),
                value: (record) => record.openedOn,
                exported: true,
                cell: (record) => <DateText on={record.openedOn} />,
              },
              {
                key: 'due',
                title: t('case.due'),
                // The dates are sorted: the first is the earliest.
                value: (record) => record.due?.[0]?.on,
                exported: true,
                cell: (record) => <NextDue of={record} />,
              },
            ]}
            items={items.toSorted(openFirst)}
            address={address}
          />
        </>
      )}
    </Reading>
  );
}
