import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { useRead } from '../frame/reading.tsx';

export type GroupMember = ItemOf<'GET /api/members'>;

/** Reads for a group's books its members by their codes, those too who have left the programme. */
export const useGroupMembers = (api: Api, groupId: string) =>
  useRead(['members by code', groupId], async () => {
    const { items } = await readList(api, 'GET /api/members', { query: { collectiveId: groupId } });
    return items.toSorted((a, b) => a.code.localeCompare(b.code));
  });
