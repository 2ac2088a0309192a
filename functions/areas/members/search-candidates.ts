import * as z from 'zod';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import type { Table } from '../../shared/table/client.ts';
import { nameTokenKey, nameTokenPartition } from '../../shared/table/keys.ts';
import type { StoredMember } from './schema.ts';

/**
 * The candidates of a search: members who share a keyed token with the query, read token by token and district by
 * district. Each is returned once, although she may have several of the tokens, and may move to another district while
 * somebody pages.
 */

/** Partitions that are read at the same time: all districts of the state in two rounds. */
const partitionsAtOnce = 14;

/**
 * A move that began (`movedFrom.at`) less than this long before a search may not have been written when the search began: no request runs
 * longer.
 */
const settledMs = 30_000;

/** The place where a search continues. `startedAt` is when its first page was requested; `term` is the index of the token that it reads. */
const searchPlace = z.strictObject({
  startedAt: z.iso.datetime(),
  /** One digit, since a search has at most eight tokens. */
  term: z.string().regex(/^\d$/),
  district: z.string(),
  memberId: z.string().optional(),
});

type SearchPlace = {
  readonly startedAt: string;
  readonly term: number;
  readonly district: string;
  /** Continue after this member of the district. */
  readonly memberId?: string | undefined;
};

/** The place from which a search reads candidates: the one in its cursor, or the beginning. @throws AppError `invalid_cursor` */
export const parsePlace = (cursor: PageKey | undefined, now: Date): SearchPlace => {
  if (cursor === undefined) {
    return { startedAt: now.toISOString(), term: 0, district: '' };
  }
  const { success, data } = searchPlace.safeParse(cursor);
  if (!success) {
    throw invalidCursorError();
  }
  return { ...data, term: Number(data.term) };
};

/** The cursor key of a place. */
export const placeKeyOf = ({ startedAt, term, district, memberId }: SearchPlace): PageKey => ({
  startedAt,
  term: String(term),
  district,
  ...(memberId === undefined ? {} : { memberId }),
});

/** A member who has a token of the search, in a district where she is or was. `term` is the token's index. */
export type Candidate = { readonly memberId: string; readonly term: number; readonly district: string };

const storedToken = z.object({ memberId: z.string() });

/**
 * Up to `limit` candidates of a members' search from a place on, in order, with the next place if there may be more.
 * @param districts sorted by name
 */
export const readCandidates = async (
  table: Table,
  tokens: readonly string[],
  districts: readonly string[],
  from: SearchPlace,
  limit: number,
): Promise<{ readonly candidates: Candidate[]; readonly next?: SearchPlace }> => {
  const candidates: Candidate[] = [];
  for (const [term, token] of tokens.entries()) {
    if (term < from.term) continue;
    const isFirstTerm = term === from.term;
    const remaining = isFirstTerm ? districts.filter((name) => name >= from.district) : districts;
    for (let start = 0; start < remaining.length; start += partitionsAtOnce) {
      const pages = await Promise.all(
        remaining.slice(start, start + partitionsAtOnce).map(async (district) => {
          const after = isFirstTerm && district === from.district ? from.memberId : undefined;
          const page = await table.query({
            partition: nameTokenPartition(token, district),
            limit,
            ...(after === undefined ? {} : { after: nameTokenKey(token, district, after) }),
          });
          return { district, after, ids: page.items.map((item) => storedToken.parse(item).memberId), page };
        }),
      );
      for (const { district, after, ids, page } of pages) {
        const takenIds = ids.slice(0, limit - candidates.length);
        candidates.push(...takenIds.map((memberId) => ({ memberId, term, district })));
        // Stops at the first district that is not read to its end, for want of room or because it has a further page.
        if (takenIds.length < ids.length || page.next !== undefined) {
          // If none was taken, the next page reads this district from the same place again.
          const memberId = takenIds.at(-1) ?? after;
          return { candidates, next: { startedAt: from.startedAt, term, district, memberId } };
        }
      }
    }
  }
  return { candidates };
};

/**
 * Whether a search returns a member for this candidate: only for the first token that she has, and for one district.
 * That is the district from which she moved while the search ran or just before (`settledMs`), if the search reads it; otherwise her
 * present one.
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
  const firstTerm = tokens.findIndex((token) => member.searchTokens.includes(token));
  return term === firstTerm && district === (countsWhereSheWas ? movedFrom.district : member.district);
};
