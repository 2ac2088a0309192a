import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { useRead } from '../frame/reading.tsx';

/** What a group has borrowed, read for the screens of its books. */
export const useBorrowings = (api: Api, groupId: string) =>
  useRead(['borrowings', groupId], () =>
    readList(api, 'GET /api/collectives/{id}/borrowings', { path: { id: groupId } }),
  );
