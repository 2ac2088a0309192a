import * as z from 'zod';
import { enterGroup } from '../accounts/closed-group.ts';
import { closeAccount, openAccount } from '../accounts/open-close-account.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { PageKey } from '../domain/cursor.ts';
import { AppError, notFound } from '../domain/errors.ts';
import { tryAgain } from '../domain/retry.ts';
import { type OptimisticOutcome, record } from '../journal/append.ts';
import { concernedMember } from '../journal/concerned-member.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { createKnownNames } from '../screening/known-names.ts';
import type { Item, Table } from '../table/client.ts';
import { casesOfAssignee, memberKey } from '../table/keys.ts';
import { type Codes, claimCode } from '../table/member-and-case-codes.ts';
import type { EncryptedText } from '../vault/encrypted-text.ts';
import type { Vault } from '../vault/vault.ts';
import { createEntries, newChild } from './children-and-offices-writes.ts';
import { validateConsent, validateConsents, validateGiver } from './consent-rules.ts';
import { validateConsentDay, validateDates } from './impossible-dates.ts';
import { createMemberTokens } from './keyed-tokens.ts';
import { listMembers, type MemberSource } from './list-members.ts';
import { createTexts, fieldContext, memberErasedError, ownerOf } from './member-texts.ts';
import { maxConsents, validateCount } from './record-limits.ts';
import {
  type ClaimOf,
  creationOutcome,
  type Decision,
  findWritten,
  type Revise,
  type Stamp,
} from './revision.ts';
import { unknownCollective, validateStay } from './rules.ts';
import type {
  ChildInput,
  ConsentInput,
  ConsentRecord,
  EncryptedField,
  ExitInput,
  Member,
  MemberInput,
  StoredMember,
} from './schema.ts';
import { createSearch } from './search.ts';
import { parseMember, toItem } from './stored-member.ts';
import { moveWrites, tokenWrites } from './token-and-account-writes.ts';

export type Members = ReturnType<typeof createMembers>;

/** The number of a caseworker's cases that a query reads in search of a member. */
const casesAtOnce = 200;
/** With `casesAtOnce` this limits the search to a thousand cases. */
const maxQueriesOfCases = 5;

const caseOfMember = z.object({ memberId: z.string() });

export const createMembers = (table: Table, vault: Vault, newCode: Codes) => {
  /** @throws AppError `not_found` */
  const find = async (id: string): Promise<StoredMember> => {
    const item = await table.get(memberKey(id));
    if (item === undefined) {
      throw notFound();
    }
    return parseMember(item);
  };

  const texts = createTexts(vault);

  const fingerprintOf = (content: unknown): Promise<string> => vault.fingerprint(canonicalJson(content));

  const claimOf: ClaimOf = async (memberId, content) => ({
    id: content.id,
    fingerprint: await fingerprintOf({ memberId, ...content }),
    record: memberKey(memberId),
    concernsOnly: concernedMember(memberId),
  });

  const { searchTokensOf, fullNameTokensOf } = createMemberTokens(vault);

  const encryptOrThrow = async (id: string, field: EncryptedField, text: string): Promise<EncryptedText> => {
    const encrypted = await texts.encrypt(id, fieldContext(id, field), text);
    if (encrypted instanceof AppError) {
      throw encrypted;
    }
    return encrypted;
  };

  /**
   * Writes a decision in one transaction. If the member changed since she was read, it writes nothing, and the outcome is
   * `stale`.
   */
  const writeDecision = (seen: StoredMember, input: Decision): Promise<OptimisticOutcome> =>
    record(table, {
      ...(input.claim === undefined ? {} : { claim: input.claim }),
      // `record` throws it, unless the request repeats one that was accepted.
      errorUnlessRepeated: input.refusal,
      staleIfFailed: [
        {
          put: toItem({ ...input.changed, version: seen.version + 1 }),
          condition: 'version = :seen',
          values: { ':seen': seen.version },
        },
      ],
      writes: input.writes ?? [],
      line: input.line,
    });

  const revise: Revise = (seen, decide) => {
    // The first attempt takes the member as the caller read her; a retry reads her again.
    let fresh: StoredMember | undefined = seen;
    return table.retry(async () => {
      const current = fresh ?? (await find(seen.id));
      fresh = undefined;
      const decision = decide(current);
      if (decision === null) {
        return { outcome: 'repeated', member: current };
      }
      const outcome = await writeDecision(current, decision);
      if (outcome === 'written') {
        return { outcome, member: { ...decision.changed, version: current.version + 1 } };
      }
      return 'stale' in outcome ? tryAgain : { outcome: 'repeated', member: await find(seen.id) };
    });
  };

  return {
    find,
    open: texts.open,
    ...createEntries({ texts, claimOf, revise }),
    search: createSearch(table, vault, texts),
    validateNames: createKnownNames(table, vault),

    list: (
      source: MemberSource,
      limit: number,
      from: PageKey | undefined,
      isWanted?: (member: StoredMember) => boolean,
    ) => listMembers(table, source, limit, from, isWanted),

    /**
     * Stores a new member with an unused code, her data key, her account and her name tokens.
     * @param line its `children` hold each child's first schooling
     * @param errorUnlessRepeated a rule's error; it is thrown unless the request repeats one that was accepted
     */
    enrol: async (
      input: MemberInput,
      stamp: Stamp,
      line: JournalLineOf<'member_enrolled'>,
      errorUnlessRepeated?: AppError,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly member: StoredMember }> => {
      const { id, name: givenName, phone, mandal, consents, children, ...plain } = input;
      const schoolingByChild = new Map(line.children.map((child) => [child.id, child.schooling]));
      const key = memberKey(id);
      const dataKey = await vault.createKey(ownerOf(id));
      const encrypt = (field: EncryptedField, text: string): EncryptedText =>
        dataKey.encrypt(fieldContext(id, field), text);
      const memberWithoutCode = {
        ...plain,
        id,
        name: encrypt('name', givenName),
        ...(phone === undefined ? {} : { phone: encrypt('phone', phone) }),
        mandal: encrypt('mandal', mandal),
        consents: consents.map((consent) => ({ ...consent, ...stamp })),
        children: children.map((child) => newChild(child, schoolingByChild.get(child.id), stamp)),
        offices: [],
        formerCollectives: [],
        searchTokens: await searchTokensOf(givenName, phone),
        fullNameTokens: await fullNameTokensOf(givenName),
        ...stamp,
      };
      const claim = {
        id,
        fingerprint: await fingerprintOf(input),
        record: key,
        // Her erasure overwrites the fingerprint.
        concernsOnly: concernedMember(id),
      };
      /** The claims of her consents' or children's ids, each with the request path of the id. */
      const claimEach = (field: string, entries: readonly (ConsentInput | ChildInput)[]) =>
        entries.map(async (entry, index) => ({
          ...(await claimOf(id, entry)),
          path: `${field}.${index}.id`,
        }));
      const furtherClaims = await Promise.all([
        ...claimEach('consents', consents),
        ...claimEach('children', children),
      ]);
      return table.retry(async () => {
        const member: StoredMember = { ...memberWithoutCode, code: newCode() };
        const outcome = await record(table, {
          claim,
          furtherClaims,
          errorUnlessRepeated:
            errorUnlessRepeated ??
            validateDates(input, false) ??
            validateConsents(input.birthYear, consents, stamp.createdAt),
          // If the code is in use, the outcome is `stale`, and the next attempt takes another code.
          staleIfFailed: [claimCode(member.code, key)],
          writes: [
            enterGroup(input.collectiveId, unknownCollective),
            { put: toItem(member) },
            dataKey.write,
            openAccount(input.collectiveId, id),
            ...tokenWrites(undefined, member),
          ],
          line,
        });
        if (outcome === 'written') {
          return { outcome: 'created', member };
        }
        return 'earlierRecord' in outcome ? { outcome: 'repeated', member: await find(id) } : tryAgain;
      });
    },

    /**
     * Stores a member after a change of the named fields. If she changed since she was read, it writes nothing and returns
     * `stale`.
     * @param seen the member as read
     * @param today her last day in a collective that she leaves
     * @throws AppError `errorUnlessRepeated`, `member_erased`; for a move `unknown_collective`, `collective_closed` and `balance_open`
     */
    change: async (
      seen: StoredMember,
      changed: Member,
      {
        fields,
        today,
        errorUnlessRepeated: refusal,
      }: {
        readonly fields: readonly string[];
        readonly today: string;
        readonly errorUnlessRepeated: AppError | undefined;
      },
      line: JournalLineOf<'member_changed'>,
    ): Promise<'written' | 'stale'> => {
      if (changed.name === null) {
        throw memberErasedError();
      }
      const { id } = seen;
      const encrypted = { name: seen.name, phone: seen.phone, mandal: seen.mandal };
      for (const field of ['name', 'phone', 'mandal'] as const) {
        if (fields.includes(field)) {
          // `null` in `changed` means that the field is empty; a stored member leaves it out.
          const text = changed[field] ?? undefined;
          encrypted[field] = text === undefined ? undefined : await encryptOrThrow(id, field, text);
        }
      }
      const { birthYear, gender, category, district, collectiveId, joinedOn, leaderSince } = changed;
      const hasNewSearchTerms = fields.includes('name') || fields.includes('phone');
      const after: StoredMember = {
        ...seen,
        ...encrypted,
        ...{ birthYear, gender, category, district, collectiveId, joinedOn, leaderSince },
        ...(changed.ageChanges === undefined ? {} : { ageChanges: changed.ageChanges }),
        // Without the present one: she may return to a former collective.
        formerCollectives: [...new Set([...seen.formerCollectives, seen.collectiveId])].filter(
          (former) => former !== collectiveId,
        ),
        ...(district === seen.district
          ? {}
          : { movedFrom: { district: seen.district, at: line.recordedAt } }),
        searchTokens: hasNewSearchTerms
          ? await searchTokensOf(changed.name, changed.phone ?? undefined)
          : seen.searchTokens,
        fullNameTokens: fields.includes('name') ? await fullNameTokensOf(changed.name) : seen.fullNameTokens,
      };
      const outcome = await writeDecision(seen, {
        changed: after,
        refusal,
        writes: [...moveWrites(seen, after, today), ...tokenWrites(seen, after)],
        line,
      });
      // Without a claim the outcome is never `repeated`.
      return outcome === 'written' || 'earlierRecord' in outcome ? 'written' : 'stale';
    },

    /** @throws AppError `impossible_date`, `guardian_needed`, `consent_out_of_order`, `too_many`, `id_reused` */
    addConsent: async (
      seen: StoredMember,
      input: ConsentInput,
      stamp: Stamp,
      line: JournalLineOf<'consent_recorded'>,
      errorUnlessRepeated?: AppError,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly consent: ConsentRecord }> => {
      const claim = await claimOf(seen.id, input);
      const { outcome, member } = await revise(seen, (current) => ({
        changed: { ...current, consents: [...current.consents, { ...input, ...stamp }] },
        claim,
        refusal:
          errorUnlessRepeated ??
          validateConsentDay(current.birthYear, input, 'on') ??
          validateGiver(current.birthYear, input) ??
          validateConsent(current.consents, input) ??
          validateCount(current.consents.length, maxConsents),
        line,
      }));
      return { outcome: creationOutcome(outcome), consent: findWritten(member.consents, input.id) };
    },

    /**
     * Ends a membership, once. The member's id recognises a repeated request.
     * @throws AppError `exit_before_joining`, `balance_open`, `member_erased`; `id_reused` if she left with
     * other content
     */
    exit: async (
      seen: StoredMember,
      { exitedOn, reason }: ExitInput,
      line: JournalLineOf<'member_exited'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly member: StoredMember }> => {
      const { id } = seen;
      const claim = {
        id: `exit:${id}`,
        fingerprint: await fingerprintOf({ exitedOn, reason }),
        record: memberKey(id),
        concernsOnly: concernedMember(id),
      };
      const encrypted = await texts.encrypt(id, fieldContext(id, 'exitReason'), reason);
      // After her erasure nothing is encrypted. The error is thrown unless the request repeats an accepted one.
      const isErased = encrypted instanceof AppError;
      const exitReason = isErased ? undefined : encrypted;
      const erasureRefusal = isErased ? encrypted : undefined;
      const { outcome, member } = await revise(seen, (current) => ({
        changed: { ...current, exitedOn, exitReason },
        claim,
        refusal: erasureRefusal ?? validateStay({ joinedOn: current.joinedOn, exitedOn }),
        writes: [closeAccount(current.collectiveId, id, exitedOn)],
        line,
      }));
      return { outcome: creationOutcome(outcome), member };
    },

    /** Whether a caseworker has a case of the member. Only her first thousand cases are searched. */
    isCaseworkerOf: async (personId: string, memberId: string): Promise<boolean> => {
      let after: Item | undefined;
      for (let queries = 0; queries < maxQueriesOfCases; queries += 1) {
        const { items, next } = await table.query({
          index: 'gsi2',
          partition: casesOfAssignee(personId),
          limit: casesAtOnce,
          ...(after === undefined ? {} : { after }),
        });
        if (items.some((item) => caseOfMember.parse(item).memberId === memberId)) {
          return true;
        }
        if (next === undefined) {
          return false;
        }
        after = next;
      }
      return false;
    },
  };
};
