import * as z from 'zod';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { composeWomen, findKept } from '../../shared/one-woman/records.ts';
import type { MemberScope } from '../../shared/reach/reach.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { decryptAndRank } from './decrypt-and-rank.ts';
import { listMembers } from './list-members.ts';
import { decryptNames } from './member-texts.ts';
import type { FoundMember, StoredMember } from './schema.ts';
import { type Candidate, isReturnedFor, readCandidates } from './search-candidates.ts';
import { parsePlace, placeKeyOf, type SearchPlace } from './search-place.ts';
import type { SearchScope } from './search-scope.ts';
import { queriesOf, type Term } from './search-terms.ts';
import { parseMember } from './stored-member.ts';
import { allSearchTokens } from './woman-records.ts';

/**
 * Searches for members by code, telephone number or name. search-candidates.ts reads candidates, decrypt-and-rank.ts compares their
 * names.
 */

/** The maximum number of times that a page of members is read, as long as none of them matches. */
const maxRounds = 5;
/** The maximum number of times that candidates are read for one page of members, as long as the caller does not reach enough of them to fill it. */
const maxReads = 20;

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

/** Members by the ids that were asked for, which may be those of joined records. */
const readMany = async (table: Table, ids: readonly string[]): Promise<Map<string, StoredMember>> => {
  const keptItemByAskedId = await findKept(table, ids);
  const women = await composeWomen(table, [...new Set(keptItemByAskedId.values())]);
  const womanByKeptId = new Map(women.map(parseMember).map((woman) => [woman.id, woman]));
  return new Map(
    [...keptItemByAskedId].flatMap(([askedId, keptItem]) => {
      const woman = womanByKeptId.get(parseId(keptItem));
      return woman === undefined ? [] : [[askedId, woman] as const];
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

/** Finds members of a leader's collectives. The members are few, so all are listed and their tokens compared. */
const findInCollectives = async (
  table: Table,
  tokens: readonly string[],
  ids: readonly string[],
  cursor: PageKey | undefined,
  { limit, isWithin }: Pick<SearchInput, 'limit' | 'isWithin'>,
): Promise<MembersPage> => {
  if (cursor !== undefined && cursor.collectiveId === undefined) {
    throw invalidCursorError();
  }
  const page = await listMembers(
    table,
    { of: 'collectives', ids },
    limit,
    cursor,
    (member) => isWithin(member) && allSearchTokens(member).some((token) => tokens.includes(token)),
  );
  // The list's index may lag behind the records, so the members are read again.
  const listedIds = [...new Set(page.items.map(({ id }) => id))];
  const current = await readMany(table, listedIds);
  const members = listedIds.flatMap((id) => current.get(id) ?? []).filter(isWithin);
  return { members, ...nextOf(page.next) };
};

/**
 * Finds members by the tokens stored for each district. A page is cut only after everybody whom the caller does not reach was left out, so that neither its
 * length nor its cursor tells that somebody was.
 */
const findInDistricts = async (
  table: Table,
  tokens: readonly string[],
  districts: readonly string[],
  cursor: PageKey | undefined,
  { limit, now, isWithin }: Pick<SearchInput, 'limit' | 'now' | 'isWithin'>,
): Promise<MembersPage> => {
  const start = parsePlace(cursor, now);
  const search = { tokens, districts, startedAt: start.startedAt };
  const found: { readonly candidate: Candidate; readonly member: StoredMember }[] = [];
  let from: SearchPlace | undefined = start;
  for (let reads = 0; from !== undefined && found.length <= limit && reads < maxReads; reads += 1) {
    // One more than the page holds shows whether there is another page.
    const { candidates, next } = await readCandidates(table, tokens, districts, from, limit + 1);
    const current = await readMany(
      table,
      candidates.map(({ memberId }) => memberId),
    );
    for (const candidate of candidates) {
      const member = current.get(candidate.memberId);
      if (member !== undefined && isReturnedFor(candidate, member, search) && isWithin(member)) {
        found.push({ candidate, member });
      }
    }
    from = next;
  }
  const last = found.length > limit ? found[limit - 1] : undefined;
  const next = last === undefined ? from : { ...last.candidate, startedAt: start.startedAt };
  return {
    members: found.slice(0, limit).map(({ member }) => member),
    ...nextOf(next && placeKeyOf(next)),
  };
};

/** A page of the members who match. @param name the query if it is a name; undefined for a telephone number */
const findByTerms = async (
  { table, vault }: Records,
  terms: readonly Term[],
  name: string | undefined,
  { scope, cursor, ...input }: SearchInput,
): Promise<FoundPage> => {
  const tokens = await Promise.all(terms.map(({ context, text }) => vault.token(context, text)));
  let from = cursor;
  for (let round = 1; ; round += 1) {
    const page =
      scope.of === 'collectives'
        ? await findInCollectives(table, tokens, scope.ids, from, input)
        : await findInDistricts(table, tokens, scope.names, from, input);
    const items = await decryptAndRank(vault, page.members, name);
    if (items.length > 0 || page.next === undefined || round === maxRounds) {
      return { items, ...nextOf(page.next) };
    }
    from = page.next;
  }
};

/**
 * Searches for members by a code, a telephone number or a name. Names are stored encrypted, so candidates are found by keyed tokens, and the names of
 * a page's candidates are decrypted and compared.
 * @returns a page of those who match, the best of the page first. `next` if there may be more; it may come with an empty page.
 * @throws AppError `invalid_cursor`
 */
export const searchMembers = async (records: Records, input: SearchInput): Promise<FoundPage> => {
  for (const query of queriesOf(input.q)) {
    if (query.by === 'code') {
      // A code finds one member at most, so its search has no second page: a cursor belongs to a search by other terms.
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
