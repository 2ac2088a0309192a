import { DateText } from '../../../design/date.tsx';
import { t } from '../../text.ts';
import { type Borrowing, borrowingSourceNames } from '../book-words.ts';

type BorrowingFacts = Pick<Borrowing, 'source' | 'sanctionedOn' | 'principalPaise'>;

/** The columns that all tables of a group's borrowings begin with: the source, the day of the sanction, the principal. */
export const borrowingColumns = () => [
  {
    key: 'source',
    title: t('borrowing.source'),
    value: ({ source }: BorrowingFacts) => t(borrowingSourceNames[source]),
    exported: true as const,
  },
  {
    key: 'sanctionedOn',
    title: t('borrowing.sanctionedOn'),
    value: ({ sanctionedOn }: BorrowingFacts) => sanctionedOn,
    cell: ({ sanctionedOn }: BorrowingFacts) => <DateText on={sanctionedOn} />,
    exported: true as const,
  },
  {
    key: 'principal',
    title: t('books.principal'),
    value: ({ principalPaise }: BorrowingFacts) => principalPaise,
    isMoney: true as const,
    exported: true as const,
  },
];
