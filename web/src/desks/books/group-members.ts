import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { useRead } from '../frame/reading.tsx';

/** A member as the API lists her: with her code and without her name. */
export type GroupMember = ItemOf<'GET /api/members'>;

/** What the books' forms and tables need of a member. */
export type MemberWithCode = Pick<GroupMember, 'id' | 'code'>;

/** Members in the order of the leader's phone and of the printed sheet: by name where names are shown, otherwise by code. */
export const sortedAsOnPaper = <One extends MemberWithCode>(
  members: readonly One[],
  names: ReadonlyMap<string, string>,
): One[] => members.toSorted((a, b) => (names.get(a.id) ?? a.code).localeCompare(names.get(b.id) ?? b.code));

/** Reads the members of a group for its books, also those who have left, sorted by code. */
export const useGroupMembers = (api: Api, groupId: string) =>
  useRead(['members by code', groupId], async () => {
    const { items } = await readList(api, 'GET /api/members', { query: { collectiveId: groupId } });
    return items.toSorted((a, b) => a.code.localeCompare(b.code));
  });
