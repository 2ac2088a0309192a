import { memberErasedError, sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError } from '../../shared/errors/errors.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { listCasesIn } from '../../shared/member-counts/member-counts.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Write } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { memberFields } from './definition.ts';
import { validateChangeCounts } from './record-limits.ts';
import { writeDecision } from './revision.ts';
import { type StoredMember, storedMember, type WholeMember } from './schema.ts';
import { createMemberTokens } from './search-tokens.ts';
import { likenessWrites, moveWrites, tokenWrites } from './token-and-account-writes.ts';

/** Stores a change of a member's own fields. revision.ts writes it. */

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
 * @param today the last day of her membership in a collective that she leaves by this change
 * @returns `stale`, with nothing written, if somebody has changed the member since she was read
 * @throws AppError `refusal`, `member_erased`, `too_many`; for a move `unknown_collective`, `collective_closed`, `collective_full` and `balance_open`
 */
export const storeChange = async (
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
  // A change has no claim, so it never finds an earlier record.
  return outcome !== 'written' && 'stale' in outcome ? 'stale' : 'written';
};
