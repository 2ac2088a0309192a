import { noteOpened, withOwnCount } from '../../shared/logging/opened-texts.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { decryptNames } from './member-texts.ts';
import { rankName } from './name-rank.ts';
import type { StoredMember } from './schema.ts';

/** Decrypts the names of a search's candidates, and keeps and sorts those that match. name-rank.ts compares two names. */

/** How well a name matches the names in records that were joined to others: the best rank, by the kept record's id. */
const rankByJoinedNames = async (
  vault: Vault,
  members: readonly StoredMember[],
  name: string,
): Promise<ReadonlyMap<string, number>> => {
  // The first of a member's records is the kept one.
  const joined = members.flatMap(({ id, records = [] }) =>
    records.slice(1).map((record) => ({ keptId: id, record })),
  );
  const named = await withOwnCount(() =>
    decryptNames(
      vault,
      joined.map(({ record }) => record),
    ),
  );
  const ranks = new Map<string, number>();
  for (const [index, { keptId }] of joined.entries()) {
    const rank = rankName(name, named[index]?.name ?? '');
    ranks.set(keptId, Math.max(rank, ranks.get(keptId) ?? 0));
  }
  return ranks;
};

/** Members with their names; if the query is a name, only those that match it, the best first. */
export const decryptAndRank = async (
  vault: Vault,
  members: readonly StoredMember[],
  name: string | undefined,
) => {
  if (name === undefined) return decryptNames(vault, members);
  // Only the members who match are shown, so only their names count as opened. The names of the other candidates are only compared.
  const candidates = await withOwnCount(() => decryptNames(vault, members));
  const joinedRanks = await rankByJoinedNames(vault, members, name);
  const found = candidates
    // The name of an erased member is null, and matches none.
    .map((member) => ({
      member,
      rank: Math.max(rankName(name, member.name ?? ''), joinedRanks.get(member.id) ?? 0),
    }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ member }) => member);
  for (const { id } of found) noteOpened(`member:${id}`);
  return found;
};
