import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Posting } from '../../../../functions/domain/book-entries.ts';
import type { Api } from '../../api/client.ts';
import { useRead } from '../frame/reading.tsx';
import { useBorrowings } from './use-borrowings.ts';

/** What the forms of sheets and vouchers have in common. */

export type BooksFormProps<Draft> = {
  readonly api: Api;
  readonly groupId: string;
  /** What the form begins with. */
  readonly initialDraft: Draft;
  /** What will be taken back by it. */
  readonly reversedPostings?: readonly Posting[];
  /** What is sent before it, such as the reversal of a wrong one. */
  readonly sendFirst?: (data: FormData) => Promise<unknown>;
  /** Further fields, above the others. */
  readonly fieldsAbove?: ComponentChildren;
  readonly onDone: (id: string) => unknown;
};

/** The draft of a sheet or voucher while it is typed at the desk, and what its form reads of the group's books. */
export function useBooksDraft<Draft extends object>({
  api,
  groupId,
  initialDraft,
}: Pick<BooksFormProps<Draft>, 'api' | 'groupId' | 'initialDraft'>) {
  const unchanged = useRef(initialDraft).current;
  const [draft, setDraft] = useState(unchanged);
  const ledger = useRead(['ledger', groupId], () =>
    api.request('GET /api/collectives/{id}/ledger', { path: { id: groupId } }),
  );
  return {
    draft,
    change: (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part })),
    isTyped: draft !== unchanged,
    ledger,
    borrowings: useBorrowings(api, groupId),
  };
}
