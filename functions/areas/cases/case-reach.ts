import { notFound } from '../../shared/errors/errors.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import type { CaseWithProgress } from './case-progress.ts';
import { findEmergencyAccess } from './emergency-access-repository.ts';
import { type CaseMember, findMemberScopes } from './member-scopes.ts';
import { type CaseScope, mayReach, mayRead } from './reach-rules.ts';
import type { CaseRecord } from './schema.ts';
import { findCase } from './stored-case.ts';

/** Who asks to see a case, and when. */
export type Asker = { readonly caller: Caller; readonly now: Date };

/**
 * A case with the id of its member's kept record, to which the record of the case may have been joined (shared/one-woman). `hasStopped`: she has
 * withdrawn her consent to the services, and the case does not go on.
 */
export type OfWoman<Case> = Case & { readonly womanId: string; readonly hasStopped: boolean };

/** A case as answers have it. */
export const shown = <Case extends { readonly memberId: string }>({
  womanId,
  hasStopped: isStopped,
  ...record
}: OfWoman<Case>): Omit<OfWoman<Case>, 'womanId' | 'hasStopped'> & { readonly stopped?: true } => ({
  ...record,
  memberId: womanId,
  ...(isStopped ? { stopped: true } : {}),
});

type Reads = Pick<Table, 'get' | 'getMany'>;

/** The fields of a case that decide who may read it. Where only open cases are read, they have no `status`. */
type ReachedCase = Pick<CaseRecord, 'id' | 'memberId' | 'createdBy' | 'assignedTo'> &
  Partial<Pick<CaseRecord, 'status'>>;

const scopeOf = ({ id, createdBy, assignedTo, status }: ReachedCase, member: CaseMember): CaseScope => ({
  createdBy,
  assignedTo,
  isClosed: status === 'closed',
  collectiveId: member.collectiveId,
  district: member.district,
  hasStopped: hasStopped(member, id),
});

/**
 * Filters the cases that the caller may read, by the present data of their members. Nobody may read a case of a member who is being erased.
 * @param isWanted by the member's present data
 */
export const filterReadable = async <Case extends ReachedCase>(
  table: Pick<Table, 'getMany'>,
  records: readonly Case[],
  caller: Caller,
  reach: Reach,
  isWanted: (member: CaseMember, record: Case) => boolean = () => true,
): Promise<OfWoman<Case>[]> => {
  const members = await findMemberScopes(
    table,
    records.map(({ memberId }) => memberId),
  );
  return records.flatMap((record): OfWoman<Case>[] => {
    const member = members.get(record.memberId);
    return member !== undefined && isWanted(member, record) && mayRead(scopeOf(record, member), caller, reach)
      ? [{ ...record, womanId: member.id, hasStopped: hasStopped(member, record.id) }]
      : [];
  });
};

/** Whether the caller has emergency access to a case now. It ends when the member withdraws her consent to the services. */
const hasEmergencyAccess = async (
  table: Reads,
  { id }: CaseRecord,
  member: CaseMember,
  { caller, now }: Asker,
): Promise<boolean> => {
  if (hasStopped(member)) return false;
  const until = await findEmergencyAccess(table, id, caller.personId);
  return until !== undefined && now.getTime() < Date.parse(until);
};

/** A case that the caller reaches. */
export type Reached = CaseWithProgress & {
  /** Whether she reaches it only by emergency access. */
  readonly isEmergencyAccess: boolean;
  /** Whether its member has withdrawn her consent to the services, and the case does not go on. */
  readonly hasStopped: boolean;
  /** The id under which its member stands, and where she lives. */
  readonly womanId: string;
  readonly district: string;
};

const findBy = async (
  rule: typeof mayReach,
  table: Reads,
  id: string,
  asker: Asker,
  reach: Reach,
): Promise<Reached> => {
  const found = await findCase(table, id);
  const { record } = found;
  const member = (await findMemberScopes(table, [record.memberId])).get(record.memberId);
  // Nobody reaches the case of a member who is being erased.
  if (member === undefined) throw notFound();
  const scope = scopeOf(record, member);
  const reached = { ...found, hasStopped: scope.hasStopped, womanId: member.id, district: member.district };
  if (rule(scope, asker.caller, reach)) {
    return { ...reached, isEmergencyAccess: false };
  }
  if (oversees(reach) || !(await hasEmergencyAccess(table, record, member, asker))) {
    throw notFound();
  }
  return { ...reached, isEmergencyAccess: true };
};

/** Finds a case that the caller may read. @throws AppError `not_found` if there is no such case, or she may not read it */
export const findReadable = (table: Reads, id: string, asker: Asker, reach: Reach): Promise<Reached> =>
  findBy(mayRead, table, id, asker, reach);

/** Finds a case on which the caller may act, though she may not read it. @throws AppError `not_found` */
export const findReachable = (table: Reads, id: string, asker: Asker, reach: Reach): Promise<Reached> =>
  findBy(mayReach, table, id, asker, reach);
