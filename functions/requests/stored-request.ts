import { dueOnOf } from '../domain/request-deadline.ts';
import type { Item } from '../table/client.ts';
import { requestAuditIndexKeys, requestKey, requestListIndexKeys } from '../table/keys.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { CiphertextAt, Vault } from '../vault/vault.ts';
import { statusOf } from './rules.ts';
import { type Request, type StoredRequest, storedRequest } from './schema.ts';

/** The ids by which a request is stored. */
type RequestIds = Pick<StoredRequest, 'id' | 'memberId'>;

/** The owner of the key that encrypts a request's texts: the member. */
export const ownerOf = (memberId: string) => `member:${memberId}` as const;

// The vault binds each text to its field: the request's own text, a step's, and the reason for taking it back.
export const textContext = ({ memberId, id }: RequestIds) => contextOf(requestKey(memberId, id), 'text');
export const stepContext = ({ memberId, id }: RequestIds, stepId: string) =>
  contextOf(requestKey(memberId, id), `step:${stepId}`);
export const reasonContext = ({ memberId, id }: RequestIds, reversalId: string) =>
  contextOf(requestKey(memberId, id), `reversal:${reversalId}`);

export const parseRequest = (item: Item): StoredRequest => storedRequest.parse(item);

/**
 * A request as the table's item. The list index (`gsi1`) leaves out grievances; the auditor's (`gsi2`) has all requests. A request
 * that was taken back counts as closed.
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

/** A ciphertext with the id of its request or step. */
type IdentifiedText = { readonly id: string; readonly at: CiphertextAt };

/** The encrypted texts of a request and of its steps. */
const textsOf = (request: StoredRequest): IdentifiedText[] => {
  const owner = ownerOf(request.memberId);
  const requestText: IdentifiedText[] =
    request.text === undefined
      ? []
      : [{ id: request.id, at: { owner, context: textContext(request), ciphertext: request.text } }];
  const stepTexts = request.steps.flatMap(({ id, text }): IdentifiedText[] =>
    text === undefined ? [] : [{ id, at: { owner, context: stepContext(request, id), ciphertext: text } }],
  );
  return [...requestText, ...stepTexts];
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
  const ciphertexts = requests.filter(({ memberId }) => !isErased(memberId)).flatMap(textsOf);
  const decrypted = await vault.decryptMany(ciphertexts.map(({ at }) => at));
  const texts = new Map(ciphertexts.map(({ id }, index) => [id, decrypted[index] ?? null]));
  // A stored text without an entry in `texts` is an erased member's.
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
