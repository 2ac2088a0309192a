import * as z from 'zod';
import { drillOutcomes } from '../kinds/drill-words.ts';
import type { Item, Table } from '../table/client.ts';
import { drillKey } from '../table/keys/programme.ts';

/**
 * The result of the restore drill that ended last, started by the schedule or by a person. `whole`: every month counted from the restored tables has its published bytes, and no
 * line was lost. `lost`: one has not, or lines are missing. `failed`: the drill did not end.
 */
export const drillResult = z.strictObject({
  /** The instant at which the drill ended. */
  at: z.iso.datetime(),
  outcome: z.enum(drillOutcomes),
  /** How many publications (a month's versions each count) were compared. */
  months: z.int().min(0),
  tookSeconds: z.int().min(0),
  /** The quarterly schedule, or the id of the administrator who asked for it. */
  by: z.union([z.literal('schedule'), z.uuid()]),
  /** Which drill it was (drill-run.ts). */
  run: z.string().min(1),
});
export type DrillResult = Readonly<z.infer<typeof drillResult>>;

/** The table item of a result; a later one replaces it. */
export const toDrillItem = (result: DrillResult): Item => ({ ...drillKey, ...result });

/** Reads the result of the newest drill; undefined if there was none. */
export const readDrillResult = async (table: Pick<Table, 'get'>): Promise<DrillResult | undefined> => {
  const item = await table.get(drillKey);
  if (item === undefined) return undefined;
  const { pk: _pk, sk: _sk, ...result } = item;
  return drillResult.parse(result);
};
