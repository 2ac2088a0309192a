import { DateText } from '../../../design/date.tsx';
import { t } from '../../text.ts';
import { type Borrowing, borrowingSourceNames } from '../book-words.ts';

type BorrowingDetails = Pick<Borrowing, 'source' | 'sanctionedOn' | 'principalPaise'>;

/** The columns that all tables of a group's borrowings begin with: the source, the day of the sanction, the principal. */
export const borrowingColumns = () => [
  {
    key: 'source',
    title: t('borrowing.source'),
    value: ({ source }: BorrowingDetails) => t(borrowingSourceNames[source]),
    exported: true as const,
  },
  {
    key: 'sanctionedOn',
    title: t('borrowing.sanctionedOn'),
    value: ({ sanctionedOn }: BorrowingDetails) => sanctionedOn,
    cell: ({ sanctionedOn }: BorrowingDetails) => <DateText on={sanctionedOn} />,
    exported: true as const,
  },
  {
    key: 'principal',
    title: t('books.principal'),
    value: ({ principalPaise }: BorrowingDetails) => principalPaise,
    isMoney: true as const,
    exported: true as const,
  },
];
