import * as z from 'zod';
import { drillSteps } from '../kinds/drill-words.ts';
import type { Item, Table } from '../table/client.ts';
import { drillAskedKey } from '../table/keys/programme.ts';
import type { DrillResult } from './drill-result.ts';

/** The restore drill that was asked for last, by a person or by the quarterly schedule. */
export const drillRun = z.strictObject({
  /** The id of the request; of a scheduled drill, the name of its execution. */
  id: z.string().min(1),
  /** The instant at which it was asked for. */
  at: z.iso.datetime(),
  by: z.union([z.literal('schedule'), z.uuid()]),
  step: z.enum(drillSteps),
  /** The execution that began it. */
  execution: z.string().optional(),
});
export type DrillRun = Readonly<z.infer<typeof drillRun>>;

/** The table item of a run; a later one replaces it. */
export const toDrillRunItem = (run: DrillRun): Item => ({ ...drillAskedKey, ...run });

/** Reads the drill that was asked for last; undefined if none ever was. */
export const readDrillRun = async (table: Pick<Table, 'get'>): Promise<DrillRun | undefined> => {
  const item = await table.get(drillAskedKey);
  if (item === undefined) return undefined;
  const { pk: _pk, sk: _sk, ...run } = item;
  return drillRun.parse(run);
};

/** Longer than this no drill runs: its state machine is ended then. */
export const maxDrillHours = 48;

/**
 * How the drill that was asked for last stands at an instant: `running`; `lost`, if it should have ended by now and nobody heard of it; `ended`.
 * @param newest the result of the drill that ended last
 */
export const standingOf = (
  run: DrillRun,
  newest: Pick<DrillResult, 'run'> | undefined,
  now: Date,
): 'running' | 'lost' | 'ended' => {
  if (run.id === newest?.run) return 'ended';
  return now.getTime() - Date.parse(run.at) < maxDrillHours * 3_600_000 ? 'running' : 'lost';
};
