import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { type Claim, record } from '../journal/append.ts';
import type { JournalLine, JournalLineOf } from '../journal/line.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { type Codes, withFreeCode } from '../platform/codes.ts';
import type { Place } from '../platform/cursor.ts';
import { AppError, notFound, refused } from '../platform/errors.ts';
import { VaultError } from '../platform/vault/vault-error.ts';
import { placeOf, type Vault } from '../platform/vault.ts';
import { closeAccount, leaveAccount, openAccount, reopenAccount } from '../savings/account.ts';
import type { Item, Table, Write } from '../table/client.ts';
import {
  allMembersPlace,
  casesOfAssignee,
  collectiveKey,
  type Key,
  memberKey,
  memberList,
  memberListPlace,
  membersOfCollective,
  nameTokenKey,
  nameTokenPartition,
} from '../table/keys.ts';
import { rankName } from './name-tokens.ts';
import {
  mostChildren,
  mostConsents,
  refusalOfConsent,
  refusalOfConsents,
  refusalOfCount,
  refusalOfStay,
} from './rules.ts';
import {
  type ChildChange,
  type ChildInput,
  type ChildRecord,
  type ConsentInput,
  type ConsentRecord,
  type ExitInput,
  type FoundMember,
  type ListedMember,
  listedMember,
  type Member,
  type MemberInput,
  type SealedField,
  type StoredMember,
  sealedFields,
  storedMember,
} from './schema.ts';
import { queriesOf, type Term, termsOf } from './search-tokens.ts';

export type Members = ReturnType<typeof createMembers>;

/** Which members a list walks through: all, or those of some collectives, one after another. */
export type MemberSource =
  | { readonly of: 'all' }
  | { readonly of: 'collectives'; readonly ids: readonly string[] };

/** Where a member belongs: what decides who reaches her. */
export type MemberScope = { readonly collectiveId: string; readonly district: string };

type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };

/** What is to be written of a member as she stood; her version is raised by whoever writes it. */
type Decision = {
  readonly changed: StoredMember;
  readonly claim?: Claim;
  readonly refusal?: AppError | undefined;
  readonly writes?: readonly Write[];
  readonly line: JournalLine;
};

const mostAttempts = 20;

/** How many queries one page of a list may take, and how many members each reads where not all are wanted. */
const mostQueriesOfList = 20;
const filteredBatch = 100;

/** A search reads so many tokens at once, so often; opens so many names, and gives the best. */
const tokensAtOnce = 500;
const mostQueriesOfSearch = 16;
const mostOpened = 100;
const mostFound = 20;

/** How many of a caseworker's cases are looked through for a member. */
const casesAtOnce = 200;
const mostQueriesOfCases = 5;

const storedCode = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });
const memberPartition = /^MEMBER#(.+)$/;
const storedToken = z.object({ memberId: z.string(), collectiveId: z.string(), district: z.string() });
const caseOfMember = z.object({ memberId: z.string() });

const ownerOf = (memberId: string) => `member:${memberId}` as const;

const placeOfField = (memberId: string, field: SealedField) => placeOf(memberKey(memberId), field);

const parse = (item: Item): StoredMember => storedMember.parse(item);

const toItem = (value: StoredMember): Item => ({
  ...value,
  ...memberKey(value.id),
  ...memberListPlace(value.collectiveId, value.id),
  ...allMembersPlace(value.id),
});

/** A member as lists give her: her texts, sealed or not, stay behind. */
export const toListed = (value: StoredMember): ListedMember => listedMember.parse(value);

const isErased = (error: unknown): boolean => error instanceof VaultError && error.fault === 'key_destroyed';

const memberErased = (): AppError =>
  refused('member_erased', 'The member was erased: nothing can be written about her any more.');

const createdIf = (outcome: 'written' | 'repeated'): 'created' | 'repeated' =>
  outcome === 'written' ? 'created' : 'repeated';

const pick = <T extends { readonly id: string }>(values: readonly T[], id: string): T => {
  const value = values.find((one) => one.id === id);
  if (value === undefined) {
    throw new Error('What was appended is not there.');
  }
  return value;
};

const isSameChild = (a: ChildChange, b: ChildChange): boolean =>
  a.birthYear === b.birthYear && a.gender === b.gender && a.inSchool === b.inSchool;

/** The parts that a list walks through, from a place on; all members are one part, without a collective. */
const partsOf = (source: MemberSource, from: Place | undefined): readonly string[] =>
  source.of === 'all'
    ? ['']
    : source.ids.toSorted().filter((id) => from?.collectiveId === undefined || id >= from.collectiveId);

const collectiveExists = (collectiveId: string): Write => ({
  check: collectiveKey(collectiveId),
  condition: 'attribute_exists(pk)',
  refusal: () =>
    new AppError('refused', 'unknown_collective', 'There is no such collective.', {
      errors: [{ path: 'collectiveId', message: 'There is no such collective.' }],
    }),
});

/** The writes that let a member be found by her tokens as she now is, and by no others. */
const tokenWrites = (before: StoredMember | undefined, after: StoredMember): Write[] => {
  const isSame =
    before !== undefined && before.collectiveId === after.collectiveId && before.district === after.district;
  const kept = new Set(before?.searchTokens);
  const wanted = new Set(after.searchTokens);
  const removed = [...kept].filter((token) => !wanted.has(token));
  const put = [...wanted].filter((token) => !(isSame && kept.has(token)));
  return [
    ...removed.map((token): Write => ({ remove: nameTokenKey(token, after.id) })),
    ...put.map(
      (token): Write => ({
        put: {
          ...nameTokenKey(token, after.id),
          memberId: after.id,
          collectiveId: after.collectiveId,
          district: after.district,
        },
      }),
    ),
  ];
};

/** The writes that take a member's account with her to another collective, which she may have left before. */
const moveWrites = (before: StoredMember, after: StoredMember, today: string): Write[] =>
  before.collectiveId === after.collectiveId
    ? []
    : [
        leaveAccount(before.collectiveId, before.id, today),
        collectiveExists(after.collectiveId),
        before.formerCollectives.includes(after.collectiveId)
          ? reopenAccount(after.collectiveId, after.id)
          : openAccount(after.collectiveId, after.id),
      ];

export const createMembers = (table: Table, vault: Vault, newCode: Codes) => {
  /** @throws AppError `not_found` */
  const find = async (id: string): Promise<StoredMember> => {
    const item = await table.get(memberKey(id));
    if (item === undefined) {
      throw notFound();
    }
    return parse(item);
  };

  const fingerprintOf = (content: unknown): Promise<string> => vault.fingerprint(canonicalJson(content));

  /** The claim of something that is appended to a member: the same id for another member is another thing. */
  const claimOf = async (memberId: string, content: ConsentInput | ChildInput): Promise<Claim> => ({
    id: content.id,
    fingerprint: await fingerprintOf({ memberId, ...content }),
    record: memberKey(memberId),
  });

  const tokensOf = async (name: string, phone: string | undefined): Promise<string[]> => {
    const tokens = await Promise.all(
      termsOf(name, phone).map(({ context, text }) => vault.token(context, text)),
    );
    return [...new Set(tokens)];
  };

  /** The texts of some members, of each the fields that she has; null where she was erased. */
  const openTexts = async (
    members: readonly StoredMember[],
    fields: readonly SealedField[],
  ): Promise<Partial<Record<SealedField, string | null>>[]> => {
    const sealed = members.flatMap((value, index) =>
      fields.flatMap((field) => {
        const text = value[field];
        return text === undefined
          ? []
          : [
              {
                index,
                field,
                at: { owner: ownerOf(value.id), place: placeOfField(value.id, field), sealed: text },
              },
            ];
      }),
    );
    const opened = await vault.openMany(sealed.map(({ at }) => at));
    const texts = members.map((): Partial<Record<SealedField, string | null>> => ({}));
    for (const [order, { index, field }] of sealed.entries()) {
      const own = texts[index];
      if (own !== undefined) {
        own[field] = opened[order] ?? null;
      }
    }
    return texts;
  };

  /** A member with her texts; they are null where she was erased. */
  const open = async (value: StoredMember): Promise<Member> => {
    const [texts] = await openTexts([value], sealedFields);
    return { ...toListed(value), name: null, mandal: null, ...texts };
  };

  /**
   * One transaction upon a member as she stood. `overtaken` where her version is no longer the one seen, whatever else was
   * refused: then what was decided on is old.
   */
  const writeOver = async (
    seen: StoredMember,
    input: Decision,
  ): Promise<'written' | 'repeated' | 'overtaken'> => {
    let overtaken = false;
    try {
      const outcome = await record(table, {
        ...(input.claim === undefined ? {} : { claim: input.claim }),
        refusal: input.refusal,
        writes: [
          {
            put: toItem({ ...input.changed, version: seen.version + 1 }),
            condition: 'version = :seen',
            values: { ':seen': seen.version },
            refusal: () => {
              overtaken = true;
              return notFound();
            },
          },
          ...(input.writes ?? []),
        ],
        line: input.line,
      });
      return outcome === 'written' ? 'written' : 'repeated';
    } catch (error) {
      if (overtaken) {
        return 'overtaken';
      }
      throw error;
    }
  };

  /** Decides upon a member as she stands and writes it (null: nothing), and again where somebody else was quicker. */
  const revise = async (
    seen: StoredMember,
    decide: (current: StoredMember) => Decision | null,
  ): Promise<{ readonly outcome: 'written' | 'repeated'; readonly member: StoredMember }> => {
    let current = seen;
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const decision = decide(current);
      if (decision === null) {
        return { outcome: 'repeated', member: current };
      }
      const outcome = await writeOver(current, decision);
      if (outcome === 'written') {
        return { outcome, member: { ...decision.changed, version: current.version + 1 } };
      }
      if (outcome === 'overtaken') {
        await wait(Math.random() * Math.min(10 * attempt, 100));
      }
      current = await find(seen.id);
      if (outcome === 'repeated') {
        return { outcome, member: current };
      }
    }
    throw new AppError('unavailable', 'busy', 'Others are writing here at this moment. Try again.');
  };

  const seal = async (memberId: string, field: SealedField, text: string): Promise<string> => {
    try {
      return await vault.seal(ownerOf(memberId), placeOfField(memberId, field), text);
    } catch (error) {
      throw isErased(error) ? memberErased() : error;
    }
  };

  const readSource = (source: MemberSource, collectiveId: string, after: string | undefined, limit: number) =>
    table.query(
      source.of === 'all'
        ? {
            index: 'gsi2',
            partition: memberList,
            limit,
            ...(after === undefined ? {} : { after: { ...memberKey(after), ...allMembersPlace(after) } }),
          }
        : {
            index: 'gsi1',
            partition: membersOfCollective(collectiveId),
            limit,
            ...(after === undefined
              ? {}
              : { after: { ...memberKey(after), ...memberListPlace(collectiveId, after) } }),
          },
    );

  /** Members who may be meant, the likeliest first: the terms are asked for in their order, within bounds. */
  const findByTerms = async (
    terms: readonly Term[],
    isWithin: (scope: MemberScope) => boolean,
  ): Promise<string[]> => {
    const ids = new Set<string>();
    let queries = 0;
    for (const { context, text } of terms) {
      const partition = nameTokenPartition(await vault.token(context, text));
      let after: Item | undefined;
      do {
        const { items, next } = await table.query({
          partition,
          limit: tokensAtOnce,
          ...(after === undefined ? {} : { after }),
        });
        for (const token of items.map((item) => storedToken.parse(item)).filter(isWithin)) {
          ids.add(token.memberId);
        }
        after = next;
        queries += 1;
      } while (after !== undefined && queries < mostQueriesOfSearch && ids.size < mostOpened);
      if (queries >= mostQueriesOfSearch || ids.size >= mostOpened) {
        break;
      }
    }
    return [...ids].slice(0, mostOpened);
  };

  const readMany = async (
    ids: readonly string[],
    isWithin: (scope: MemberScope) => boolean,
  ): Promise<StoredMember[]> => {
    const items = await table.getMany(ids.map(memberKey));
    const members = new Map(items.map(parse).map((value) => [value.id, value]));
    return ids.flatMap((id) => {
      const value = members.get(id);
      return value !== undefined && isWithin(value) ? [value] : [];
    });
  };

  const findByCode = async (key: Key): Promise<string[]> => {
    const item = await table.get(key);
    const owner = item && memberPartition.exec(storedCode.parse(item).record.pk)?.[1];
    return owner === undefined ? [] : [owner];
  };

  const nameThem = async (members: readonly StoredMember[]): Promise<FoundMember[]> => {
    const texts = await openTexts(members, ['name']);
    return members.map((value, index) => ({ ...toListed(value), name: texts[index]?.name ?? null }));
  };

  return {
    find,
    open,

    /** Stores a new member under a code that was free, with her data key, her account and her search tokens. */
    enrol: async (
      input: MemberInput,
      stamp: Stamp,
      line: JournalLineOf<'member_enrolled'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly member: StoredMember }> => {
      const { id, name: givenName, phone, mandal, consents, children, ...plain } = input;
      const key = memberKey(id);
      const dataKey = await vault.createKey(ownerOf(id));
      const seal = (field: SealedField, text: string): string => dataKey.seal(placeOfField(id, field), text);
      const uncoded = {
        ...plain,
        id,
        name: seal('name', givenName),
        ...(phone === undefined ? {} : { phone: seal('phone', phone) }),
        mandal: seal('mandal', mandal),
        consents: consents.map((consent) => ({ ...consent, ...stamp })),
        children: children.map((child) => ({ ...child, ...stamp })),
        formerCollectives: [],
        searchTokens: await tokensOf(givenName, phone),
        ...stamp,
      };
      const claim = { id, fingerprint: await fingerprintOf(input), record: key };
      const furtherClaims = await Promise.all(
        [...consents, ...children].map((appended) => claimOf(id, appended)),
      );
      return withFreeCode(newCode, key, async (code, codeClaim) => {
        const member: StoredMember = { ...uncoded, code };
        const outcome = await record(table, {
          claim,
          furtherClaims,
          refusal: refusalOfConsents(consents, stamp.createdAt),
          writes: [
            collectiveExists(input.collectiveId),
            { put: toItem(member) },
            dataKey.write,
            openAccount(input.collectiveId, id),
            ...tokenWrites(undefined, member),
            codeClaim,
          ],
          line,
        });
        return outcome === 'written'
          ? { outcome: 'created', member }
          : { outcome: 'repeated', member: await find(id) };
      });
    },

    /**
     * Stores a member after a change of the named fields. `today` is the last day in the collective that she leaves.
     * @throws AppError `refusal`, `member_erased`; for a move `unknown_collective` and `balance_open`
     */
    change: async (
      seen: StoredMember,
      changed: Member,
      {
        fields,
        today,
        refusal,
      }: {
        readonly fields: readonly string[];
        readonly today: string;
        readonly refusal: AppError | undefined;
      },
      line: JournalLineOf<'member_changed'>,
    ): Promise<'written' | 'overtaken'> => {
      if (changed.name === null) {
        throw memberErased();
      }
      const { id } = seen;
      const texts = { name: seen.name, phone: seen.phone, mandal: seen.mandal };
      for (const field of ['name', 'phone', 'mandal'] as const) {
        if (fields.includes(field)) {
          const text = changed[field];
          texts[field] = typeof text === 'string' ? await seal(id, field, text) : undefined;
        }
      }
      const { birthYear, gender, category, district, collectiveId, joinedOn, leaderSince } = changed;
      const isFoundOtherwise = fields.includes('name') || fields.includes('phone');
      const after: StoredMember = {
        ...seen,
        ...texts,
        ...{ birthYear, gender, category, district, collectiveId, joinedOn, leaderSince },
        formerCollectives: [...new Set([...seen.formerCollectives, seen.collectiveId])].filter(
          (former) => former !== collectiveId,
        ),
        searchTokens: isFoundOtherwise
          ? await tokensOf(changed.name, changed.phone ?? undefined)
          : seen.searchTokens,
      };
      const outcome = await writeOver(seen, {
        changed: after,
        refusal,
        writes: [...moveWrites(seen, after, today), ...tokenWrites(seen, after)],
        line,
      });
      return outcome === 'overtaken' ? 'overtaken' : 'written';
    },

    /** @throws AppError `consent_out_of_order`, `too_many`, `id_reused` */
    addConsent: async (
      seen: StoredMember,
      input: ConsentInput,
      stamp: Stamp,
      line: JournalLineOf<'consent_recorded'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly consent: ConsentRecord }> => {
      const claim = await claimOf(seen.id, input);
      const { outcome, member } = await revise(seen, (current) => ({
        changed: { ...current, consents: [...current.consents, { ...input, ...stamp }] },
        claim,
        refusal:
          refusalOfConsent(current.consents, input) ?? refusalOfCount(current.consents.length, mostConsents),
        line,
      }));
      return { outcome: createdIf(outcome), consent: pick(member.consents, input.id) };
    },

    /** @throws AppError `too_many`, `id_reused` */
    addChild: async (
      seen: StoredMember,
      input: ChildInput,
      stamp: Stamp,
      line: JournalLineOf<'child_recorded'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly child: ChildRecord }> => {
      const claim = await claimOf(seen.id, input);
      const { outcome, member } = await revise(seen, (current) => ({
        changed: { ...current, children: [...current.children, { ...input, ...stamp }] },
        claim,
        refusal: refusalOfCount(current.children.length, mostChildren),
        line,
      }));
      return { outcome: createdIf(outcome), child: pick(member.children, input.id) };
    },

    /** Gives a child other values; writes nothing where they are the same. @throws AppError `not_found` */
    changeChild: async (
      seen: StoredMember,
      childId: string,
      change: ChildChange,
      line: JournalLineOf<'child_changed'>,
    ): Promise<ChildRecord> => {
      const { member } = await revise(seen, (current) => {
        const before = current.children.find(({ id }) => id === childId);
        if (before === undefined) {
          throw notFound();
        }
        const after = { ...before, ...change, version: before.version + 1 };
        return isSameChild(before, change)
          ? null
          : {
              changed: {
                ...current,
                children: current.children.map((child) => (child.id === childId ? after : child)),
              },
              line,
            };
      });
      return pick(member.children, childId);
    },

    /**
     * Ends a membership, once: the member herself is what a repeated request is recognised by.
     * @throws AppError `exit_before_joining`, `balance_open`, `member_erased`; `id_reused` where she left otherwise
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
      };
      const exitReason = await seal(id, 'exitReason', reason);
      const { outcome, member } = await revise(seen, (current) => ({
        changed: { ...current, exitedOn, exitReason },
        claim,
        refusal: refusalOfStay({ joinedOn: current.joinedOn, exitedOn }),
        writes: [closeAccount(current.collectiveId, id, exitedOn)],
        line,
      }));
      return { outcome: createdIf(outcome), member };
    },

    /**
     * A page of members, collective by collective and in the order in which their ids were made: up to `limit` that are
     * wanted (all, where nothing says who). It may hold fewer where many that are not wanted had to be read.
     */
    list: async (
      source: MemberSource,
      limit: number,
      from: Place | undefined,
      isWanted?: (member: StoredMember) => boolean,
    ): Promise<{ readonly items: StoredMember[]; readonly next?: Place }> => {
      const batch = isWanted === undefined ? limit + 1 : Math.max(limit + 1, filteredBatch);
      const found: { readonly member: StoredMember; readonly place: Place }[] = [];
      let after = from;
      let queries = 0;
      for (const collectiveId of partsOf(source, from)) {
        const placeIn = (id?: string): Place => ({
          ...(collectiveId === '' ? {} : { collectiveId }),
          ...(id === undefined ? {} : { id }),
        });
        let id =
          after?.collectiveId === undefined || after.collectiveId === collectiveId ? after?.id : undefined;
        after = undefined;
        let more = true;
        while (more) {
          if (queries === mostQueriesOfList) {
            return { items: found.map(({ member }) => member), next: placeIn(id) };
          }
          queries += 1;
          const page = await readSource(source, collectiveId, id, batch);
          const members = page.items.map(parse);
          found.push(
            ...members
              .filter((member) => isWanted === undefined || isWanted(member))
              .map((member) => ({ member, place: placeIn(member.id) })),
          );
          const last = found[limit - 1];
          if (found.length > limit && last !== undefined) {
            return { items: found.slice(0, limit).map(({ member }) => member), next: last.place };
          }
          id = members.at(-1)?.id ?? id;
          more = page.next !== undefined;
        }
      }
      return { items: found.map(({ member }) => member) };
    },

    /** The members who may be meant by a code, a telephone number or a name, the likeliest first; at most twenty. */
    search: async (typed: string, isWithin: (scope: MemberScope) => boolean): Promise<FoundMember[]> => {
      for (const query of queriesOf(typed)) {
        const ids =
          query.by === 'code' ? await findByCode(query.key) : await findByTerms(query.terms, isWithin);
        const found = await nameThem(await readMany(ids, isWithin));
        const ranked =
          query.by === 'name'
            ? found
                .map((member) => ({ member, rank: rankName(typed, member.name ?? '') }))
                .filter(({ rank }) => rank > 0)
                .toSorted((a, b) => b.rank - a.rank)
                .map(({ member }) => member)
            : found;
        if (ranked.length > 0) {
          return ranked.slice(0, mostFound);
        }
      }
      return [];
    },

    /** Whether a caseworker has a case of the member; of hundreds of cases the first thousand are looked through. */
    isCaseworkerOf: async (personId: string, memberId: string): Promise<boolean> => {
      let after: Item | undefined;
      for (let queries = 0; queries < mostQueriesOfCases; queries += 1) {
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
