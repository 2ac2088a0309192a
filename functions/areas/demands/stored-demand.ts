import { checkStored, openRecords } from '../../shared/definition/seal.ts';
import type { Item, Write } from '../../shared/table/client.ts';
import {
  datedDemandIndexKeys,
  datedDemandKey,
  demandKey,
  demandListIndexKeys,
} from '../../shared/table/keys.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { demandFields } from './definition.ts';
import { appealByOf, dueOnOf, statusOf, waitsOf } from './rules.ts';
import { type Demand, demand, type StoredDemand, storedDemand } from './schema.ts';

export const parseDemand = (item: Item): StoredDemand => storedDemand.parse(item);

/** A demand as the table's item. */
export const toItem = (value: StoredDemand): Item => {
  checkStored(demandFields, value);
  return { ...value, ...demandKey(value.id), ...demandListIndexKeys(value.on, value.id) };
};

/** The write of what an agenda reads of a demand. While it waits for a day this says for which (`waits`), and is in the index of those that do. */
export const datesOf = (value: StoredDemand): Write => {
  const { id, title, district } = value;
  const waits = waitsOf(value);
  const dated = { id, title, ...(district === undefined ? {} : { district }), waits };
  return {
    put: { ...datedDemandKey(id), ...(waits.length === 0 ? {} : { ...dated, ...datedDemandIndexKeys(id) }) },
  };
};

/** Demands as the API shows them, the texts of their steps decrypted. */
export const openDemands = async (
  vault: Pick<Vault, 'decryptMany'>,
  demands: readonly StoredDemand[],
): Promise<Demand[]> => {
  const opened = await openRecords(
    vault,
    demands.map((record) => ({
      fields: demandFields,
      owner: 'organisation' as const,
      key: demandKey(record.id),
      record,
    })),
  );
  return opened.map((one) =>
    demand.parse({
      ...one,
      status: statusOf(one),
      dueOn: dueOnOf(one),
      appealBy: one.reversed === undefined ? appealByOf(one) : undefined,
    }),
  );
};
