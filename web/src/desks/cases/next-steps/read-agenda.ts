import type { Api } from '../../../api/client.ts';

/** Reads the agenda from one date to another, both included. Without `from` it begins with the overdue dates; without `to` it has no end. */
export const readAgenda = async (api: Api, query: { readonly from?: string; readonly to?: string }) => {
  const { items, itemsLeftOut } = await api.request('GET /api/agenda', { query });
  // An appeal can't be filed any more after its last day, so nothing is left to do about an overdue one.
  return { items: items.filter(({ kind, overdue }) => kind !== 'appeal' || !overdue), itemsLeftOut };
};
