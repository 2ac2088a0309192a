import { InternalError, notFound } from '../../shared/errors/errors.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import { record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { womenWithin } from '../../shared/places/women.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { erasureKey, erasureList } from '../../shared/table/keys/members.ts';
import { approvalKey } from '../../shared/table/keys/people.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { putApproval } from '../../shared/two-person/put-approval.ts';
import { findApproval } from '../../shared/two-person/stored-approval.ts';
import { validateDecider } from '../../shared/two-person/two-person-rules.ts';
import { factsOf, readRecordsThatGo } from './records-that-go.ts';
import { absenceErrorOf, erasureRequestedError, matterOf } from './rules.ts';
import { type ErasureInput, type StoredErasure, type SubjectKind, storedErasure } from './schema.ts';
import { type OpenedErasure, openErasures, sealErasure, toItem } from './stored-erasure.ts';
import { subjects } from './subjects.ts';

/** Stores and reads requests for erasures. approval-effect.ts carries out an approved one, functions/jobs/erasure destroys the key later. */

const findErasure = async (table: Table, subject: string): Promise<StoredErasure | undefined> => {
  const item = await table.get(erasureKey(subject));
  return item === undefined ? undefined : storedErasure.parse(item);
};

/**
 * The requested erasure with an id. The table keeps only the newest erasure of a subject. An earlier one was declined or withdrawn; it is
 * rebuilt from its approval, without its reason.
 */
const findRequested = async (
  table: Table,
  of: SubjectKind,
  subject: string,
  id: string,
): Promise<StoredErasure> => {
  const newest = await findErasure(table, subject);
  if (newest?.id === id) {
    return newest;
  }
  const approval = await findApproval(table, id);
  if (approval === undefined) {
    throw new InternalError('An erasure that was asked for is not there.');
  }
  const { askedAt: requestedAt, askedBy: requestedBy, decidedAt, state } = approval;
  const end = state === 'withdrawn' ? { withdrawnAt: decidedAt } : { declinedAt: decidedAt };
  return { id, of, subject, requestedAt, requestedBy, ...end };
};

/**
 * Asks a second person to approve an erasure. Until then nothing changes.
 * @throws AppError `not_found`, `erasure_requested`, `id_reused`
 */
export const askErasure = async (
  { table, vault }: Records,
  of: SubjectKind,
  subject: string,
  input: ErasureInput,
  request: { readonly requestedAt: string; readonly requestedBy: string },
  line: JournalLineOf<'approval_asked'>,
): Promise<{ readonly outcome: 'accepted' | 'repeated'; readonly erasure: StoredErasure }> => {
  const { id } = input;
  const key = subjects[of].key(subject);
  const records = await readRecordsThatGo(table, of, subject);
  const isThere = records.length > 0;
  // If the subject does not exist, `record` writes nothing, but still recognises a request that was accepted before.
  const erasure: StoredErasure = isThere
    ? await sealErasure(vault, { ...input, of, subject, ...request })
    : { id, of, subject, ...request };
  const outcome = await record(table, {
    claim: {
      id,
      fingerprint: await fingerprintOf(vault, { [of]: subject, erasure: input }),
      record: approvalKey(id),
      // Null, so that this claim outlives the erasure: a repetition of the request must still be recognised.
      concernsOnly: null,
    },
    errorUnlessRepeated: isThere ? undefined : absenceErrorOf(await findErasure(table, subject)),
    writes: [
      { check: key, condition: 'attribute_exists(pk)', errorIfFailed: notFound },
      // A new erasure replaces only one that was declined or withdrawn.
      {
        put: toItem(erasure),
        condition:
          'attribute_not_exists(pk) OR attribute_exists(declinedAt) OR attribute_exists(withdrawnAt)',
        errorIfFailed: erasureRequestedError,
      },
      ...putApproval({
        id,
        matter: matterOf[of],
        subject,
        askedBy: request.requestedBy,
        askedAt: request.requestedAt,
        state: 'waiting',
        facts: factsOf(of, records),
      }),
    ],
    line,
  });
  return outcome === 'written'
    ? { outcome: 'accepted', erasure }
    : { outcome: 'repeated', erasure: await findRequested(table, of, subject, id) };
};

/**
 * A request for an erasure with its reason. The person who asked may read it as long as the reason is stored; those who may decide on it, as long as it
 * waits.
 * @throws AppError `not_found`, also if the caller may not read it
 */
export const findErasureFor = async (
  { table, vault }: Records,
  id: string,
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
): Promise<OpenedErasure> => {
  const approval = await findApproval(table, id);
  if (approval === undefined) {
    throw notFound();
  }
  const { subject } = approval;
  if (reach === 'area' && !(await womenWithin(table, [subject], { caller, reach })).has(subject)) {
    throw notFound();
  }
  const isRequester = approval.askedBy === caller.personId;
  const mayDecide = approval.state === 'waiting' && validateDecider(approval, caller) === undefined;
  const newest = await findErasure(table, subject);
  // If `newest` has another id, it is a later request. The reason of this one is no longer stored.
  if (newest?.id !== id || !(isRequester || mayDecide)) {
    throw notFound();
  }
  const [opened] = await openErasures(vault, [newest]);
  if (opened === undefined) {
    throw notFound();
  }
  return opened;
};

/** A page of all erasures, by the subject's id, with the reasons that can still be decrypted. */
export const listErasures = async (
  { table, vault }: Records,
  limit: number,
  after: PageKey | undefined,
): Promise<{ readonly items: OpenedErasure[]; readonly next?: Item }> => {
  const { items, next } = await table.query({
    partition: erasureList,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  const erasures = items.map((item) => storedErasure.parse(item));
  return {
    items: await openErasures(vault, erasures),
    ...(next === undefined ? {} : { next: storedKey.parse(next) }),
  };
};
