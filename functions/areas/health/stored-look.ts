import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { healthLookKey } from '../../shared/table/keys/programme.ts';
import { type HealthRow, healthReasons, healthRow, healthStates } from './schema.ts';

/** What the last scheduled look found. It has no personal data: of a row its state alone is kept. */
const storedLook = z.object({
  at: z.iso.datetime(),
  rows: z.array(healthRow.pick({ code: true, state: true, reason: true, since: true })),
  /** Since when each look has found messages waiting in queues. */
  waitingSince: z.iso.datetime().optional(),
  /** The version deployed, and which look first found it. */
  deployed: z.object({ version: z.string(), since: z.iso.datetime() }).optional(),
  /** What was mailed: of each row and reason the heaviest state, and when. */
  told: z.array(
    z.object({
      code: healthRow.shape.code,
      reason: z.enum(healthReasons),
      state: z.enum(healthStates),
      at: z.iso.datetime(),
    }),
  ),
});
export type StoredLook = z.infer<typeof storedLook>;
export type Told = StoredLook['told'][number];

/** What the last scheduled look found; undefined before the first. */
export const readLook = async (table: Pick<Table, 'get'>): Promise<StoredLook | undefined> => {
  const item = await table.get(healthLookKey);
  return item === undefined ? undefined : storedLook.parse(item);
};

/** Stores a look, unless a later one is stored. */
export const storeLook = async (table: Pick<Table, 'transact'>, look: StoredLook): Promise<void> => {
  // If the condition fails, a run that was due later has ended before this one.
  await table.transact([
    {
      put: { ...healthLookKey, ...storedLook.parse(look) },
      condition: 'attribute_not_exists(pk) OR #at <= :at',
      names: { '#at': 'at' },
      values: { ':at': look.at },
    },
  ]);
};

/** The rows with the time since when each is as it is: that of the last scheduled look, if it found the same. */
export const withSince = (
  rows: readonly HealthRow[],
  last: Pick<StoredLook, 'rows'> | undefined,
): HealthRow[] =>
  rows.map((row) => {
    const before = last?.rows.find(
      ({ code, state, reason }) => code === row.code && state === row.state && reason === row.reason,
    );
    return before?.since === undefined ? row : { ...row, since: before.since };
  });
