import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Posting } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { Api } from '../../../api/client.ts';
import { useRead } from '../../frame/reading.tsx';
import { useBorrowings } from '../borrowings/use-borrowings.ts';

/** The properties that the desk's forms of sheets and vouchers share. */
export type BooksFormProps<Draft> = {
  readonly api: Api;
  readonly groupId: string;
  /** The draft with which the form starts. */
  readonly initialDraft: Draft;
  /** The postings of the sheet or voucher that this draft corrects: it is reversed first. */
  readonly reversedPostings?: readonly (Posting & { readonly memberId?: string })[];
  /** Sent before the draft: the reversal of the sheet or voucher that it corrects. */
  readonly sendFirst?: (data: FormData) => Promise<unknown>;
  /** Further fields, above the others. */
  readonly fieldsAbove?: ComponentChildren;
  readonly onDone: (id: string) => unknown;
};

/** Holds the draft of a sheet or voucher while it is typed at the desk, and reads the group's balances and borrowings. */
export function useBooksDraft<Draft extends object>({
  api,
  groupId,
  initialDraft,
}: Pick<BooksFormProps<Draft>, 'api' | 'groupId' | 'initialDraft'>) {
  const firstDraft = useRef(initialDraft).current;
  const [draft, setDraft] = useState(firstDraft);
  const ledger = useRead(['ledger', groupId], () =>
    api.request('GET /api/collectives/{id}/ledger', { path: { id: groupId } }),
  );
  return {
    draft,
    change: (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part })),
    // Each change makes a new draft: nothing was typed while it is still the first one.
    isTyped: draft !== firstDraft,
    ledger,
    borrowings: useBorrowings(api, groupId),
  };
}
