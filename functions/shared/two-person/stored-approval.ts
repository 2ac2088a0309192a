import type { Table } from '../table/client.ts';
import type { Key } from '../table/keys/key.ts';
import { approvalKey } from '../table/keys/people.ts';
import { type Approval, approval } from './approval-schema.ts';

const approvalPartition = /^APPROVAL#(.+)$/;

/** The id of a stored approval, from its key; undefined for other records' keys. */
export const approvalIdOf = ({ pk }: Key): string | undefined => approvalPartition.exec(pk)?.[1];

export const findApproval = async (table: Pick<Table, 'get'>, id: string): Promise<Approval | undefined> => {
  const item = await table.get(approvalKey(id));
  return item === undefined ? undefined : approval.parse(item);
};
