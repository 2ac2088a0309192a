import { checkStored, openRecords } from '../../shared/definition/seal.ts';
import type { Item } from '../../shared/table/client.ts';
import { datedDemandIndexKeys, demandKey, demandListIndexKeys } from '../../shared/table/keys.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { demandFields } from './definition.ts';
import { appealByOf, dueOnOf, statusOf, waitsOf } from './rules.ts';
import { type Demand, demand, type StoredDemand, storedDemand } from './schema.ts';

export const parseDemand = (item: Item): StoredDemand => storedDemand.parse(item);

/** A demand as the table's item. While it waits for a day it says for which (`waits`), and is in the index of those that do. */
export const toItem = (value: StoredDemand): Item => {
  checkStored(demandFields, value);
  const { id, on } = value;
  const waits = waitsOf(value);
  return {
    ...value,
    ...demandKey(id),
    ...demandListIndexKeys(on, id),
    ...(waits.length === 0 ? {} : { waits, ...datedDemandIndexKeys(id) }),
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
