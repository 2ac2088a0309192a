import { dueOnOf } from '../domain/request-deadline.ts';
import type { Item } from '../table/client.ts';
import { requestAuditIndexKeys, requestKey, requestListIndexKeys } from '../table/keys.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { CiphertextAt, Vault } from '../vault/vault.ts';
import { statusOf } from './rules.ts';
import { type Request, type StoredRequest, storedRequest } from './schema.ts';

/** The ids by which a request is stored. */
type Ref = Pick<StoredRequest, 'id' | 'memberId'>;

/** The owner of the key that encrypts a request's texts: the member. */
export const ownerOf = (memberId: string) => `member:${memberId}` as const;
export const textContext = ({ memberId, id }: Ref) => contextOf(requestKey(memberId, id), 'text');
export const stepContext = ({ memberId, id }: Ref, stepId: string) =>
  contextOf(requestKey(memberId, id), `step:${stepId}`);
export const reasonContext = ({ memberId, id }: Ref, reversalId: string) =>
  contextOf(requestKey(memberId, id), `reversal:${reversalId}`);

export const parseRequest = (item: Item): StoredRequest => storedRequest.parse(item);

/**
 * A request as the table's item. The list index leaves out grievances; the auditor's index has all requests. A request that was
 * taken back counts as closed.
 */
export const toItem = (value: StoredRequest): Item => {
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
 * Decrypts stored requests of members, as the API shows them.
 * @param isErased whether a member was erased: her texts are null, even while her key still exists
 */
export const openRequests = async (
  vault: Pick<Vault, 'decryptMany'>,
  requests: readonly StoredRequest[],
  isErased: (memberId: string) => boolean = () => false,
): Promise<Request[]> => {
  const ciphertexts = requests
    .filter(({ memberId }) => !isErased(memberId))
    // `key` is the id of the request or of the step that has the text.
    .flatMap((request): { key: string; at: CiphertextAt }[] => {
      const owner = ownerOf(request.memberId);
      return [
        ...(request.text === undefined
          ? []
          : [{ key: request.id, at: { owner, context: textContext(request), ciphertext: request.text } }]),
        ...request.steps.flatMap(({ id, text }) =>
          text === undefined
            ? []
            : [{ key: id, at: { owner, context: stepContext(request, id), ciphertext: text } }],
        ),
      ];
    });
  const decrypted = await vault.decryptMany(ciphertexts.map(({ at }) => at));
  const texts = new Map(ciphertexts.map(({ key }, index) => [key, decrypted[index] ?? null]));
  const withText = <T extends { readonly id: string; readonly text?: unknown }>({ text, ...rest }: T) => ({
    ...rest,
    ...(text === undefined ? {} : { text: texts.get(rest.id) ?? null }),
  });
  return requests.map(({ takenBack, ...request }) => ({
    ...withText(request),
    dueOn: dueOnOf(request.on),
    status: statusOf(request),
    steps: request.steps.map(withText),
    ...(takenBack === undefined ? {} : { takenBack: { id: takenBack.id, on: takenBack.on } }),
  }));
};
