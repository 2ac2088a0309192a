import type { Table, Write } from '../table/client.ts';
import { approvalKey, approvalListPlace, type Key } from '../table/keys.ts';
import { type Approval, approval } from './approval.ts';

/** Stores what was asked for, in the transaction that asks. */
export const putApproval = (value: Approval): Write => ({
  put: { ...approvalKey(value.id), ...approvalListPlace(value.askedAt, value.id), ...value },
  condition: 'attribute_not_exists(pk)',
});

const partition = /^APPROVAL#(.+)$/;

/** The id of the approval that a record's key stands for; undefined for another record. */
export const approvalIdOf = ({ pk }: Key): string | undefined => partition.exec(pk)?.[1];

export const findApproval = async (table: Pick<Table, 'get'>, id: string): Promise<Approval | undefined> => {
  const item = await table.get(approvalKey(id));
  return item === undefined ? undefined : approval.parse(item);
};
