import { checkStored, openRecords } from '../../shared/definition/seal.ts';
import type { Item } from '../../shared/table/client.ts';
import { demandKey, demandListIndexKeys } from '../../shared/table/keys/programme.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { demandFields } from './definition.ts';
import { appealByOf, dueOnOf, statusOf } from './rules.ts';
import { type Demand, demand, type StoredDemand, storedDemand } from './schema.ts';

export const parseDemand = (item: Item): StoredDemand => storedDemand.parse(item);

/** A demand as the table's item. */
export const toItem = (value: StoredDemand): Item => {
  checkStored(demandFields, value);
  return { ...value, ...demandKey(value.id), ...demandListIndexKeys(value.on, value.id) };
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
