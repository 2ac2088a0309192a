import type { Caller } from '../domain/caller.ts';
import { notFound } from '../domain/errors.ts';
import type { Reach } from '../domain/roles.ts';
import type { CaseState } from './case-state.ts';
import type { MemberScopes } from './member-scopes.ts';
import { mayReach } from './reach-rules.ts';
import type { CaseRecord } from './schema.ts';

/** Who asks, and when. */
export type Asker = { readonly caller: Caller; readonly now: Date };

/** Which cases a caller may see, by what is stored of them and of their members now. */
export const createCaseReach = (cases: {
  readonly find: (id: string) => Promise<CaseState>;
  readonly findMembers: MemberScopes;
  readonly findEmergencyAccess: (caseId: string, personId: string) => Promise<string | undefined>;
}) => {
  /** Those of the cases that the caller may see, of members of a district if one is given. Nobody may see a case of a member who is being erased. */
  const reachable = async (
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

  /** Whether the caller got emergency access within the last three hours, and the member still exists. */
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
   * A case, and whether she may see it only by emergency access.
   * @throws AppError `not_found`, also for a case beyond the caller's reach
   */
  const findReachable = async (
    id: string,
    reader: Asker,
    reach: Reach,
  ): Promise<CaseState & { readonly isEmergencyAccess: boolean }> => {
    const found = await cases.find(id);
    const [reached] = await reachable([found.record], reader.caller, reach);
    if (reached !== undefined) {
      return { ...found, isEmergencyAccess: false };
    }
    if (reach === 'all' || !(await hasEmergencyAccess(found.record, reader))) {
      throw notFound();
    }
    return { ...found, isEmergencyAccess: true };
  };

  return { reachable, findReachable };
};
