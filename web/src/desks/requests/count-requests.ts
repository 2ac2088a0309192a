import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { queries } from '../frame/queries.ts';
import { countKey } from '../frame/waiting-count.tsx';
import { isOverdue, type MemberRequest } from './request-state.ts';

/** The counts of a page share one reading while it is on its way. */
const readOpenRequests = async (api: Api): Promise<readonly MemberRequest[]> =>
  (
    await queries.fetchQuery({
      queryKey: countKey('open requests'),
      queryFn: () => readList(api, 'GET /api/requests', { query: { open: 'true' } }),
    })
  ).items;

type RequestKinds = 'all' | 'complaints' | 'others';

const isOf = ({ kind }: MemberRequest, of: RequestKinds): boolean =>
  of === 'all' || (kind === 'grievance') === (of === 'complaints');

/** Counts the members' open requests beside "Requests" in a desk's navigation. Only the auditor's have complaints among them. */
export const countOpenRequests = async (api: Api, of: RequestKinds = 'all'): Promise<number> =>
  (await readOpenRequests(api)).filter((request) => isOf(request, of)).length;

const countDue = async (api: Api, of: RequestKinds, wanted: 'overdue' | 'in time'): Promise<number> => {
  const today = todayInIndia();
  return (await readOpenRequests(api)).filter(
    (request) => isOf(request, of) && isOverdue(request, today) === (wanted === 'overdue'),
  ).length;
};

/** Counts the open requests that are overdue: the complaints among them, or the others. */
export const countOverdue = (api: Api, of: RequestKinds): Promise<number> => countDue(api, of, 'overdue');

/** Counts the open requests that are not overdue: with `countOverdue` they are all. */
export const countInTime = (api: Api, of: RequestKinds): Promise<number> => countDue(api, of, 'in time');
