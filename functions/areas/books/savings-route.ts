import { notFound } from '../../shared/errors/errors.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { openingOf } from '../../shared/one-woman/shown-ids.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesCollective, reachesMember } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { holdsContinuing } from '../../shared/services/holds-continuing.ts';
import { findMember, readSavings } from './books-reader.ts';
import type { Deps, Handler } from './route-deps.ts';
import type { StoredMember } from './stored-member.ts';

/** The route that reads a member's savings and loans. */

/** Whether the caller reaches a woman's savings. */
const reachesSavings = async (
  table: Deps['table'],
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
  member: StoredMember,
): Promise<boolean> => {
  // A leader is a member of a group too, and reads her own savings. But her record may have been joined to another woman's: she can rename her own record
  // so that it seems to be hers. Then she reads nothing by this rule.
  const isHerselfAlone = member.id === caller.memberId && idsOf(member).length === 1;
  if (isHerselfAlone) return true;
  // An area coordinator reads the books of the groups in her area, wherever their members live.
  if (reach === 'area') return reachesCollective(caller, reach, member.collectiveId);
  if (reachesMember(caller, reach, member)) return true;
  // A caseworker no longer reaches a woman who has withdrawn her consent, unless the caseworker holds a case of the woman's that goes on.
  return reach === 'district' && holdsContinuing(table, caller.personId, member);
};

export const readSavingsRoute =
  (deps: Deps): Handler<'GET /api/members/{id}/savings'> =>
  async (request) => {
    const { path, today } = request;
    const member = await findMember(deps.table, path.id);
    if (!(await reachesSavings(deps.table, request, member))) {
      throw notFound();
    }
    const body = await readSavings(deps.table, member, today);
    await deps.accessLog(request, {
      ...openingOf(member),
      fields: ['savings', 'loans', 'statement'],
    });
    return { status: 200, body };
  };
