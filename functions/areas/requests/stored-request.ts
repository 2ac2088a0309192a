import { dueOnOf } from '../../shared/calendar/request-deadline.ts';
import { ownerOf } from '../../shared/definition/of-member.ts';
import { checkStored, openRecords } from '../../shared/definition/seal.ts';
import type { Item } from '../../shared/table/client.ts';
import { requestAuditIndexKeys, requestKey, requestListIndexKeys } from '../../shared/table/keys/members.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { requestFields } from './definition.ts';
import { statusOf } from './rules.ts';
import { type Request, request, type StoredRequest, storedRequest } from './schema.ts';

export const parseRequest = (item: Item): StoredRequest => storedRequest.parse(item);

/**
 * A request as the table's item. The list index (`gsi1`) leaves out grievances; the auditor's (`gsi2`) has all requests. A request
 * that was taken back counts as closed.
 */
export const toItem = (value: StoredRequest): Item => {
  checkStored(requestFields, value);
  const { id, memberId, kind, on, takenBack } = value;
  const state = statusOf(value) === 'open' && takenBack === undefined ? 'open' : 'closed';
  const dueOn = dueOnOf(on);
  return {
    ...value,
    ...requestKey(memberId, id),
    ...(kind === 'grievance' ? {} : requestListIndexKeys(state, dueOn, id)),
    ...requestAuditIndexKeys(state, dueOn, id),
  };
};

/**
 * Decrypts stored requests of members, as the API shows them: without the reasons for taking them back.
 * @param isErased whether a member was erased: her texts are null, even while her key still exists
 */
export const decryptRequests = async (
  vault: Pick<Vault, 'decryptMany'>,
  requests: readonly StoredRequest[],
  isErased: (memberId: string) => boolean = () => false,
): Promise<Request[]> => {
  const opened = await openRecords(
    vault,
    requests.map((record) => ({
      fields: requestFields,
      owner: ownerOf(record.memberId),
      key: requestKey(record.memberId, record.id),
      record,
      isErased: isErased(record.memberId),
    })),
  );
  return opened.map((one) => request.parse({ ...one, dueOn: dueOnOf(one.on), status: statusOf(one) }));
};
