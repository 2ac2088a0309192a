import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { memberErasedError, sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError, refused } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { listCasesIn } from '../../shared/member-counts/member-counts.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { countWithdrawal } from '../../shared/services/withdrawals.ts';
import { withdrawalOf } from '../../shared/services/withdrawn.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { caseKey, casesOfMember } from '../../shared/table/keys/cases.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { closeAccount } from '../accounts/open-close-account.ts';
import { leaveGroup } from '../accounts/room-in-group.ts';
import { answerWithdrawals, exitClaimOf, openWithdrawal } from '../requests/withdrawal.ts';
import { validateConsent, validateGiver } from './consent-rules.ts';
import { memberFields } from './definition.ts';
import { validateConsentDay } from './impossible-dates.ts';
import { validateChangeCounts, validateConsentCount } from './record-limits.ts';
import { claimOf, creationOutcome, findWritten, revise, type Stamp, writeDecision } from './revision.ts';
import { validateStay } from './rules.ts';
import {
  type ConsentInput,
  type ConsentRecord,
  type ExitInput,
  type StoredMember,
  storedMember,
  type WholeMember,
} from './schema.ts';
import { createMemberTokens } from './search-tokens.ts';
import { likenessWrites, moveWrites, tokenWrites } from './token-and-account-writes.ts';
import { ownRecord } from './woman-records.ts';

/** Stores a member's changes, consents and exit. enrol.ts stores a new member, revision.ts writes and retries. */

const caseOfMember = z.object({ id: z.string(), memberId: z.string() });

/**
 * The stored member after a change of the named fields.
 * @throws AppError `member_erased`
 */
const changedMember = async (
  vault: Vault,
  seen: StoredMember,
  changed: WholeMember,
  fields: readonly string[],
  changedAt: string,
): Promise<StoredMember> => {
  const { id, name, phone, mandal, district, collectiveId, ageChanges } = changed;
  if (name === null || mandal === null) {
    throw memberErasedError();
  }
  // An empty field is null in `changed`, and absent in a stored member.
  const plain = Object.fromEntries(fields.map((field) => [field, Reflect.get(changed, field) ?? undefined]));
  const sealed = await sealOfMember(vault, id, memberKey(id), memberFields, plain);
  if (sealed instanceof AppError) {
    throw sealed;
  }
  const { searchTokensOf, fullNameTokensOf, likenessOf } = createMemberTokens(vault);
  const hasNewName = fields.includes('name');
  const hasNewSearchTerms = hasNewName || fields.includes('phone');
  const after = storedMember.parse({
    ...seen,
    ...sealed,
    ageChanges,
    // She may return to a former collective. Then it is her present one, and no longer a former one.
    formerCollectives: [...new Set([...seen.formerCollectives, seen.collectiveId])].filter(
      (former) => former !== collectiveId,
    ),
    movedFrom: district === seen.district ? seen.movedFrom : { district: seen.district, at: changedAt },
    searchTokens: hasNewSearchTerms ? await searchTokensOf(name, phone ?? undefined) : seen.searchTokens,
    fullNameTokens: hasNewName ? await fullNameTokensOf(name) : seen.fullNameTokens,
    likeness:
      hasNewSearchTerms || fields.includes('mandal')
        ? await likenessOf({ name, phone: phone ?? undefined, mandal })
        : seen.likeness,
  });
  // The schema has no `records`, so parsing has dropped them.
  return { ...after, records: seen.records };
};

/**
 * Stores a member after a change of the named fields.
 * @param seen the member as read
 * @param today her last day in a collective that she leaves
 * @returns `stale`, with nothing written, if somebody has changed the member since she was read
 * @throws AppError `refusal`, `member_erased`, `too_many`; for a move `unknown_collective`, `collective_closed`, `collective_full` and `balance_open`
 */
export const change = async (
  { table, vault }: Records,
  seen: StoredMember,
  changed: WholeMember,
  {
    fields,
    today,
    refusal,
    writes,
    furtherLines,
  }: {
    readonly fields: readonly string[];
    readonly today: string;
    readonly refusal: AppError | undefined;
    /** Further writes of the same transaction. */
    readonly writes: readonly Write[];
    /** A line for each joined record that the change changes too. */
    readonly furtherLines: readonly JournalLineOf<'member_changed'>[];
  },
  line: JournalLineOf<'member_changed'>,
): Promise<'written' | 'stale'> => {
  const after = await changedMember(vault, seen, changed, fields, line.recordedAt);
  const outcome = await writeDecision(table, seen, {
    changed: after,
    refusal: refusal ?? validateChangeCounts(seen, after),
    writes: [
      ...moveWrites(seen, after, new Date(line.recordedAt), today),
      ...tokenWrites(seen, after),
      ...likenessWrites(seen, after),
      ...(after.district === seen.district ? [] : listCasesIn(after.district, idsOf(seen))),
      ...writes,
    ],
    line,
    furtherLines,
  });
  // For the types only: without a claim there is never an earlier record.
  return outcome === 'written' || 'earlierRecord' in outcome ? 'written' : 'stale';
};

/** Refuses a withdrawal that names, among the cases that are to go on, one that is not hers. */
const validateContinues = async (
  table: Pick<Table, 'getMany'>,
  memberIds: readonly string[],
  { continues = [] }: ConsentInput,
): Promise<AppError | undefined> => {
  const cases = (await table.getMany(continues.map(caseKey))).map((item) => caseOfMember.parse(item));
  const herCaseIds = new Set(
    cases.filter(({ memberId }) => memberIds.includes(memberId)).map(({ id }) => id),
  );
  const unknownPaths = continues.flatMap((id, index) => (herCaseIds.has(id) ? [] : [`continues.${index}`]));
  return unknownPaths.length === 0
    ? undefined
    : refused('unknown_case', 'This is no case of hers.', ...unknownPaths);
};

/**
 * The further writes of a consent to the services or its withdrawal, with their fields for the journal line. A withdrawal opens her request to stop; a
 * consent answers it.
 */
const requestWrites = async (
  table: Table,
  memberIds: readonly string[],
  sentTo: string,
  { purpose, given, on, method }: ConsentInput,
  stamp: Stamp,
  newId: Ids,
) => {
  if (purpose !== 'services') return { writes: [] };
  // A consent answers only requests made on its day or before.
  return given
    ? answerWithdrawals(table, memberIds, (madeOn) => (madeOn <= on ? on : undefined), stamp, newId)
    : openWithdrawal(table, memberIds, sentTo, { on, via: method }, stamp, newId);
};

/**
 * Records a consent or its withdrawal.
 * @param refusal thrown unless the same request was accepted before
 * @throws AppError `refusal`, `impossible_date`, `guardian_needed`, `consent_out_of_order`, `unknown_case`, `too_many`, `id_reused`
 */
export const addConsent = async (
  { table, vault, newId }: Records & { readonly newId: Ids },
  seen: StoredMember,
  input: ConsentInput,
  stamp: Stamp,
  reach: Reach,
  line: JournalLineOf<'consent_recorded'>,
  refusal?: AppError,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly consent: ConsentRecord }> => {
  const claim = await claimOf(vault, line.memberId, input);
  const unknownCase = await validateContinues(table, idsOf(seen), input);
  const { outcome, member } = await revise(table, seen, line.memberId, async (current) => {
    const consents = [...current.consents, { ...input, ...stamp }];
    const { writes, ...lineFields } = await requestWrites(
      table,
      idsOf(current),
      line.memberId,
      input,
      stamp,
      newId,
    );
    return {
      changed: { ...current, consents, ...withdrawalOf(consents) },
      claim,
      refusal:
        refusal ??
        validateConsentDay(current.birthYear, input, 'on') ??
        validateGiver(current.birthYear, input) ??
        validateConsent(current.consents, input) ??
        unknownCase ??
        validateConsentCount(
          current.consents,
          ownRecord(current, line.memberId).consents,
          input,
          stamp.createdBy,
          reach,
        ),
      // If somebody changed her requests since they were read, everything is decided again.
      staleIfFailed: writes,
      writes: input.purpose === 'services' && !input.given ? [countWithdrawal] : [],
      line: { ...line, ...lineFields },
    };
  });
  return { outcome: creationOutcome(outcome), consent: findWritten(member.consents, input.id) };
};

/** Whether a case was ever opened under any of her ids. */
const hasCase = async (table: Pick<Table, 'query'>, ids: readonly string[]): Promise<boolean> => {
  const pages = await Promise.all(ids.map((id) => table.query({ partition: casesOfMember(id), limit: 1 })));
  return pages.some(({ items }) => items.length > 0);
};

/**
 * Ends a membership, once. An exit has no id of its own, so it claims `exit:<member's id>` (`exitClaimOf`), by which a repeated request is recognised.
 * @param sentTo the id that was sent. It may be that of a record which is now joined to another.
 * @throws AppError `exit_before_joining`, `balance_open`, `member_erased`; `id_reused` if she has left with another day or reason
 */
export const exit = async (
  { table, vault, newId }: Records & { readonly newId: Ids },
  seen: StoredMember,
  { exitedOn, reason: exitReason }: ExitInput,
  sentTo: string,
  { role }: Pick<Caller, 'role'>,
  line: JournalLineOf<'member_exited'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly member: StoredMember }> => {
  const fingerprint = await fingerprintOf(vault, { exitedOn, reason: exitReason });
  const stamp = { createdAt: formatInstant(new Date(line.recordedAt)), createdBy: line.actor };
  const { outcome, member } = await revise(table, seen, sentTo, async (current) => {
    // The kept record is exited, and its key encrypts the reason. It may be another one than when she was read, since records can be joined.
    const { id } = current;
    const sentToRecord = current.records?.find((record) => record.id === sentTo);
    // A record that was exited before it was joined keeps the claim of its exit: a request sent to it can only repeat that exit.
    const exitedId = sentToRecord?.exitedOn === undefined ? id : sentTo;
    const sealed = await sealOfMember(vault, id, memberKey(id), memberFields, { exitedOn, exitReason });
    // After her erasure nothing can be encrypted. `revise` throws the refusal, unless the request repeats an accepted one.
    const erasureRefusal = sealed instanceof AppError ? sealed : undefined;
    const exited = sealed instanceof AppError ? { exitedOn } : sealed;
    // A request is answered on the day of the exit, but not before the day on which it was made.
    const answeredOn = (madeOn: string) => (exitedOn < madeOn ? madeOn : exitedOn);
    // The exit answers her request to stop. But if she ever had a case, only a coordinator's exit does, so that no leader or caseworker answers a request
    // that this leader or caseworker recorded.
    const answersRequests = role === 'coordinator' || !(await hasCase(table, idsOf(current)));
    const { writes, ...lineFields } = answersRequests
      ? await answerWithdrawals(table, idsOf(current), answeredOn, stamp, newId)
      : { writes: [] };
    return {
      changed: { ...current, ...exited },
      claim: {
        id: exitClaimOf(exitedId),
        fingerprint,
        record: memberKey(id),
        concernsOnly: concernedMember(id),
      },
      refusal: erasureRefusal ?? validateStay({ joinedOn: current.joinedOn, exitedOn }),
      staleIfFailed: writes,
      writes: [closeAccount(current.collectiveId, id, exitedOn, 'exited'), leaveGroup(current.collectiveId)],
      line: { ...line, memberId: id, ...lineFields },
    };
  });
  return { outcome: creationOutcome(outcome), member };
};
