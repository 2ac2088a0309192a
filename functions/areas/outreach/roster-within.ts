import { womenWithin } from '../../shared/places/women.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Table } from '../../shared/table/client.ts';
import type { Outreach, RosterInput } from './schema.ts';

type Rows = RosterInput['participants'];

/** Outreach as a coordinator sees it (`seen`), and the rows of its roster that lie beyond her reach (`unseen`). */
export type SeenOutreach = { readonly seen: Outreach; readonly unseen: Rows };

/**
 * Outreach as a coordinator sees it. The state coordinator sees whole rosters, on which she may have put women of several areas. An area coordinator
 * sees only the women of her districts, and does not learn whether anybody else stands there.
 */
export const seeRosters = async (
  table: Pick<Table, 'getMany'>,
  all: readonly Outreach[],
  asker: { readonly caller: Caller; readonly reach: Reach },
): Promise<SeenOutreach[]> => {
  if (asker.reach !== 'area') return all.map((seen) => ({ seen, unseen: [] }));
  const ids = all.flatMap(({ roster }) => roster?.participants.map(({ memberId }) => memberId) ?? []);
  const within = await womenWithin(table, [...new Set(ids)], asker);
  return all.map((one) => {
    if (one.roster === undefined) return { seen: one, unseen: [] };
    const { participants } = one.roster;
    return {
      seen: { ...one, roster: { participants: participants.filter(({ memberId }) => within.has(memberId)) } },
      unseen: participants.filter(({ memberId }) => !within.has(memberId)),
    };
  });
};

/** One record of outreach as a coordinator sees it. */
export const seeRoster = async (
  table: Pick<Table, 'getMany'>,
  one: Outreach,
  asker: { readonly caller: Caller; readonly reach: Reach },
): Promise<SeenOutreach> => {
  const [found = { seen: one, unseen: [] }] = await seeRosters(table, [one], asker);
  return found;
};
