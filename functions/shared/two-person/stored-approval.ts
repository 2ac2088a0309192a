import type { Table, Write } from '../table/client.ts';
import { approvalKey, approvalListIndexKeys, type Key } from '../table/keys.ts';
import { type Approval, approval } from './approval-schema.ts';

/** The write that stores an approval: a request that waits for a second person. */
export const putApproval = (value: Approval): Write => ({
  put: { ...approvalKey(value.id), ...approvalListIndexKeys(value.askedAt, value.id), ...value },
  condition: 'attribute_not_exists(pk)',
});

const approvalPartition = /^APPROVAL#(.+)$/;

/** The id of a stored approval, from its key; undefined for other records' keys. */
export const approvalIdOf = ({ pk }: Key): string | undefined => approvalPartition.exec(pk)?.[1];

export const findApproval = async (table: Pick<Table, 'get'>, id: string): Promise<Approval | undefined> => {
  const item = await table.get(approvalKey(id));
  return item === undefined ? undefined : approval.parse(item);
};
