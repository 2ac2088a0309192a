import { latestBirthYear, tooEarlyError } from '../../shared/calendar/before-five.ts';
import { memberErasedError, ownerOf } from '../../shared/definition/of-member.ts';
import { sealRecord } from '../../shared/definition/seal.ts';
import { notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countOfMember } from '../../shared/member-counts/member-counts.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { memberKey, requestKey } from '../../shared/table/keys/members.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { requestFields, stepFields } from './definition.ts';
import { findMembers, readRequest } from './find-requests.ts';
import { insertStep, validateStep } from './rules.ts';
import type { RequestInput, StepInput, StoredRequest } from './schema.ts';
import { toItem } from './stored-request.ts';

/**
 * Records members' requests about their data, grievances, and the steps of both. find-requests.ts reads one request, list-requests.ts lists them.
 * withdrawal.ts opens and answers requests of kind `withdrawal`.
 */

type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };

const encryptWith = (vault: Vault, memberId: string, key: Key) => (boundTo: string, text: string) =>
  vault.encrypt(ownerOf(memberId), contextOf(key, boundTo), text);

/** Records a request. @throws AppError `not_found` if the member was erased meanwhile; `too_many`, `id_reused` */
export const addRequest = async (
  { table, vault }: Records,
  memberId: string,
  input: RequestInput,
  stamp: Stamp,
  line: JournalLineOf<'request_recorded'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly request: StoredRequest }> => {
  const key = requestKey(memberId, input.id);
  const sealed = await sealRecord(requestFields, input, encryptWith(vault, memberId, key));
  const value: StoredRequest = { ...sealed, memberId, steps: [], ...stamp };
  const outcome = await record(table, {
    claim: {
      id: input.id,
      fingerprint: await fingerprintOf(vault, { memberId, request: input }),
      record: key,
      concernsOnly: concernedMember(memberId),
    },
    writes: [
      {
        check: memberKey(memberId),
        condition: 'attribute_exists(pk) AND birthYear <= :latest',
        values: { ':latest': latestBirthYear(input.on) },
        errorIfFailed: (stored) => (stored === undefined ? notFound() : tooEarlyError('on')),
      },
      ...countOfMember(memberId, input.kind === 'grievance' ? 'grievances' : 'requests', line.actor),
      { put: toItem(value) },
    ],
    line,
  });
  return outcome === 'written'
    ? { outcome: 'created', request: value }
    : { outcome: 'repeated', request: (await readRequest(table, memberId, input.id)) ?? value };
};

/**
 * Appends a step. A step without a text is accepted after the member's erasure too, so that the request for the erasure can be answered.
 * @throws AppError `already_taken_back`, `before_request`, `too_many`, `member_erased`, `id_reused`
 */
export const addStep = async (
  { table, vault }: Records,
  seen: StoredRequest,
  input: StepInput,
  { createdAt, createdBy }: Stamp,
  line: JournalLineOf<'request_step'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly request: StoredRequest }> => {
  const { memberId, id } = seen;
  const { text, ...fields } = input;
  const isErased = !(await findMembers(table, [memberId])).has(memberId);
  const claim: Claim = {
    id: input.id,
    fingerprint: await fingerprintOf(vault, { requestId: id, step: input }),
    record: requestKey(memberId, id),
    // Null after the member's erasure: the step has no text then, and a repetition must be recognised, so this claim must not be emptied with hers.
    concernsOnly: isErased ? null : concernedMember(memberId),
  };
  // A text about an erased member can't be encrypted. A step with such a text is refused below.
  const sealable = text === undefined || isErased ? fields : { ...fields, text };
  // As an entry of a record, so that its text is bound to the step's id, as the texts of the request's earlier steps are.
  const { step } = await sealRecord(
    { step: { one: stepFields, told: 'listed' } },
    { step: { ...sealable, createdAt, createdBy } },
    encryptWith(vault, memberId, requestKey(memberId, id)),
  );
  let isFirstAttempt = true;
  return table.retry(async () => {
    // The first attempt takes the request as the caller read it; a further attempt reads it again.
    const current = isFirstAttempt ? seen : await readRequest(table, memberId, id);
    isFirstAttempt = false;
    if (current === undefined) {
      throw notFound();
    }
    const changed = {
      ...current,
      steps: insertStep(current.steps, step),
      version: current.version + 1,
    };
    const outcome = await record(table, {
      claim,
      errorUnlessRepeated:
        (text !== undefined && isErased ? memberErasedError('text') : undefined) ??
        validateStep(current, input.on),
      staleIfFailed: [
        {
          put: toItem(changed),
          condition: 'version = :seen',
          values: { ':seen': current.version },
        },
      ],
      writes: [],
      line,
    });
    if (outcome === 'written') {
      return { outcome: 'created', request: changed };
    }
    // `stale`: somebody else has written the request since it was read.
    if ('stale' in outcome) return tryAgain;
    return { outcome: 'repeated', request: (await readRequest(table, memberId, id)) ?? current };
  });
};
