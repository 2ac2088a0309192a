import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { isToAskAgain } from './demand-state.ts';

/*
 * Apart from the page of demands, which is loaded when it is opened: the navigation counts them from the first page on.
 */

/** Counts the demands that no day of an agenda will ever tell of, and whose office is to be asked again. */
export const countToAskAgain = async (api: Api): Promise<number> => {
  const today = todayInIndia();
  const { items } = await readList(api, 'GET /api/demands', { query: { open: 'true' } });
  return items.filter((demand) => isToAskAgain(demand, today)).length;
};
