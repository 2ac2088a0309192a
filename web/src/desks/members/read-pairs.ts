import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { Pair } from './pair-sides.tsx';

/*
 * Apart from the page of pairs (same-women.tsx), which is loaded when it is opened: the navigation counts them from the first page on.
 */

export const readPairs = (api: Api, state: Pair['state']) =>
  readList(api, 'GET /api/same-women', { query: { state } });

/** Counts the pairs that nobody has decided, for the desk's navigation. */
export const countPairs = async (api: Api): Promise<number> => (await readPairs(api, 'open')).items.length;
