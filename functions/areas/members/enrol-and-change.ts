import { ageBandOf } from '../../shared/calendar/age-bands.ts';
import { type AppError, outOfReach } from '../../shared/errors/errors.ts';
import { describeError } from '../../shared/logging/describe-error.ts';
import { logFault } from '../../shared/logging/log.ts';
import { withCollectives } from '../../shared/places/collectives.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesCollective } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { raisePairs } from '../same-women/raise-pairs.ts';
import type { Deps } from './route-deps.ts';
import { unknownCollective } from './rules.ts';
import type { StoredMember, WholeMember } from './schema.ts';

/** What the routes that enrol and change a member have in common. */

/** The fields of a member for a journal line. */
export const journaledMember = (
  value: Pick<
    WholeMember,
    'id' | 'collectiveId' | 'district' | 'birthYear' | 'category' | 'joinedOn' | 'leaderSince'
  >,
) => ({
  memberId: value.id,
  collectiveId: value.collectiveId,
  district: value.district,
  ageBand: ageBandOf(value.birthYear, value.joinedOn),
  category: value.category,
  joinedOn: value.joinedOn,
  leaderSince: value.leaderSince,
});

/**
 * Refuses a collective that the caller does not reach: to an area coordinator, one of another area is `unknown_collective`, as if it did not exist.
 * @throws AppError `forbidden` for a leader, if the collective is not hers
 */
export const validateCollective = async (
  { table }: Deps,
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
  collectiveId: string,
): Promise<AppError | undefined> => {
  if (reach !== 'area') {
    if (reachesCollective(caller, reach, collectiveId)) return undefined;
    throw outOfReach('collectiveId');
  }
  const callerWithGroups = await withCollectives(table, caller, [collectiveId]);
  return reachesCollective(callerWithGroups, reach, collectiveId) ? undefined : unknownCollective();
};

/**
 * Compares a stored member with all others (functions/areas/same-women). If the comparison fails, the request still succeeds, and the member is
 * compared when somebody next reads the pairs.
 */
export const compare = async (deps: Deps, stored: StoredMember, now: Date): Promise<void> => {
  try {
    await raisePairs(deps, stored, now);
  } catch (error) {
    logFault('comparison', describeError(error));
  }
};
