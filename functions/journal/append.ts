import * as z from 'zod';
import { AppError, notFound } from '../domain/errors.ts';
import type { Item, Table, Write } from '../table/client.ts';
import {
  claimKey,
  claimPlace,
  journalByActor,
  journalBySubject,
  journalKey,
  type Key,
} from '../table/keys.ts';
import { type JournalLine, journalLine } from './line.ts';

/**
 * The id that a device gave to what it sends, with what makes a repetition recognisable: a keyed hash of the content,
 * and the key of the record that the id stands for.
 */
export type Claim = {
  readonly id: string;
  readonly fingerprint: string;
  readonly record: Key;
  /** The person whom the content concerns alone: her erasure overwrites the hash. Null where it concerns others too. */
  readonly concerns: Concerned | null;
  /** Where the id stands in the request, where it is not the record's own. */
  readonly path?: string;
};

/** A person, and the key of the item that is there once her erasure was accepted. */
export type Concerned = { readonly id: string; readonly erased: Key };

const key = z.object({ pk: z.string(), sk: z.string() });

/** Without a fingerprint: overwritten by an erasure. */
const storedClaim = z.object({ fingerprint: z.string().optional(), record: key, erased: key.optional() });

/** What the lines of a type are found by, beside their time. */
const subjectOf = (line: JournalLine): string => {
  switch (line.type) {
    case 'collective_formed':
    case 'collective_changed':
    case 'meeting_held':
    case 'meeting_reversed':
      return line.collectiveId;
    case 'case_opened':
    case 'case_changed':
    case 'case_event':
    case 'case_event_taken_back':
    case 'glass_broken':
      return line.caseId;
    case 'outreach_recorded':
    case 'outreach_reversed':
      return line.outreachId;
    case 'targets_set':
      return line.financialYear;
    case 'publication':
      return line.month;
    case 'person_added':
    case 'person_changed':
    case 'device_added':
    case 'device_locked':
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

const toItem = (line: JournalLine): Item => ({
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

/** @throws AppError `not_found` from the moment of an erasure on, whatever the content; `id_reused` */
const repetitionOf = async (
  table: Table,
  claim: Claim,
  stored: Item,
): Promise<{ readonly repeated: Key }> => {
  const known = storedClaim.parse(stored);
  const isErased =
    known.fingerprint === undefined ||
    (known.erased !== undefined && (await table.get(known.erased)) !== undefined);
  if (isErased) {
    throw notFound();
  }
  if (known.fingerprint !== claim.fingerprint) {
    throw idReused();
  }
  return { repeated: known.record };
};

/**
 * The id is looked at before any rule: what was accepted once is repeated, whatever a rule says by now.
 * @throws AppError `refusal` for an id that was not used before; `id_reused`
 */
export const refuseUnlessRepeated = async (
  table: Table,
  claim: Claim | undefined,
  refusal: AppError,
): Promise<{ readonly repeated: Key }> => {
  const stored = claim && (await table.get(claimKey(claim.id)));
  if (claim === undefined || stored === undefined) {
    throw refusal;
  }
  return repetitionOf(table, claim, stored);
};

/**
 * What is said of failed conditions: that something is not there, or else the first refusal, together with the fields
 * that the others are about.
 */
const explain = async (
  failures: readonly { readonly write: Write | undefined; readonly stored: Item | undefined }[],
): Promise<AppError> => {
  const refusals = await Promise.all(failures.map(({ write, stored }) => write?.refusal?.(stored)));
  const [first] = refusals;
  if (first === undefined) {
    throw new Error('A condition failed that no refusal explains.');
  }
  const gravest = refusals.find((refusal) => refusal?.kind === 'not_found') ?? first;
  const errors = refusals.flatMap((refusal) => refusal?.details.errors ?? []);
  return gravest.kind === 'not_found' || errors.length === 0
    ? gravest
    : new AppError(gravest.kind, gravest.code, gravest.message, { ...gravest.details, errors });
};

/** What became of a write: `repeated` with the key of the record that an earlier, equal request made. */
export type Outcome = 'written' | { readonly repeated: Key };

/** `stale`: somebody else was faster. What was read is no longer so; `stale` is the item as it now is, if it is still there. */
export type OptimisticOutcome = Outcome | { readonly stale: Item | undefined };

type Recording = {
  readonly claim?: Claim;
  /** Further ids that are used up by the write, such as those of new loans. */
  readonly furtherClaims?: readonly Claim[];
  /** A refusal that a rule decided on before anything was sent; it stands unless the id was accepted before. */
  readonly refusal?: AppError | undefined;
  readonly writes: readonly Write[];
  readonly line: JournalLine;
};

/**
 * Writes that rest on what was read before, as their conditions say (optimistic locking). When one of these fails, the outcome
 * is `stale`, whatever else is refused: what that was decided on is old.
 */
type Optimistic = { readonly optimistic: readonly Write[] };

/**
 * Every accepted write: the records it changes, the claims of its ids and one journal line, in one transaction. When it is
 * `repeated` or `stale`, nothing was written.
 * @throws AppError `conflict` `id_reused` where the id stands for something else; `not_found` where it stands for somebody who was
 * erased; else `refusal`, or what the writes whose conditions failed say: `not_found` before all, or else the first, with the
 * `errors` of them all.
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
  const line = journalLine.parse(input.line);
  const claims = [...(claim ? [claim] : []), ...furtherClaims].map(
    ({ id, fingerprint, record: { pk, sk }, concerns, path }): Write => ({
      put: {
        ...claimKey(id),
        fingerprint,
        record: { pk, sk },
        at: line.recordedAt,
        ...(concerns === null ? {} : { erased: concerns.erased, ...claimPlace(concerns.id, id) }),
      },
      condition: 'attribute_not_exists(pk)',
      refusal: () => idReused(path),
    }),
  );
  const append: Write = { put: toItem(line), condition: 'attribute_not_exists(pk)' };
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
