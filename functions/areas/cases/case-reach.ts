import { notFound } from '../../shared/errors/errors.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Table } from '../../shared/table/client.ts';
import type { CaseWithProgress } from './case-state.ts';
import { findEmergencyAccess } from './emergency-access-repository.ts';
import { findMemberScopes } from './member-scopes.ts';
import { mayReach } from './reach-rules.ts';
import type { CaseRecord } from './schema.ts';
import { findCase } from './stored-case.ts';

/** Who asks to see a case, and when. */
export type Asker = { readonly caller: Caller; readonly now: Date };

type Reads = Pick<Table, 'get' | 'getMany'>;

/**
 * Filters the cases that the caller may see, by the present data of their members. With a district, only the cases of members who live there remain. Nobody may
 * see a case of a member who is being erased.
 */
export const filterReachable = async <Case extends Pick<CaseRecord, 'memberId' | 'createdBy' | 'assignedTo'>>(
  table: Pick<Table, 'getMany'>,
  records: readonly Case[],
  caller: Caller,
  reach: Reach,
  district?: string,
): Promise<Case[]> => {
  const members = await findMemberScopes(
    table,
    records.map(({ memberId }) => memberId),
  );
  return records.filter(({ createdBy, assignedTo, memberId }) => {
    const member = members.get(memberId);
    return (
      member !== undefined &&
      (district === undefined || member.district === district) &&
      mayReach({ createdBy, assignedTo, collectiveId: member.collectiveId }, caller, reach)
    );
  });
};

/** Whether the caller has emergency access to the case now, and its member still exists. */
const hasEmergencyAccess = async (
  table: Reads,
  { id, memberId }: CaseRecord,
  { caller, now }: Asker,
): Promise<boolean> => {
  const until = await findEmergencyAccess(table, id, caller.personId);
  return (
    until !== undefined &&
    now.getTime() < Date.parse(until) &&
    (await findMemberScopes(table, [memberId])).has(memberId)
  );
};

/**
 * Finds a case that the caller may see. `isEmergencyAccess`: whether the caller may see it only by emergency access.
 * @throws AppError `not_found` if there is no such case, or it is beyond the caller's reach
 */
export const findReachable = async (
  table: Reads,
  id: string,
  asker: Asker,
  reach: Reach,
): Promise<CaseWithProgress & { readonly isEmergencyAccess: boolean }> => {
  const found = await findCase(table, id);
  const [reached] = await filterReachable(table, [found.record], asker.caller, reach);
  if (reached !== undefined) {
    return { ...found, isEmergencyAccess: false };
  }
  // With the reach `all`, only the case of a member who is being erased is refused, and emergency access would not help.
  if (reach === 'all' || !(await hasEmergencyAccess(table, found.record, asker))) {
    throw notFound();
  }
  return { ...found, isEmergencyAccess: true };
};
