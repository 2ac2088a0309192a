import { dueTalkOf } from '../../shared/due-talks/due-talk.ts';
import { dueTalkWrites } from '../../shared/due-talks/due-talks-of-group.ts';
import { type AppError, InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { type OptimisticOutcome, record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { findWoman } from '../../shared/one-woman/records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import type { StoredMember } from './schema.ts';
import { parseMember, toItem } from './stored-member.ts';
import { recordsAfter, type TalkCounts } from './woman-records.ts';

/** Writes a change of a member's record, and decides anew if somebody has changed it meanwhile. */

/** Who recorded what is new and when, and the version with which it begins. */
export type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };

/** A revision of a member, based on the version that was read; writing it increments the version. */
export type Decision = {
  readonly changed: StoredMember;
  readonly claim?: Claim;
  /** The error of a rule that forbids the revision. It is thrown, unless `claim` repeats an accepted request. */
  readonly refusal?: AppError | undefined;
  /** Further writes of the same transaction. */
  readonly writes?: readonly Write[];
  /** Further writes that fail if what they rest on has changed since it was read: then everything is read again. */
  readonly staleIfFailed?: readonly Write[];
  /** The talk figures of the record that the line names (`memberId`), if they change. */
  readonly talks?: TalkCounts;
  readonly line: JournalLine;
  readonly furtherLines?: readonly JournalLine[];
};

/** The member of an id. The id of a joined record leads to the kept record, put together with all that were joined to it. @throws AppError `not_found` */
export const findMember = async (table: Table, id: string): Promise<StoredMember> => {
  const item = await findWoman(table, id);
  if (item === undefined) {
    throw notFound();
  }
  return parseMember(item);
};

/** Makes the claim of an id for something appended to a member. The fingerprint covers the member's id too. */
export const claimOf = async (
  vault: Vault,
  memberId: string,
  content: { readonly id: string } & Readonly<Record<string, unknown>>,
): Promise<Claim> => ({
  id: content.id,
  fingerprint: await fingerprintOf(vault, { memberId, ...content }),
  record: memberKey(memberId),
  concernsOnly: concernedMember(memberId),
});

/**
 * The writes of a woman's records after a change: those that changed, each at its next version, and a check of the others.
 * @param sentTo the id of hers to whose record new entries go
 */
const recordWrites = (
  seen: StoredMember,
  changed: StoredMember,
  sentTo: string,
  talks: TalkCounts | undefined,
): Write[] =>
  recordsAfter(seen, changed, sentTo, talks).map((record, index) => {
    // `recordsAfter` keeps the order of `seen.records`. Without `records`, there is only the one record, which has changed.
    const before = seen.records?.[index];
    const isUnchanged = before !== undefined && canonicalJson(record) === canonicalJson(before);
    const isAsSeen = { condition: 'version = :seen', values: { ':seen': record.version } };
    return isUnchanged
      ? { check: memberKey(record.id), ...isAsSeen }
      : { put: toItem({ ...record, version: record.version + 1 }), ...isAsSeen };
  });

/**
 * Writes a decision in one transaction. If the member was changed since she was read, it writes nothing, and the outcome is `{ stale }`. New entries go to
 * the record of the id that the line names, or to the kept record if it names none.
 */
export const writeDecision = (
  table: Table,
  seen: StoredMember,
  input: Decision,
): Promise<OptimisticOutcome> =>
  record(table, {
    ...(input.claim === undefined ? {} : { claim: input.claim }),
    // `record` throws the refusal, unless the request repeats one that was accepted.
    errorUnlessRepeated: input.refusal,
    staleIfFailed: [
      ...recordWrites(
        seen,
        input.changed,
        'memberId' in input.line ? input.line.memberId : seen.id,
        input.talks,
      ),
      ...(input.staleIfFailed ?? []),
    ],
    writes: [
      ...(input.writes ?? []),
      ...dueTalkWrites([{ before: dueTalkOf(seen), after: dueTalkOf(input.changed) }]),
    ],
    line: input.line,
    furtherLines: input.furtherLines ?? [],
  });

/**
 * Writes what `decide` makes of the current member. If the member was changed meanwhile (`stale`), reads her again and retries.
 * @param seen the member as the caller has read her, with whom the first attempt begins
 * @param sentTo the id of hers that the request names: if her records were joined or parted meanwhile, it tells whose record it is now
 * @param decide returns null if the record already is as requested: then nothing is written, and the outcome is `repeated`
 */
export const revise = (
  table: Table,
  seen: StoredMember,
  sentTo: string,
  decide: (current: StoredMember) => Decision | null | Promise<Decision>,
): Promise<{ readonly outcome: 'written' | 'repeated'; readonly member: StoredMember }> => {
  let isFirstAttempt = true;
  return table.retry(async () => {
    // The first attempt takes the member as the caller read her; a further attempt reads her again.
    const current = isFirstAttempt ? seen : await findMember(table, sentTo);
    isFirstAttempt = false;
    const decision = await decide(current);
    if (decision === null) {
      return { outcome: 'repeated', member: current };
    }
    const outcome = await writeDecision(table, current, decision);
    if (outcome === 'written') {
      return { outcome, member: { ...decision.changed, version: current.version + 1 } };
    }
    return 'stale' in outcome ? tryAgain : { outcome: 'repeated', member: await findMember(table, sentTo) };
  });
};

/** The outcome of a write, and the entry that it made or changed, under a name such as `child`. */
export type Created<Name extends string, T> = { readonly outcome: 'created' | 'repeated' } & {
  readonly [name in Name]: T;
};

/** The API's word for the outcome of a write. */
export const creationOutcome = (outcome: 'written' | 'repeated'): 'created' | 'repeated' =>
  outcome === 'written' ? 'created' : 'repeated';

/**
 * The part of a member's record that a revision has just added or changed, such as a consent, by its id.
 * @throws InternalError if it is not there
 */
export const findWritten = <T extends { readonly id: string }>(values: readonly T[], id: string): T => {
  const value = values.find((one) => one.id === id);
  if (value === undefined) {
    throw new InternalError('What was appended is not there.');
  }
  return value;
};
