import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { nameTokenKey, nameTokenPartition, nameTokensBetween } from '../../shared/table/keys/members.ts';
import { type DistrictRange, rangesOf } from './district-ranges.ts';
import type { StoredMember } from './schema.ts';
import type { SearchPlace } from './search-place.ts';
import { allSearchTokens } from './woman-records.ts';

/**
 * The candidates of a search: members who share a keyed token with the query, read token by token and district by
 * district. The search returns each member once (`isReturnedFor`), although a member may have several of the tokens, and may move to another
 * district between two pages.
 */

/** The maximum number of queries that are sent at the same time. */
const queriesAtOnce = 14;

/**
 * No request runs longer than this. So if a move to another district began (`movedFrom.at`) more than this long before a search, it was written when the
 * search began. A later move may not have been.
 */
const settledMs = 30_000;

/** A member who has a token of the search, in a district where she is or was. `term` is the token's index. */
export type Candidate = { readonly memberId: string; readonly term: number; readonly district: string };

/** A stored token. `sk` begins with `<district>#`. */
const storedToken = z.object({ memberId: z.string(), sk: z.string() });

/** One query of a search: a token in a range of districts. */
type Part = DistrictRange & { readonly token: string; readonly term: number };

/** The queries of a search from a place on, in order, in groups. The queries of a group are sent at the same time. */
const groupsOfParts = (
  tokens: readonly string[],
  districts: readonly string[],
  from: SearchPlace,
): Part[][] => {
  const partsOf = (term: number): Part[] =>
    rangesOf(districts, term === from.term ? from.district : '').map((range) => ({
      ...range,
      token: tokens[term] ?? '',
      term,
    }));
  const partsByTerm = tokens.flatMap((_, term) => (term < from.term ? [] : [partsOf(term)]));
  // Most searches find few members and end with their first page, so the first page reads all tokens together. A further page exists only
  // if many members have the name; it reads token after token.
  const isFirstPage = from.term === 0 && from.district === '';
  return (isFirstPage ? [partsByTerm.flat()] : partsByTerm).flatMap((parts) =>
    Array.from({ length: Math.ceil(parts.length / queriesAtOnce) }, (_, index) =>
      parts.slice(index * queriesAtOnce, (index + 1) * queriesAtOnce),
    ),
  );
};

/** A page of a query's candidates. `after`: the member after whom it began, if the query continues one of an earlier page. */
const readPart = async (
  table: Table,
  { token, term, first, last }: Part,
  from: SearchPlace,
  limit: number,
) => {
  const { district, memberId } = from;
  const isContinued = term === from.term && district === first && memberId !== undefined;
  const { items, next } = await table.query({
    partition: nameTokenPartition(token),
    between: nameTokensBetween(first, last),
    limit,
    ...(isContinued ? { after: nameTokenKey(token, district, memberId) } : {}),
  });
  const candidates = items.map((item): Candidate => {
    const stored = storedToken.parse(item);
    return { memberId: stored.memberId, term, district: stored.sk.slice(0, stored.sk.indexOf('#')) };
  });
  return { candidates, hasMore: next !== undefined, after: isContinued ? memberId : undefined };
};

/**
 * Up to `limit` candidates of a search from a place on, in order, with the next place if there may be more.
 * @param districts those that the caller reaches
 */
export const readCandidates = async (
  table: Table,
  tokens: readonly string[],
  districts: readonly string[],
  from: SearchPlace,
  limit: number,
): Promise<{ readonly candidates: Candidate[]; readonly next?: SearchPlace }> => {
  const candidates: Candidate[] = [];
  for (const parts of groupsOfParts(tokens, districts, from)) {
    const pages = await Promise.all(
      parts.map(async (part) => ({ part, ...(await readPart(table, part, from, limit)) })),
    );
    for (const { part, candidates: found, hasMore, after } of pages) {
      const taken = found.slice(0, limit - candidates.length);
      candidates.push(...taken);
      // Stops at the first query that is not read to its end: the candidates are `limit` already, or the query has a further page.
      if (taken.length < found.length || hasMore) {
        // If no candidate was taken, the next page reads this query from the same place again.
        const { district, memberId } = taken.at(-1) ?? { district: part.first, memberId: after };
        return { candidates, next: { startedAt: from.startedAt, term: part.term, district, memberId } };
      }
    }
  }
  return { candidates };
};

/**
 * Whether a search returns a member for this candidate. If several candidates are one member, it returns her for one of them: for the first token that
 * she has, in one district. This is the district from which she moved while the search ran or just before (`settledMs`), if the search reads
 * that district; otherwise her present district.
 */
export const isReturnedFor = (
  { term, district }: Candidate,
  member: StoredMember,
  {
    tokens,
    districts,
    startedAt,
  }: {
    readonly tokens: readonly string[];
    readonly districts: readonly string[];
    readonly startedAt: string;
  },
): boolean => {
  const { movedFrom } = member;
  const countsWhereSheWas =
    movedFrom !== undefined &&
    districts.includes(movedFrom.district) &&
    Date.parse(movedFrom.at) > Date.parse(startedAt) - settledMs;
  const herTokens = allSearchTokens(member);
  const firstTerm = tokens.findIndex((token) => herTokens.includes(token));
  return term === firstTerm && district === (countsWhereSheWas ? movedFrom.district : member.district);
};
