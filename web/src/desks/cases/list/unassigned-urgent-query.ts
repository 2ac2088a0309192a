import type { Api } from '../../../api/client.ts';
import { countKey } from '../../frame/waiting-count.tsx';
import { isUnassignedUrgent } from './unassigned-rules.ts';

/** The coordinator's unassigned urgent cases. Counts are taken from it, so it is read again with them. */
export const unassignedUrgentQuery = (api: Api) => ({
  queryKey: countKey('unassigned urgent'),
  queryFn: async () => {
    // The API lists unassigned urgent cases first, so the first page has them.
    const { items } = await api.request('GET /api/cases', { query: { limit: '100' } });
    return items.filter(isUnassignedUrgent);
  },
});
