import * as z from 'zod';
import type { Item, Table } from '../table/client.ts';
import { type Key, memberKey, nameTokenPartition } from '../table/keys.ts';
import type { Vault } from '../vault/vault.ts';
import { rankName } from './name-tokens.ts';
import type { FoundMember, StoredMember } from './schema.ts';
import { queriesOf, type Term } from './search-tokens.ts';
import { type MemberScope, parseMember } from './stored-member.ts';
import type { Texts } from './texts.ts';

/** Limits of a search: tokens per query, queries, decrypted names, results. */
const tokensAtOnce = 500;
const maxQueriesOfSearch = 16;
const maxDecrypted = 100;
const maxFound = 20;

const storedCode = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });
const memberPartition = /^MEMBER#(.+)$/;
const storedToken = z.object({ memberId: z.string(), collectiveId: z.string(), district: z.string() });

/** Search without readable names: by keyed tokens, then by decrypting the few candidates. */
export const createSearch = (table: Table, vault: Vault, texts: Texts) => {
  /** Candidates, the likeliest first: the terms are looked up in order, within the limits. */
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
      } while (after !== undefined && queries < maxQueriesOfSearch && ids.size < maxDecrypted);
      if (queries >= maxQueriesOfSearch || ids.size >= maxDecrypted) {
        break;
      }
    }
    return [...ids].slice(0, maxDecrypted);
  };

  const readMany = async (
    ids: readonly string[],
    isWithin: (scope: MemberScope) => boolean,
  ): Promise<StoredMember[]> => {
    const items = await table.getMany(ids.map(memberKey));
    const members = new Map(items.map(parseMember).map((value) => [value.id, value]));
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

  /** The members who match a code, a telephone number or a name, best first; at most twenty. */
  return async (typed: string, isWithin: (scope: MemberScope) => boolean): Promise<FoundMember[]> => {
    for (const query of queriesOf(typed)) {
      const ids =
        query.by === 'code' ? await findByCode(query.key) : await findByTerms(query.terms, isWithin);
      const found = await texts.decryptNames(await readMany(ids, isWithin));
      const ranked =
        query.by === 'name'
          ? found
              .map((member) => ({ member, rank: rankName(typed, member.name ?? '') }))
              .filter(({ rank }) => rank > 0)
              .toSorted((a, b) => b.rank - a.rank)
              .map(({ member }) => member)
          : found;
      if (ranked.length > 0) {
        return ranked.slice(0, maxFound);
      }
    }
    return [];
  };
};
