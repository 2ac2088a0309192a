import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { isOverdue } from './request-state.ts';

/** Counts the members' open requests beside "Requests" in a desk's navigation. */
export const countOpenRequests = async (api: Api): Promise<number> =>
  (await readList(api, 'GET /api/requests', { query: { open: 'true' } })).items.length;

/** Counts the open requests that are overdue: the complaints among them, or the others. */
export const countOverdue = async (api: Api, of: 'complaints' | 'others'): Promise<number> => {
  const today = todayInIndia();
  const { items } = await readList(api, 'GET /api/requests', { query: { open: 'true' } });
  return items.filter(
    (request) => (request.kind === 'grievance') === (of === 'complaints') && isOverdue(request, today),
  ).length;
};
