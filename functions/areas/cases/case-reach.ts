import { notFound } from '../../shared/errors/errors.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { CaseState } from './case-state.ts';
import type { MemberScopes } from './member-scopes.ts';
import { mayReach } from './reach-rules.ts';
import type { CaseRecord } from './schema.ts';

/** Who asks to see a case, and when. */
export type Asker = { readonly caller: Caller; readonly now: Date };

/** Finds the cases within a caller's reach. It reads the cases' members, on whose present data the reach depends. */
export const createCaseReach = (cases: {
  readonly find: (id: string) => Promise<CaseState>;
  readonly findMembers: MemberScopes;
  readonly findEmergencyAccess: (caseId: string, personId: string) => Promise<string | undefined>;
}) => {
  /**
   * Filters the cases that the caller may see; with a district, only those of members who live in it. Nobody may see a case of a member who
   * is being erased.
   */
  const filterReachable = async (
    records: readonly CaseRecord[],
    caller: Caller,
    reach: Reach,
    district?: string,
  ): Promise<CaseRecord[]> => {
    const members = await cases.findMembers(records.map(({ memberId }) => memberId));
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
    { id, memberId }: CaseRecord,
    { caller, now }: Asker,
  ): Promise<boolean> => {
    const until = await cases.findEmergencyAccess(id, caller.personId);
    return (
      until !== undefined &&
      now.getTime() < Date.parse(until) &&
      (await cases.findMembers([memberId])).has(memberId)
    );
  };

  /**
   * Finds a case that the caller may see. `isEmergencyAccess`: only by emergency access.
   * @throws AppError `not_found` if there is no such case, or it is beyond her reach
   */
  const findReachable = async (
    id: string,
    asker: Asker,
    reach: Reach,
  ): Promise<CaseState & { readonly isEmergencyAccess: boolean }> => {
    const found = await cases.find(id);
    const [reached] = await filterReachable([found.record], asker.caller, reach);
    if (reached !== undefined) {
      return { ...found, isEmergencyAccess: false };
    }
    // With the reach `all`, only the case of a member who is being erased is refused, and emergency access would not help.
    if (reach === 'all' || !(await hasEmergencyAccess(found.record, asker))) {
      throw notFound();
    }
    return { ...found, isEmergencyAccess: true };
  };

  return { filterReachable, findReachable };
};
