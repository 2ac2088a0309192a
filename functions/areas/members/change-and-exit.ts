import { memberErasedError, sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Write } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { leaveGroup } from '../accounts/closed-group.ts';
import { closeAccount } from '../accounts/open-close-account.ts';
import { validateConsent, validateGiver } from './consent-rules.ts';
import { memberFields } from './definition.ts';
import { validateConsentDay } from './impossible-dates.ts';
import { createMemberTokens } from './keyed-tokens.ts';
import { maxConsents, validateChangeCounts, validateCount } from './record-limits.ts';
import {
  claimOf,
  creationOutcome,
  findWritten,
  fingerprintOf,
  revise,
  type Stamp,
  writeDecision,
} from './revision.ts';
import { validateStay } from './rules.ts';
import {
  type ConsentInput,
  type ConsentRecord,
  type ExitInput,
  type Member,
  type StoredMember,
  storedMember,
} from './schema.ts';
import { likenessWrites, moveWrites, tokenWrites } from './token-and-account-writes.ts';

/**
 * The stored member after a change of the named fields.
 * @throws AppError `member_erased`
 */
const changedMember = async (
  vault: Vault,
  seen: StoredMember,
  changed: Member,
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
  changed: Member,
  {
    fields,
    today,
    refusal,
    writes,
  }: {
    readonly fields: readonly string[];
    readonly today: string;
    readonly refusal: AppError | undefined;
    /** Further writes of the same transaction. */
    readonly writes: readonly Write[];
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
      ...writes,
    ],
    line,
  });
  // Without a claim the outcome is never `repeated`.
  return outcome === 'written' || 'earlierRecord' in outcome ? 'written' : 'stale';
};

/** @throws AppError `impossible_date`, `guardian_needed`, `consent_out_of_order`, `too_many`, `id_reused` */
export const addConsent = async (
  { table, vault }: Records,
  seen: StoredMember,
  input: ConsentInput,
  stamp: Stamp,
  line: JournalLineOf<'consent_recorded'>,
  refusal?: AppError,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly consent: ConsentRecord }> => {
  const claim = await claimOf(vault, line.memberId, input);
  const { outcome, member } = await revise(table, seen, (current) => ({
    changed: { ...current, consents: [...current.consents, { ...input, ...stamp }] },
    claim,
    refusal:
      refusal ??
      validateConsentDay(current.birthYear, input, 'on') ??
      validateGiver(current.birthYear, input) ??
      validateConsent(current.consents, input) ??
      validateCount(current.consents.length, maxConsents),
    line,
  }));
  return { outcome: creationOutcome(outcome), consent: findWritten(member.consents, input.id) };
};

/**
 * Ends a membership, once. The member's id recognises a repeated request.
 * @param sentTo the id that was sent: if its own record was left before it was joined to another, this can only be a repetition of that
 * @throws AppError `exit_before_joining`, `balance_open`, `member_erased`; `id_reused` if she left with
 * other content
 */
export const exit = async (
  { table, vault }: Records,
  seen: StoredMember,
  { exitedOn, reason: exitReason }: ExitInput,
  sentTo: string,
  line: JournalLineOf<'member_exited'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly member: StoredMember }> => {
  const { id } = seen;
  const sentToRecord = seen.records?.find((record) => record.id === sentTo);
  const claim = {
    id: `exit:${sentToRecord?.exitedOn === undefined ? id : sentTo}`,
    fingerprint: await fingerprintOf(vault, { exitedOn, reason: exitReason }),
    record: memberKey(id),
    concernsOnly: concernedMember(id),
  };
  const sealed = await sealOfMember(vault, id, memberKey(id), memberFields, { exitedOn, exitReason });
  // After her erasure nothing is encrypted. The error is thrown unless the request repeats an accepted one.
  const [exited, erasureRefusal] = sealed instanceof AppError ? [{ exitedOn }, sealed] : [sealed, undefined];
  const { outcome, member } = await revise(table, seen, (current) => ({
    changed: { ...current, ...exited },
    claim,
    refusal: erasureRefusal ?? validateStay({ joinedOn: current.joinedOn, exitedOn }),
    writes: [closeAccount(current.collectiveId, id, exitedOn), leaveGroup(current.collectiveId)],
    line,
  }));
  return { outcome: creationOutcome(outcome), member };
};
