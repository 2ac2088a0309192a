import * as z from 'zod';
import { invalidCursor, type PageKey } from '../domain/cursor.ts';
import type { Table } from '../table/client.ts';
import { nameTokenKey, nameTokenPartition } from '../table/keys.ts';
import type { StoredMember } from './schema.ts';

/**
 * The members who share a token with a query, token by token and district by district. Each is given once,
 * though she may have several of the tokens, and may move to another district while somebody pages.
 */

/** Partitions that are read at the same time: all districts of the state in two rounds. */
const partitionsAtOnce = 14;

/** By then, a move that was recorded before a search began is in the table: no request lives longer. */
const settledMs = 30_000;

/** Where a search continues; `startedAt` is when its first page was asked for. */
const searchPlace = z.strictObject({
  startedAt: z.iso.datetime(),
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

/** The place among a search's candidates that its cursor names. @throws AppError `invalid_cursor` */
export const parsePlace = (cursor: PageKey | undefined, now: Date): SearchPlace => {
  if (cursor === undefined) {
    return { startedAt: now.toISOString(), term: 0, district: '' };
  }
  const { success, data } = searchPlace.safeParse(cursor);
  if (!success) {
    throw invalidCursor();
  }
  return { ...data, term: Number(data.term) };
};

export const placeKeyOf = ({ startedAt, term, district, memberId }: SearchPlace): PageKey => ({
  startedAt,
  term: String(term),
  district,
  ...(memberId === undefined ? {} : { memberId }),
});

/** Somebody with the token of a term, in a district where she is or was. */
export type Candidate = { readonly memberId: string; readonly term: number; readonly district: string };

const storedToken = z.object({ memberId: z.string() });

/** Up to `limit` candidates of a members' search from a place on, in order, with the next place if there may be more. */
export const readCandidates = async (
  table: Table,
  tokens: readonly string[],
  districts: readonly string[],
  from: SearchPlace,
  limit: number,
): Promise<{ readonly candidates: Candidate[]; readonly next?: SearchPlace }> => {
  const candidates: Candidate[] = [];
  for (const [term, token] of tokens.entries()) {
    const remaining = term === from.term ? districts.filter((name) => name >= from.district) : districts;
    for (let start = 0; term >= from.term && start < remaining.length; start += partitionsAtOnce) {
      const pages = await Promise.all(
        remaining.slice(start, start + partitionsAtOnce).map(async (district) => {
          const after = term === from.term && district === from.district ? from.memberId : undefined;
          const page = await table.query({
            partition: nameTokenPartition(token, district),
            limit,
            ...(after === undefined ? {} : { after: nameTokenKey(token, district, after) }),
          });
          return { district, after, ids: page.items.map((item) => storedToken.parse(item).memberId), page };
        }),
      );
      for (const { district, after, ids, page } of pages) {
        const taken = ids.slice(0, limit - candidates.length);
        candidates.push(...taken.map((memberId) => ({ memberId, term, district })));
        if (taken.length < ids.length || page.next !== undefined) {
          const memberId = taken.at(-1) ?? after;
          return { candidates, next: { startedAt: from.startedAt, term, district, memberId } };
        }
      }
    }
  }
  return { candidates };
};

/**
 * Whether a member, as she now is, is given out for this candidate: for the first of the tokens that she has, and
 * for one district. That is the district she was in when the search began, if it is read at all.
 */
export const isGivenFor = (
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
  const movedSince =
    movedFrom !== undefined &&
    districts.includes(movedFrom.district) &&
    Date.parse(movedFrom.at) > Date.parse(startedAt) - settledMs;
  return (
    tokens.findIndex((token) => member.searchTokens.includes(token)) === term &&
    district === (movedSince ? movedFrom.district : member.district)
  );
};
