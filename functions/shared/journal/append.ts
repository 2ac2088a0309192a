import { AppError, InternalError } from '../errors/errors.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { claimKey } from '../table/keys/journal-and-claims.ts';
import type { Key } from '../table/keys/key.ts';
import { type Claim, claimWrite, refuseUnlessRepeated, repetitionOf } from './idempotency-claims.ts';
import { journalItemOf } from './journal-item.ts';
import { type JournalLine, journalLine } from './line.ts';
import { obeyConsent } from './obey-consent.ts';

/**
 * Carries out accepted writes (`record`): records, claims of ids and the journal line in one transaction. idempotency-claims.ts recognises repetitions,
 * line.ts has the types of lines.
 */

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
 * Further writes of the same transaction, whose conditions require that an item is still as it was read (optimistic locking). If one fails, the outcome is
 * `stale` whatever else fails, since the decision was made from old data.
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
  const furtherLines = (input.furtherLines ?? []).map((furtherLine) => journalLine().parse(furtherLine));
  const claims = [...(claim ? [claim] : []), ...furtherClaims].map((used) =>
    claimWrite(used, line.recordedAt),
  );
  const appendLines = [line, ...furtherLines].map(
    (appended): Write => ({ put: journalItemOf(appended), condition: 'attribute_not_exists(pk)' }),
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
