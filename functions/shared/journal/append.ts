import { AppError, InternalError } from '../errors/errors.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { claimKey, journalByActor, journalBySubject, journalKey, type Key } from '../table/keys.ts';
import { type Claim, claimWrite, refuseUnlessRepeated, repetitionOf } from './idempotency-claims.ts';
import { type JournalLine, journalLine } from './line.ts';
import { obeyConsent } from './obey-consent.ts';

/**
 * Carries out accepted writes (`record`): records, claims of ids and the journal line in one transaction. idempotency-claims.ts recognises repetitions,
 * line.ts has the types of lines.
 */

/** The subject by which a line is found: the id of a record or person, a month, a financial year, or `programme`. */
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
    case 'move_recorded':
    case 'move_reversed':
    case 'question_asked':
    case 'question_answered':
    case 'question_closed':
      return line.collectiveId;
    case 'case_opened':
    case 'case_changed':
    case 'case_event':
    case 'case_event_taken_back':
    case 'glass_broken':
    case 'glass_refused':
    case 'glass_ended':
      return line.caseId;
    case 'outreach_recorded':
    case 'outreach_reversed':
    case 'roster_set':
      return line.outreachId;
    case 'demand_recorded':
    case 'demand_step':
    case 'demand_reversed':
      return line.demandId;
    case 'targets_set':
      return line.financialYear;
    case 'programme_terms_set':
    case 'baselines_set':
    case 'voice_changed':
    case 'drill_asked':
      return 'programme';
    case 'narrative_set':
    case 'publication':
    case 'finding_explained':
      return line.month;
    case 'person_added':
    case 'person_changed':
    case 'device_added':
    case 'device_tried':
    case 'device_copied':
    case 'device_locked':
    case 'device_revoked':
    case 'device_ended':
    case 'person_erased':
      return line.personId;
    case 'approval_asked':
    case 'approval_decided':
      return line.subject;
    case 'members_joined':
    case 'members_parted':
      return line.keptId;
    // All other lines are about a member.
    default:
      return line.memberId;
  }
};

/** A journal line as the table's item, indexed by its subject and by its actor. */
export const journalItemOf = (line: JournalLine): Item => ({
  ...journalKey(line.recordedAt, line.id),
  gsi1pk: journalBySubject(subjectOf(line)),
  gsi1sk: `${line.recordedAt}#${line.id}`,
  gsi2pk: journalByActor(line.actor),
  gsi2sk: `${line.recordedAt}#${line.id}`,
  line,
});

/**
 * The error of a transaction whose conditions failed. An error `not_found` is thrown alone; without one, an error that `prevails` is. Otherwise it is
 * the error of the first write, with the `errors` of all.
 * @param failures the writes whose conditions failed, in order
 */
const failureError = async (
  failures: readonly { readonly write: Write | undefined; readonly stored: Item | undefined }[],
): Promise<AppError> => {
  const refusals = await Promise.all(failures.map(({ write, stored }) => write?.errorIfFailed?.(stored)));
  const [first] = refusals;
  if (first === undefined) {
    throw new InternalError('A condition failed whose write has no `errorIfFailed`.');
  }
  const alone =
    refusals.find((refusal) => refusal?.kind === 'not_found') ??
    refusals.find((refusal) => refusal?.details.prevails);
  if (alone !== undefined) {
    return alone;
  }
  const errors = refusals.flatMap((refusal) => refusal?.details.errors ?? []);
  return errors.length === 0
    ? first
    : new AppError(first.kind, first.code, first.message, { ...first.details, errors });
};

/** The result of a write. If an equal request was accepted before, nothing is written: `earlierRecord` is the key of the record that it made. */
export type Outcome = 'written' | { readonly earlierRecord: Key };

/** `stale`: an item was changed since it was read, so nothing is written. The value is the item as it is stored now; undefined if it is gone. */
export type OptimisticOutcome = Outcome | { readonly stale: Item | undefined };

type RecordInput = {
  readonly claim?: Claim;
  /** Further ids that the write uses up, such as those of new loans. */
  readonly furtherClaims?: readonly Claim[];
  /**
   * The error of a rule that forbids this write. If given, nothing is written, and it is thrown. But if `claim` repeats
   * a request that was accepted before, the outcome is `earlierRecord`: what was accepted once stays accepted.
   */
  readonly errorUnlessRepeated?: AppError | undefined;
  readonly writes: readonly Write[];
  readonly line: JournalLine;
  /** If a woman has several records: a line for each other record of hers that the same write changes. */
  readonly furtherLines?: readonly JournalLine[];
};

/**
 * Writes whose conditions require that an item is still as it was read (optimistic locking). If one fails, the outcome is `stale` whatever else fails,
 * since the decision was made from old data.
 */
type OptimisticWrites = { readonly staleIfFailed: readonly Write[] };

/**
 * Carries out an accepted write: stores the changed records, the claims of its ids and its journal line in one transaction. Unless the outcome is
 * `written`, nothing is stored. Here a write is also refused that must not happen while a woman has withdrawn her consent (`obeyConsent`).
 * @throws AppError `id_reused` if the id stands for something else; `not_found` if the id belongs to an erased person;
 * otherwise `errorUnlessRepeated` or the error of the failed conditions (`failureError`)
 */
export async function record(table: Table, input: RecordInput & OptimisticWrites): Promise<OptimisticOutcome>;
export async function record(table: Table, input: RecordInput): Promise<Outcome>;
export async function record(
  table: Table,
  input: RecordInput & Partial<OptimisticWrites>,
): Promise<OptimisticOutcome> {
  const { claim, furtherClaims = [], staleIfFailed = [] } = input;
  const { refusal, writes } = obeyConsent(input.line, staleIfFailed, input.writes);
  const errorUnlessRepeated = refusal ?? input.errorUnlessRepeated;
  if (errorUnlessRepeated !== undefined) {
    return refuseUnlessRepeated(table, claim, errorUnlessRepeated);
  }
  const line = journalLine().parse(input.line);
  const furtherLines = (input.furtherLines ?? []).map((one) => journalLine().parse(one));
  const claims = [...(claim ? [claim] : []), ...furtherClaims].map((one) => claimWrite(one, line.recordedAt));
  const appendLines = [line, ...furtherLines].map(
    (one): Write => ({ put: journalItemOf(one), condition: 'attribute_not_exists(pk)' }),
  );
  const optimisticWrites = staleIfFailed.map((write): Write => ({ ...write, returnStored: true }));
  // The order matters below: a failed condition is found by its write's index.
  const allWrites = [...claims, ...optimisticWrites, ...writes, ...appendLines];
  const failures = await table.transact(allWrites);
  if (failures === null) {
    return 'written';
  }
  if (claim) {
    // The first write is the request's own claim. If only another condition failed, an equal request may have stored the claim meanwhile.
    const stored = failures[0]?.stored ?? (await table.get(claimKey(claim.id)));
    if (stored !== undefined) {
      return repetitionOf(table, claim, stored);
    }
  }
  const failedOptimistic = failures
    .slice(claims.length, claims.length + staleIfFailed.length)
    .find(({ failed }) => failed);
  if (failedOptimistic !== undefined) {
    return { stale: failedOptimistic.stored };
  }
  throw await failureError(
    failures.flatMap(({ failed, stored }, index) => (failed ? [{ write: allWrites[index], stored }] : [])),
  );
}
