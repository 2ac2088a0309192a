import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { useRead } from '../../frame/reading.tsx';

/** Reads a group's borrowings for the desk's pages of its books. */
export const useBorrowings = (api: Api, groupId: string) =>
  useRead(['borrowings', groupId], () =>
    readList(api, 'GET /api/collectives/{id}/borrowings', { path: { id: groupId } }),
  );
