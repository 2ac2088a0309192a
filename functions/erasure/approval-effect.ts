import type { Item, Table, Write } from '../table/client.ts';
import { erasureKey } from '../table/keys.ts';
import { subjectGone } from '../two-person/decision-rules.ts';
import { type Removal, remove } from './removal.ts';
import type { SubjectKind } from './schema.ts';
import { subjects } from './subjects.ts';

/** The effect of a decision on an erasure, as part of the transaction that decides. */

type Asked = { readonly id: string; readonly subject: string };

/**
 * The effect of approving an erasure: moves the member or person out of reach and records when her key will be
 * destroyed. `item` is hers as read; undefined if she no longer exists.
 */
export const acceptErasure = async (
  table: Pick<Table, 'get'>,
  of: SubjectKind,
  { id, subject }: Asked,
  { approvedAt, erasedOn }: { readonly approvedAt: string; readonly erasedOn: string },
): Promise<(Removal & { readonly item: Item }) | undefined> => {
  const item = await table.get(subjects[of].key(subject));
  if (item === undefined) {
    return undefined;
  }
  const { optimistic, writes } = remove[of](item, id);
  return {
    item,
    optimistic,
    writes: [
      ...writes,
      {
        update: erasureKey(subject),
        set: 'SET approvedAt = :at, erasedOn = :on',
        condition: 'id = :id',
        values: { ':id': id, ':at': approvedAt, ':on': erasedOn },
        refusal: subjectGone,
      },
    ],
  };
};

/** The effect of declining an erasure, or of taking the request back: it may be requested again. */
export const refuseErasure = (
  { id, subject }: Asked,
  refusal: 'declined' | 'withdrawn',
  refusedAt: string,
): Write[] => [
  {
    update: erasureKey(subject),
    set: `SET ${refusal}At = :at REMOVE reason`,
    condition: 'id = :id',
    values: { ':id': id, ':at': refusedAt },
  },
];
