import * as z from 'zod';
import { notFound } from '../../shared/errors/errors.ts';
import { findKept, idsOf } from '../../shared/one-woman/records.ts';
import { storedWithdrawal } from '../../shared/services/withdrawn.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { requestKey } from '../../shared/table/keys/members.ts';
import type { Request, StoredRequest } from './schema.ts';
import { decryptRequests, parseRequest } from './stored-request.ts';

/** Reads a request, and the members whom requests are about. */

/** The fields of a member that decide who may see her. */
const memberScope = z.object({
  id: z.string(),
  code: z.string(),
  collectiveId: z.string(),
  district: z.string(),
  ...storedWithdrawal.shape,
  /** The ids of all her records. */
  ids: z.array(z.string()),
});
export type MemberScope = z.infer<typeof memberScope>;

/**
 * The members of some ids, by these ids; those of erased members are left out. The id of a joined record leads to the member of the kept record
 * (shared/one-woman).
 */
export const findMembers = async (
  table: Table,
  ids: readonly string[],
): Promise<Map<string, MemberScope>> => {
  const keptItems = await findKept(table, ids);
  return new Map([...keptItems].map(([id, item]) => [id, memberScope.parse({ ...item, ids: idsOf(item) })]));
};

/** The member of an id: for a joined record, the kept one. @throws AppError `not_found` */
export const findMember = async (table: Table, memberId: string): Promise<MemberScope> => {
  const scope = (await findMembers(table, [memberId])).get(memberId);
  if (scope === undefined) {
    throw notFound();
  }
  return scope;
};

/** A request by the id under which it was recorded. */
export const readRequest = async (
  table: Table,
  memberId: string,
  requestId: string,
): Promise<StoredRequest | undefined> => {
  const item = await table.get(requestKey(memberId, requestId));
  return item && parseRequest(item);
};

/** A request of a member, whichever of her ids it was recorded under. */
export const findRequest = async (
  table: Table,
  memberId: string,
  requestId: string,
): Promise<StoredRequest | undefined> => {
  const found = await readRequest(table, memberId, requestId);
  if (found !== undefined) return found;
  const ids = (await findMembers(table, [memberId])).get(memberId)?.ids ?? [];
  const requests = await Promise.all(
    ids.filter((id) => id !== memberId).map((id) => readRequest(table, id, requestId)),
  );
  return requests.find((request) => request !== undefined);
};

/** Requests as the API shows them, with the members’ codes; the texts of erased members are null. */
export const openRequests = async (
  { table, vault }: Records,
  requests: readonly StoredRequest[],
): Promise<Request[]> => {
  const members = await findMembers(
    table,
    requests.map(({ memberId }) => memberId),
  );
  const opened = await decryptRequests(vault, requests, (memberId) => !members.has(memberId));
  return opened.map((request) => {
    const member = members.get(request.memberId);
    return member === undefined ? request : { ...request, memberId: member.id, memberCode: member.code };
  });
};
