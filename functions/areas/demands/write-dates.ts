import type { Write } from '../../shared/table/client.ts';
import { datedDemandIndexKeys, datedDemandKey } from '../../shared/table/keys/programme.ts';
import { appealByOf, dueOnOf, statusOf } from './rules.ts';
import type { StoredDemand } from './schema.ts';

/** The days that a demand waits for: its answer while it is open, and an appeal while one may follow. None once it was taken back. */
const waitsOf = (
  demand: Parameters<typeof appealByOf>[0] & Pick<StoredDemand, 'reversed'>,
): { readonly kind: 'demand' | 'appeal'; readonly on: string }[] => {
  if (demand.reversed !== undefined) return [];
  const dueOn = statusOf(demand) === 'open' ? dueOnOf(demand) : undefined;
  const appealBy = appealByOf(demand);
  return [
    ...(dueOn === undefined ? [] : [{ kind: 'demand', on: dueOn } as const]),
    ...(appealBy === undefined ? [] : [{ kind: 'appeal', on: appealBy } as const]),
  ];
};

/** The write of what an agenda reads of a demand. While it waits for a day this says for which (`waits`), and is in the index of those that do. */
export const putDates = (value: StoredDemand): Write => {
  const { id, title, district } = value;
  const waits = waitsOf(value);
  const dated = { id, title, ...(district === undefined ? {} : { district }), waits };
  return {
    put: { ...datedDemandKey(id), ...(waits.length === 0 ? {} : { ...dated, ...datedDemandIndexKeys(id) }) },
  };
};
