import type { Item, Table, Write } from '../../shared/table/client.ts';
import { subjectGoneError } from '../../shared/two-person/two-person-rules.ts';
import { type Removal, remove } from './removal.ts';
import type { SubjectKind } from './schema.ts';
import { updateErasure } from './stored-erasure.ts';
import { subjects } from './subjects.ts';

/** The writes that a decision on an erasure adds to the transaction that records the decision. */

type ErasureRequest = { readonly id: string; readonly subject: string };

/**
 * The effect of approving an erasure: the writes that move the record of the member or person to a table key that nothing
 * reads, and set the day on which her encryption key will be destroyed. `item` is her record as read. Undefined if she no
 * longer exists.
 */
export const acceptErasure = async (
  table: Pick<Table, 'get'>,
  kind: SubjectKind,
  { id, subject }: ErasureRequest,
  { approvedAt, erasedOn }: { readonly approvedAt: string; readonly erasedOn: string },
): Promise<(Removal & { readonly item: Item }) | undefined> => {
  const item = await table.get(subjects[kind].key(subject));
  if (item === undefined) {
    return undefined;
  }
  const { staleIfFailed, writes } = remove[kind](item, id);
  return {
    item,
    staleIfFailed,
    writes: [
      ...writes,
      updateErasure(
        subject,
        { set: { approvedAt, erasedOn } },
        // The table keeps only her newest request. If it has another id, this one was declined or withdrawn before it.
        { condition: 'id = :id', values: { ':id': id }, errorIfFailed: subjectGoneError },
      ),
    ],
  };
};

/**
 * The effect of an erasure that is not approved: the writes that decline it or withdraw the request, and delete the reason,
 * which then serves nothing. It may be requested again. The condition names no error: it holds for every waiting request.
 */
export const refuseErasure = (
  { id, subject }: ErasureRequest,
  ending: 'declined' | 'withdrawn',
  endedAt: string,
): Write[] => [
  updateErasure(
    subject,
    { set: { [`${ending}At`]: endedAt }, remove: ['reason'] },
    { condition: 'id = :id', values: { ':id': id } },
  ),
];
