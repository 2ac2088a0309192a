import { ownerOf } from '../../shared/definition/of-member.ts';
import { sealRecord } from '../../shared/definition/seal.ts';
import { dueTalkOf } from '../../shared/due-talks/due-talk.ts';
import { dueTalkWrites } from '../../shared/due-talks/due-talks-of-group.ts';
import type { AppError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { type Codes, claimCode } from '../../shared/table/member-and-case-codes.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { openAccount } from '../accounts/open-close-account.ts';
import { enterGroup } from '../accounts/room-in-group.ts';
import { newChild } from './children-writes.ts';
import { validateConsents } from './consent-rules.ts';
import { memberFields } from './definition.ts';
import { validateDates } from './impossible-dates.ts';
import { claimOf, findMember, type Stamp } from './revision.ts';
import { unknownCollective } from './rules.ts';
import type { ChildInput, ConsentInput, MemberInput, StoredMember } from './schema.ts';
import { createMemberTokens } from './search-tokens.ts';
import { parseMember, toItem } from './stored-member.ts';
import { likenessWrites, tokenWrites } from './token-and-account-writes.ts';

type NewKey = Awaited<ReturnType<Vault['createKey']>>;

/** A new member as she is stored, except for her code. */
const newMember = async (
  vault: Vault,
  dataKey: NewKey,
  { consents, children, ...input }: MemberInput,
  stamp: Stamp,
  line: JournalLineOf<'member_enrolled'>,
): Promise<Omit<StoredMember, 'code'>> => {
  const { searchTokensOf, fullNameTokensOf, likenessOf } = createMemberTokens(vault);
  const schoolingByChild = new Map(line.children.map((child) => [child.id, child.schooling]));
  const key = memberKey(input.id);
  return {
    ...(await sealRecord(memberFields, input, (boundTo, text) =>
      dataKey.encrypt(contextOf(key, boundTo), text),
    )),
    consents: consents.map((consent) => ({ ...consent, ...stamp })),
    children: children.map((child) => newChild(child, schoolingByChild.get(child.id), stamp)),
    offices: [],
    formerCollectives: [],
    searchTokens: await searchTokensOf(input.name, input.phone),
    fullNameTokens: await fullNameTokensOf(input.name),
    likeness: await likenessOf({ name: input.name, phone: input.phone, mandal: input.mandal }),
    ...stamp,
  };
};

/** The claims to the ids of a new member's consents and children, each with the path of the id in the request. */
const furtherClaimsOf = (vault: Vault, { id, consents, children }: MemberInput): Promise<Claim[]> => {
  const claimEach = (field: string, entries: readonly (ConsentInput | ChildInput)[]) =>
    entries.map(async (entry, index) => ({
      ...(await claimOf(vault, id, entry)),
      path: `${field}.${index}.id`,
    }));
  return Promise.all([...claimEach('consents', consents), ...claimEach('children', children)]);
};

/**
 * Stores a new member with an unused code, her data key, her account and her name tokens.
 * @param line its `children` hold each child's first schooling
 * @param refusal a rule's error; it is thrown unless the request repeats one that was accepted
 */
export const enrol = async (
  { table, vault, newCode }: Records & { readonly newCode: Codes },
  input: MemberInput,
  stamp: Stamp,
  line: JournalLineOf<'member_enrolled'>,
  refusal?: AppError,
): Promise<{
  readonly outcome: 'created' | 'repeated';
  readonly member: StoredMember;
  /** The record that was enrolled, which may be joined to another since: then `member` is that one, of whom whoever enrolled her may know nothing. */
  readonly enrolled: StoredMember;
}> => {
  const { id, collectiveId } = input;
  const key = memberKey(id);
  const dataKey = await vault.createKey(ownerOf(id));
  const memberWithoutCode = await newMember(vault, dataKey, input, stamp, line);
  const claim = {
    id,
    fingerprint: await fingerprintOf(vault, input),
    record: key,
    // The member's erasure overwrites the fingerprint.
    concernsOnly: concernedMember(id),
  };
  const furtherClaims = await furtherClaimsOf(vault, input);
  return table.retry(async () => {
    const member: StoredMember = { ...memberWithoutCode, code: newCode() };
    const outcome = await record(table, {
      claim,
      furtherClaims,
      errorUnlessRepeated:
        refusal ??
        validateDates(input, false) ??
        validateConsents(input.birthYear, input.consents, stamp.createdAt),
      // If the code is in use, the outcome is `stale`, and the next attempt takes another code.
      staleIfFailed: [claimCode(member.code, key)],
      writes: [
        enterGroup(collectiveId, new Date(line.recordedAt), unknownCollective),
        { put: toItem(member) },
        dataKey.write,
        openAccount(collectiveId, id),
        ...tokenWrites(undefined, member),
        ...likenessWrites(undefined, member),
        ...dueTalkWrites([{ before: undefined, after: dueTalkOf(member) }]),
      ],
      line,
    });
    if (outcome === 'written') {
      return { outcome: 'created', member, enrolled: member };
    }
    if (!('earlierRecord' in outcome)) return tryAgain;
    const stored = await findMember(table, id);
    const enrolled = await table.get(key);
    return {
      outcome: 'repeated',
      member: stored,
      enrolled: enrolled === undefined ? stored : parseMember(enrolled),
    };
  });
};
