import * as z from 'zod';
import { AppError, InternalError, notFound } from '../domain/errors.ts';
import type { Item, Table, Write } from '../table/client.ts';
import {
  claimIndexKeys,
  claimKey,
  journalByActor,
  journalBySubject,
  journalKey,
  type Key,
} from '../table/keys.ts';
import { type JournalLine, journalLine } from './line.ts';

/**
 * A device's id for what it sends. A keyed hash of the content makes a repetition recognisable, and the key
 * finds the record.
 */
export type Claim = {
  readonly id: string;
  readonly fingerprint: string;
  readonly record: Key;
  /** The person whom the content concerns alone: her erasure overwrites the hash. Null if it concerns others too. */
  readonly concerns: ConcernedPerson | null;
  /** The request path of the id, if it is not the record's own. */
  readonly path?: string;
};

/** A person, and the key of the item that exists once her erasure is accepted. */
export type ConcernedPerson = { readonly id: string; readonly erased: Key };

const key = z.object({ pk: z.string(), sk: z.string() });

/** Without a fingerprint: an erasure overwrote it. */
const storedClaim = z.object({
  fingerprint: z.string().optional(),
  record: key,
  at: z.string(),
  erased: key.optional(),
});

/** The subject under which a line is indexed: the id of a collective, case, outreach, person or member, a month, a financial year, or `programme`. */
const subjectOf = (line: JournalLine): string => {
  switch (line.type) {
    case 'collective_formed':
    case 'collective_changed':
    case 'meeting_held':
    case 'meeting_reversed':
    case 'voucher_recorded':
    case 'voucher_reversed':
    case 'borrowing_recorded':
    case 'books_opened':
      return line.collectiveId;
    case 'case_opened':
    case 'case_changed':
    case 'case_event':
    case 'case_event_taken_back':
    case 'glass_broken':
      return line.caseId;
    case 'outreach_recorded':
    case 'outreach_reversed':
    case 'roster_set':
      return line.outreachId;
    case 'targets_set':
      return line.financialYear;
    case 'programme_terms_set':
    case 'baselines_set':
      return 'programme';
    case 'narrative_set':
    case 'publication':
    case 'finding_explained':
      return line.month;
    case 'person_added':
    case 'person_changed':
    case 'device_added':
    case 'device_locked':
    case 'device_revoked':
    case 'device_ended':
    case 'person_erased':
      return line.personId;
    case 'approval_asked':
    case 'approval_decided':
      return line.subject;
    default:
      return line.memberId;
  }
};

/** A journal line as it is stored, found by its subject and by its actor. */
export const journalItemOf = (line: JournalLine): Item => ({
  ...journalKey(line.recordedAt, line.id),
  gsi1pk: journalBySubject(subjectOf(line)),
  gsi1sk: `${line.recordedAt}#${line.id}`,
  gsi2pk: journalByActor(line.actor),
  gsi2sk: `${line.recordedAt}#${line.id}`,
  line,
});

const idReused = (path?: string): AppError => {
  const message = 'This id was recorded before, with other content.';
  return new AppError(
    'conflict',
    'id_reused',
    message,
    path === undefined ? {} : { errors: [{ path, message }] },
  );
};

/** @throws AppError `not_found` if the person concerned was erased, `id_reused` if the content differs from the first request's */
const repetitionOf = async (
  table: Table,
  claim: Pick<Claim, 'fingerprint'>,
  stored: Item,
): Promise<Repetition> => {
  const claimed = storedClaim.parse(stored);
  const isErased =
    claimed.fingerprint === undefined ||
    (claimed.erased !== undefined && (await table.get(claimed.erased)) !== undefined);
  if (isErased) {
    throw notFound();
  }
  if (claimed.fingerprint !== claim.fingerprint) {
    throw idReused();
  }
  return { repeated: claimed.record, at: claimed.at };
};

/**
 * Throws a rule's refusal only if the id is unused: a request that was accepted may be repeated even if the rule would refuse it now.
 * @throws AppError `refusal` for an unused id; `not_found` and `id_reused` as `findRepetition`
 */
export const refuseUnlessRepeated = async (
  table: Table,
  claim: Claim | undefined,
  refusal: AppError,
): Promise<{ readonly repeated: Key }> => {
  const repetition = claim && (await findRepetition(table, claim));
  if (repetition === undefined) {
    throw refusal;
  }
  return repetition;
};

/**
 * The record of a request that was accepted before, and when; undefined for an unused id.
 * @throws AppError `id_reused` if the content was another, `not_found` after an erasure
 */
export const findRepetition = async (
  table: Table,
  claim: Pick<Claim, 'id' | 'fingerprint'>,
): Promise<Repetition | undefined> => {
  const stored = await table.get(claimKey(claim.id));
  return stored && repetitionOf(table, claim, stored);
};

/** `at`: when the first request was recorded, RFC 3339 with milliseconds. */
type Repetition = { readonly repeated: Key; readonly at: string };

/** Explains failed conditions: `not_found` first, else the first error, with the fields of the others. */
const explain = async (
  failures: readonly { readonly write: Write | undefined; readonly stored: Item | undefined }[],
): Promise<AppError> => {
  const refusals = await Promise.all(failures.map(({ write, stored }) => write?.refusal?.(stored)));
  const [first] = refusals;
  if (first === undefined) {
    throw new InternalError('A condition failed that no refusal explains.');
  }
  const gravest = refusals.find((refusal) => refusal?.kind === 'not_found') ?? first;
  const errors = refusals.flatMap((refusal) => refusal?.details.errors ?? []);
  return gravest.kind === 'not_found' || errors.length === 0
    ? gravest
    : new AppError(gravest.kind, gravest.code, gravest.message, { ...gravest.details, errors });
};

/** The result of a write: `repeated` has the key of the record made by an earlier, equal request. */
export type Outcome = 'written' | { readonly repeated: Key };

/** `stale`: somebody else was faster. It holds the current item, if it still exists. */
export type OptimisticOutcome = Outcome | { readonly stale: Item | undefined };

type Recording = {
  readonly claim?: Claim;
  /** Further ids that the write uses up, such as those of new loans. */
  readonly furtherClaims?: readonly Claim[];
  /** A rule's error, decided before sending. It is thrown unless the id was accepted before. */
  readonly refusal?: AppError | undefined;
  readonly writes: readonly Write[];
  readonly line: JournalLine;
};

/**
 * Writes with conditions on what was read before (optimistic locking). If one of them fails, the outcome is
 * `stale`, whatever else fails: the decision rested on old data.
 */
type Optimistic = { readonly optimistic: readonly Write[] };

/**
 * Carries out every accepted write: the changed records, the claims of its ids and one journal line, in one transaction.
 * If it is `repeated` or `stale`, nothing was written.
 * @throws AppError `conflict` `id_reused` if the id stands for something else; `not_found` if it belongs to an erased
 * person; otherwise `refusal` or the errors of the failed conditions: `not_found` before others, else the first, with
 * all `errors`
 */
export async function record(table: Table, input: Recording & Optimistic): Promise<OptimisticOutcome>;
export async function record(table: Table, input: Recording): Promise<Outcome>;
export async function record(
  table: Table,
  input: Recording & Partial<Optimistic>,
): Promise<OptimisticOutcome> {
  const { claim, furtherClaims = [], optimistic = [], writes } = input;
  if (input.refusal !== undefined) {
    return refuseUnlessRepeated(table, claim, input.refusal);
  }
  const line = journalLine().parse(input.line);
  const claims = [...(claim ? [claim] : []), ...furtherClaims].map(
    ({ id, fingerprint, record: { pk, sk }, concerns, path }): Write => ({
      put: {
        ...claimKey(id),
        fingerprint,
        record: { pk, sk },
        at: line.recordedAt,
        ...(concerns === null ? {} : { erased: concerns.erased, ...claimIndexKeys(concerns.id, id) }),
      },
      condition: 'attribute_not_exists(pk)',
      refusal: () => idReused(path),
    }),
  );
  const append: Write = { put: journalItemOf(line), condition: 'attribute_not_exists(pk)' };
  const checked = optimistic.map((write): Write => ({ ...write, returnStored: true }));
  const all = [...claims, ...checked, ...writes, append];
  const outcome = await table.transact(all);
  if (outcome === null) {
    return 'written';
  }
  if (claim) {
    const stored = outcome[0]?.stored ?? (await table.get(claimKey(claim.id)));
    if (stored !== undefined) {
      return repetitionOf(table, claim, stored);
    }
  }
  const overtaken = outcome
    .slice(claims.length, claims.length + optimistic.length)
    .find(({ failed }) => failed);
  if (overtaken !== undefined) {
    return { stale: overtaken.stored };
  }
  throw await explain(
    outcome.flatMap(({ failed, stored }, index) => (failed ? [{ write: all[index], stored }] : [])),
  );
}
