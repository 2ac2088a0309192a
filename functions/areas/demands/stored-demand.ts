import * as z from 'zod';
import { checkStored, openRecords } from '../../shared/definition/seal.ts';
import { date } from '../../shared/fields/fields.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  datedDemandIndexKeys,
  datedDemands,
  demandKey,
  demandListIndexKeys,
} from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
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

const datedDemand = z.object({
  id: z.string(),
  title: z.string(),
  district: z.string().optional(),
  waits: z.array(z.object({ kind: z.enum(['demand', 'appeal']), on: date })),
});
/** What an agenda reads of a demand that waits for a day. */
export type DatedDemand = z.infer<typeof datedDemand>;

/** All demands that wait for a day. */
export const readDatedDemands = async (table: Pick<Table, 'query'>): Promise<DatedDemand[]> =>
  (await queryAll(table, { index: 'gsi2', partition: datedDemands })).map((item) => datedDemand.parse(item));

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
