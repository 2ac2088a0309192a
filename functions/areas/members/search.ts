import * as z from 'zod';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { noteOpened, withOwnCount } from '../../shared/logging/opened-texts.ts';
import { composeWomen, findKept } from '../../shared/one-woman/records.ts';
import type { MemberScope } from '../../shared/reach/reach.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { listMembers } from './list-members.ts';
import { decryptNames } from './member-texts.ts';
import { rankName } from './name-rank.ts';
import type { FoundMember, StoredMember } from './schema.ts';
import { isReturnedFor, parsePlace, placeKeyOf, readCandidates } from './search-candidates.ts';
import type { SearchScope } from './search-scope.ts';
import { queriesOf, type Term } from './search-terms.ts';
import { parseMember } from './stored-member.ts';
import { allSearchTokens } from './woman-records.ts';

/** The maximum number of times that candidates are read for a page while nobody matches. */
const maxRounds = 5;

const storedCode = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });
/** The partition key of a member's record, `MEMBER#<id>`. */
const memberPartition = /^MEMBER#(.+)$/;

type SearchInput = {
  readonly q: string;
  readonly cursor: PageKey | undefined;
  readonly scope: SearchScope;
  /** Whether the caller may see a member. */
  readonly isWithin: (member: MemberScope) => boolean;
  /** The number of names that are decrypted at once, and the maximum on a page. */
  readonly limit: number;
  readonly now: Date;
};

type MembersPage = { readonly members: readonly StoredMember[]; readonly next?: PageKey };
type FoundPage = { readonly items: FoundMember[]; readonly next?: PageKey };

const nextOf = (next: PageKey | undefined) => (next === undefined ? {} : { next });

const parseId = (item: Item): string => z.string().parse(item.id);

/** Members by the id that was asked for. */
const readMany = async (table: Table, ids: readonly string[]): Promise<Map<string, StoredMember>> => {
  const standing = await findKept(table, ids);
  const women = await composeWomen(table, [...new Set(standing.values())]);
  const byId = new Map(women.map(parseMember).map((value) => [value.id, value]));
  return new Map(
    [...standing].flatMap(([id, item]) => {
      const woman = byId.get(parseId(item));
      return woman === undefined ? [] : [[id, woman] as const];
    }),
  );
};

const findByCode = async (table: Table, key: Key): Promise<StoredMember[]> => {
  const item = await table.get(key);
  if (item === undefined) {
    return [];
  }
  const { record } = storedCode.parse(item);
  const memberId = memberPartition.exec(record.pk)?.[1];
  // No member is found if the code is a case's, or an erased member's.
  return memberId === undefined ? [] : [...(await readMany(table, [memberId])).values()];
};

/** Finds members of a leader's collectives. They are few, so all are listed and their tokens compared. */
const findInCollectives = async (
  table: Table,
  tokens: readonly string[],
  ids: readonly string[],
  cursor: PageKey | undefined,
  limit: number,
): Promise<MembersPage> => {
  if (cursor !== undefined && cursor.collectiveId === undefined) {
    throw invalidCursorError();
  }
  const page = await listMembers(table, { of: 'collectives', ids }, limit, cursor, (member) =>
    allSearchTokens(member).some((token) => tokens.includes(token)),
  );
  // The list's index may lag behind the records, so the members are read again.
  const listedIds = [...new Set(page.items.map(({ id }) => id))];
  const current = await readMany(table, listedIds);
  return { members: listedIds.flatMap((id) => current.get(id) ?? []), ...nextOf(page.next) };
};

/** Finds members by the tokens stored for each district. */
const findInDistricts = async (
  table: Table,
  tokens: readonly string[],
  districts: readonly string[],
  cursor: PageKey | undefined,
  { limit, now }: Pick<SearchInput, 'limit' | 'now'>,
): Promise<MembersPage> => {
  const from = parsePlace(cursor, now);
  const { candidates, next } = await readCandidates(table, tokens, districts, from, limit);
  const current = await readMany(
    table,
    candidates.map(({ memberId }) => memberId),
  );
  const members = candidates.flatMap((candidate) => {
    const member = current.get(candidate.memberId);
    const search = { tokens, districts, startedAt: from.startedAt };
    return member !== undefined && isReturnedFor(candidate, member, search) ? [member] : [];
  });
  return { members, ...nextOf(next && placeKeyOf(next)) };
};

/** How well a name matches the names of the records that were joined to a member's, by her id. */
const rankByOtherNames = async (vault: Vault, members: readonly StoredMember[], name: string) => {
  const others = members.flatMap(({ id, records = [] }) =>
    records.slice(1).map((record) => ({ id, record })),
  );
  const named = await withOwnCount(() =>
    decryptNames(
      vault,
      others.map(({ record }) => record),
    ),
  );
  return (memberId: string): number =>
    Math.max(
      0,
      ...named.map((one, index) => (others[index]?.id === memberId ? rankName(name, one.name ?? '') : 0)),
    );
};

/** Members with their names; if the query is a name, only those that match it, the best first. */
const decryptAndRank = async (vault: Vault, members: readonly StoredMember[], name: string | undefined) => {
  if (name === undefined) return decryptNames(vault, members);
  // The candidates are only compared here. Those that match are shown, and only these count as opened.
  const candidates = await withOwnCount(() => decryptNames(vault, members));
  const rankOfOther = await rankByOtherNames(vault, members, name);
  const found = candidates
    // An erased member has no name, and matches none.
    .map((member) => ({
      member,
      rank: Math.max(rankName(name, member.name ?? ''), rankOfOther(member.id)),
    }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ member }) => member);
  for (const { id } of found) noteOpened(`member:${id}`);
  return found;
};

const findByTerms = async (
  { table, vault }: Records,
  terms: readonly Term[],
  name: string | undefined,
  { scope, cursor, isWithin, limit, now }: SearchInput,
): Promise<FoundPage> => {
  const tokens = await Promise.all(terms.map(({ context, text }) => vault.token(context, text)));
  let from = cursor;
  for (let round = 1; ; round += 1) {
    const page =
      scope.of === 'collectives'
        ? await findInCollectives(table, tokens, scope.ids, from, limit)
        : await findInDistricts(table, tokens, scope.names, from, { limit, now });
    const items = await decryptAndRank(vault, page.members.filter(isWithin), name);
    if (items.length > 0 || page.next === undefined || round === maxRounds) {
      return { items, ...nextOf(page.next) };
    }
    from = page.next;
  }
};

/**
 * Searches for members by a code, a telephone number or a name. Names are not stored readable, so candidates are found by keyed tokens, and a page's
 * candidates are decrypted and compared. Returns a page of those who match, the best of the page first; with `next` if there may be more, even if
 * the page is empty.
 * @throws AppError `invalid_cursor`
 */
export const searchMembers = async (records: Records, input: SearchInput): Promise<FoundPage> => {
  for (const query of queriesOf(input.q)) {
    if (query.by === 'code') {
      // A code finds one member, so only a search by other terms has a second page.
      const members = input.cursor === undefined ? await findByCode(records.table, query.key) : [];
      const items = await decryptNames(records.vault, members.filter(input.isWithin));
      if (items.length > 0) {
        return { items };
      }
    } else {
      return findByTerms(records, query.terms, query.by === 'name' ? input.q : undefined, input);
    }
  }
  return { items: [] };
};
