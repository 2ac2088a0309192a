import type { Table, Write } from '../table/client.ts';
import { approvalKey, approvalListIndexKeys, type Key } from '../table/keys.ts';
import { type Approval, approval } from './approval-schema.ts';

/** Stores a request that needs a second person, in the transaction that makes it. */
export const putApproval = (value: Approval): Write => ({
  put: { ...approvalKey(value.id), ...approvalListIndexKeys(value.askedAt, value.id), ...value },
  condition: 'attribute_not_exists(pk)',
});

const partition = /^APPROVAL#(.+)$/;

/** The approval id in a record's key; undefined for other records. */
export const approvalIdOf = ({ pk }: Key): string | undefined => partition.exec(pk)?.[1];

export const findApproval = async (table: Pick<Table, 'get'>, id: string): Promise<Approval | undefined> => {
  const item = await table.get(approvalKey(id));
  return item === undefined ? undefined : approval.parse(item);
};
