import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { memberErasedError, sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError, refused } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { fingerprintOf } from '../../shared/journal/claims.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { listCasesIn } from '../../shared/member-counts/member-counts.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { countWithdrawal } from '../../shared/services/withdrawals.ts';
import { withdrawalOf } from '../../shared/services/withdrawn.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { caseKey, casesOfMember, memberKey } from '../../shared/table/keys.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { closeAccount } from '../accounts/open-close-account.ts';
import { leaveGroup } from '../accounts/room-in-group.ts';
import { answerWithdrawals, openWithdrawal } from '../requests/withdrawal.ts';
import { validateConsent, validateGiver } from './consent-rules.ts';
import { memberFields } from './definition.ts';
import { validateConsentDay } from './impossible-dates.ts';
import { createMemberTokens } from './keyed-tokens.ts';
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
import { likenessWrites, moveWrites, tokenWrites } from './token-and-account-writes.ts';
import { ownRecord } from './woman-records.ts';

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
  // `null` in `changed` means that the field is empty; a stored member leaves it out.
  const plain = Object.fromEntries(fields.map((field) => [field, Reflect.get(changed, field) ?? undefined]));
  const sealed = await sealOfMember(vault, id, memberKey(id), memberFields, plain);
  if (sealed instanceof AppError) {
    throw sealed;
  }
  const { searchTokensOf, fullNameTokensOf, likenessOf } = createMemberTokens(vault);
  const hasNewSearchTerms = fields.includes('name') || fields.includes('phone');
  const after = storedMember.parse({
    ...seen,
    ...sealed,
    ageChanges,
    // The present collective is left out, since a member may return to a former one.
    formerCollectives: [...new Set([...seen.formerCollectives, seen.collectiveId])].filter(
      (former) => former !== collectiveId,
    ),
    movedFrom: district === seen.district ? seen.movedFrom : { district: seen.district, at: changedAt },
    searchTokens: hasNewSearchTerms ? await searchTokensOf(name, phone ?? undefined) : seen.searchTokens,
    fullNameTokens: fields.includes('name') ? await fullNameTokensOf(name) : seen.fullNameTokens,
    likeness:
      hasNewSearchTerms || fields.includes('mandal')
        ? await likenessOf({ name, phone: phone ?? undefined, mandal })
        : seen.likeness,
  });
  return { ...after, records: seen.records };
};

/**
 * Stores a member after a change of the named fields. If somebody changed the member since she was read, it writes nothing and returns
 * `stale`.
 * @param seen the member as read
 * @param today her last day in a collective that she leaves
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
    /** What the change makes of records that were joined to hers. */
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
  // Without a claim the outcome is never `repeated`.
  return outcome === 'written' || 'earlierRecord' in outcome ? 'written' : 'stale';
};

/** The error of a withdrawal that names as going on what is no case of hers; undefined if all are. */
const validateContinues = async (
  table: Pick<Table, 'getMany'>,
  memberIds: readonly string[],
  { continues = [] }: ConsentInput,
): Promise<AppError | undefined> => {
  const items = await table.getMany(continues.map(caseKey));
  const cases = new Set(
    items
      .map((item) => caseOfMember.parse(item))
      .flatMap((one) => (memberIds.includes(one.memberId) ? [one.id] : [])),
  );
  const unknown = continues.flatMap((id, index) => (cases.has(id) ? [] : [`continues.${index}`]));
  return unknown.length === 0 ? undefined : refused('unknown_case', 'This is no case of hers.', ...unknown);
};

/** What a consent to the services, or its withdrawal, brings with it: her request to stop, or its answer. */
const followUps = async (
  table: Table,
  memberIds: readonly string[],
  sentTo: string,
  { purpose, given, on, method }: ConsentInput,
  stamp: Stamp,
  newId: Ids,
) => {
  if (purpose !== 'services') return { writes: [] };
  return given
    ? answerWithdrawals(table, memberIds, (madeOn) => (madeOn <= on ? on : undefined), stamp, newId)
    : openWithdrawal(table, memberIds, sentTo, { on, via: method }, stamp, newId);
};

/** @throws AppError `impossible_date`, `guardian_needed`, `consent_out_of_order`, `unknown_case`, `too_many`, `id_reused` */
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
    const { writes, ...lineFields } = await followUps(
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
      staleIfFailed: writes,
      writes: input.purpose === 'services' && !input.given ? [countWithdrawal] : [],
      line: { ...line, ...lineFields },
    };
  });
  return { outcome: creationOutcome(outcome), consent: findWritten(member.consents, input.id) };
};

/** Whether a case of hers was ever opened, under any of her ids. */
const hasCase = async (table: Pick<Table, 'query'>, ids: readonly string[]): Promise<boolean> => {
  const pages = await Promise.all(ids.map((id) => table.query({ partition: casesOfMember(id), limit: 1 })));
  return pages.some(({ items }) => items.length > 0);
};

/**
 * Ends a membership, once. The member's id recognises a repeated request.
 * @param sentTo the id that was sent: if its own record was left before it was joined to another, this can only be a repetition of that
 * @throws AppError `exit_before_joining`, `balance_open`, `member_erased`; `id_reused` if she left with
 * other content
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
    // If her record was joined to another since she was read, it is that one which she leaves, with its key.
    const { id } = current;
    const sentToRecord = current.records?.find((record) => record.id === sentTo);
    const sealed = await sealOfMember(vault, id, memberKey(id), memberFields, { exitedOn, exitReason });
    // After her erasure nothing is encrypted. The error is thrown unless the request repeats an accepted one.
    const [exited, erasureRefusal] =
      sealed instanceof AppError ? [{ exitedOn }, sealed] : [sealed, undefined];
    const answeredOn = (madeOn: string) => (exitedOn < madeOn ? madeOn : exitedOn);
    // Where cases of hers have stopped, whoever recorded that she asked for it may not also say that she was answered: that is the coordinator's.
    const { writes, ...lineFields } =
      role === 'coordinator' || !(await hasCase(table, idsOf(current)))
        ? await answerWithdrawals(table, idsOf(current), answeredOn, stamp, newId)
        : { writes: [] };
    return {
      changed: { ...current, ...exited },
      claim: {
        id: `exit:${sentToRecord?.exitedOn === undefined ? id : sentTo}`,
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
