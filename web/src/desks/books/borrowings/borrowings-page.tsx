import { dueOfBorrowing } from '../../../../../functions/shared/money/instalments.ts';
import type { Api } from '../../../api/client.ts';
import { Badge } from '../../../design/badge.tsx';
import { DateText } from '../../../design/date.tsx';
import { Rupees } from '../../../design/rupees.tsx';
import { todayInIndia } from '../../../i18n/today.ts';
import { DeskTable } from '../../frame/lists/desk-table.tsx';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import type { Borrowing } from '../book-words.ts';
import { borrowingColumns } from './borrowing-columns.tsx';
import { NewBorrowing } from './new-borrowing.tsx';
import { OneBorrowing } from './one-borrowing.tsx';
import { useBorrowings } from './use-borrowings.ts';

type BorrowingsProps = { readonly api: Api; readonly groupId: string };

/** The desk's page of a group's borrowings: how much it received, still owes, and has to pay when. */
export function Borrowings({ api, groupId }: BorrowingsProps) {
  const borrowings = useBorrowings(api, groupId);
  const today = todayInIndia();
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('borrowings')}>
      <p class="soft">{t('borrowings.explain')}</p>
      <Reading of={borrowings}>
        {({ items }) => (
          <>
            <DeskTable
              list="borrowings"
              loggedIdsOf={() => []}
              caption={t('borrowings')}
              empty={t('borrowings.none')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                ...borrowingColumns(),
                {
                  key: 'received',
                  title: t('borrowing.received'),
                  value: (borrowing) => borrowing.receivedPaise,
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'outstanding',
                  title: t('books.outstanding'),
                  value: (borrowing) => borrowing.outstandingPaise,
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'due',
                  title: t('borrowing.nextDue'),
                  value: (borrowing) => dueOfBorrowing(borrowing, today).next?.on,
                  cell: (borrowing) => <Due of={borrowing} today={today} />,
                  exported: true,
                },
                {
                  key: 'overdue',
                  title: t('borrowing.overdue'),
                  value: (borrowing) => dueOfBorrowing(borrowing, today).overduePaise,
                  cell: (borrowing) => <Overdue of={borrowing} today={today} />,
                  isMoney: true,
                  exported: true,
                },
              ]}
            />
            {/* Only the borrowings with something still to receive or to repay. */}
            {items
              .filter(
                ({ outstandingPaise, receivedPaise, principalPaise }) =>
                  outstandingPaise > 0 || receivedPaise < principalPaise,
              )
              .map((borrowing) => (
                <OneBorrowing
                  key={borrowing.id}
                  api={api}
                  groupId={groupId}
                  borrowing={borrowing}
                  today={today}
                />
              ))}
          </>
        )}
      </Reading>
      <NewBorrowing api={api} groupId={groupId} onAdded={borrowings.refetch} />
    </OpenedRecord>
  );
}

type DueProps = { readonly of: Borrowing; readonly today: string };

function Due({ of, today }: DueProps) {
  const { next } = dueOfBorrowing(of, today);
  if (next === undefined) return <>–</>;
  return (
    <>
      <DateText on={next.on} />: <Rupees paise={next.paise} />
    </>
  );
}

function Overdue({ of, today }: DueProps) {
  const { overduePaise } = dueOfBorrowing(of, today);
  if (overduePaise === 0) return <>–</>;
  return (
    <>
      <Badge tone="care">{t('borrowing.late')}</Badge> <Rupees paise={overduePaise} />
    </>
  );
}
