import * as z from 'zod';
import type { DigestStore } from '../../areas/audit/digest-store.ts';
import { createRegister } from '../../months/publishing/read-register.ts';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { type DrillResult, toDrillItem } from '../../shared/health/drill-result.ts';
import { readJournal } from '../../shared/journal/read-journal.ts';
import type { Table } from '../../shared/table/client.ts';
import type { KeyStore } from '../../shared/vault/key-store.ts';
import { comparePublication } from './compare-publications.ts';
import { protectRestored } from './restore-drill.ts';

/*
 * The steps of a restore drill that runs by itself, each within the time that a function may run. A state machine (lib/drill-machine.ts) restores the
 * tables, calls these, and deletes the tables again.
 */

export type StepDeps = {
  readonly table: Table;
  /** Opens a restored table, and the keys in one, by their names. */
  readonly openRestored: (name: string) => Table;
  readonly openRestoredKeys: (name: string) => Pick<KeyStore, 'read' | 'destructionOf'>;
  /** The names of the present tables: those of restored ones begin with them. */
  readonly present: { readonly table: string; readonly keysTable: string };
  readonly state: Pick<FileStore, 'read'>;
  readonly published: Pick<FileStore, 'read' | 'exists'>;
  readonly digests: Pick<DigestStore, 'read' | 'listDays'>;
  readonly now: () => Date;
  readonly log: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
};

/** The event that a queue or the schedule started the drill with: a message names who asked. */
const asked = z
  .union([
    z.tuple([z.object({ body: z.string() })]).transform(([{ body }]): unknown => JSON.parse(body)),
    z.object({ scheduledTime: z.string() }).transform(() => ({ by: 'schedule' })),
  ])
  .pipe(z.object({ by: z.union([z.literal('schedule'), z.uuid()]) }));

const restored = z.object({ table: z.string(), keysTable: z.string() });
const verdict = z.enum(['same', 'differs', 'missing']);
const end = { event: asked, startedAt: z.iso.datetime() };

export const stepInput = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('protect'), restored, startedAt: z.iso.datetime() }),
  z.strictObject({ step: z.literal('compare'), restored, ordinal: z.int().min(1) }),
  z.strictObject({
    step: z.literal('record'),
    ...end,
    lost: z.int().min(0),
    compared: z.array(verdict),
  }),
  z.strictObject({ step: z.literal('fail'), ...end }),
]);
type Step = z.output<typeof stepInput>;
type Restored = z.infer<typeof restored>;

/** @throws InternalError if a name is not that of a restored table: what follows writes to it */
const checkNames = ({ table, keysTable }: Restored, { present }: Pick<StepDeps, 'present'>): Restored => {
  if (!table.startsWith(`${present.table}-`) || !keysTable.startsWith(`${present.keysTable}-`))
    throw new InternalError('The drill was given tables that it did not restore.');
  return { table, keysTable };
};

/**
 * What was recorded this shortly before the drill began need not be in the restored table: DynamoDB restores to some five minutes ago at the newest. Nobody has
 * lost what was recorded while the drill ran.
 */
const notYetRestorableMs = 10 * 60_000;

/** Does erasures and disablings again. @returns the publications to compare, and how many lines of the journal are lost */
const protect = async (
  deps: StepDeps,
  names: Restored,
  startedAt: string,
): Promise<{ ordinals: number[]; lost: number }> => {
  const { table, keysTable } = checkNames(names, deps);
  const restoredTable = deps.openRestored(table);
  const { toRecordAgain, digestOnly } = await protectRestored(
    {
      restored: restoredTable,
      keys: deps.openRestoredKeys(keysTable),
      tableBefore: deps.table,
      state: deps.state,
      digests: deps.digests,
      now: deps.now(),
      progress: deps.log,
    },
    new Date(Date.parse(startedAt) - notYetRestorableMs).toISOString(),
  );
  const counts = [...toRecordAgain.values(), ...digestOnly.map(({ lines }) => lines)];
  const registered = await createRegister(restoredTable).list();
  return {
    ordinals: registered.map(({ ordinal }) => ordinal),
    lost: counts.reduce((sum, count) => sum + count, 0),
  };
};

/** Counts one publication anew from the restored journal. */
const compare = async (
  deps: StepDeps,
  names: Restored,
  ordinal: number,
): Promise<z.infer<typeof verdict>> => {
  const restoredTable = deps.openRestored(checkNames(names, deps).table);
  const { publication, snapshot } = await comparePublication(
    { readLines: (from, to) => readJournal(restoredTable, from, to), published: deps.published },
    await createRegister(restoredTable).list(),
    ordinal,
  );
  const { month, version } = publication;
  deps.log('a publication was counted again', { month, version, snapshot });
  return snapshot;
};

const record = async (
  { table, now, log }: StepDeps,
  { event, startedAt }: { readonly event: z.output<typeof asked>; readonly startedAt: string },
  result: Pick<DrillResult, 'outcome' | 'months'>,
): Promise<DrillResult> => {
  const at = now();
  const tookSeconds = Math.max(0, Math.round((at.getTime() - Date.parse(startedAt)) / 1000));
  const written = { at: formatInstant(at), ...result, tookSeconds, by: event.by };
  await table.put(toDrillItem(written));
  log('the restore drill has ended', result);
  return written;
};

/** Takes one step of a drill. @returns what the steps after it need */
export const takeStep = async (deps: StepDeps, input: Step): Promise<unknown> => {
  switch (input.step) {
    case 'protect':
      return protect(deps, input.restored, input.startedAt);
    case 'compare':
      return compare(deps, input.restored, input.ordinal);
    case 'record': {
      const { lost, compared } = input;
      const isWhole = lost === 0 && compared.every((snapshot) => snapshot === 'same');
      return record(deps, input, { outcome: isWhole ? 'whole' : 'lost', months: compared.length });
    }
    case 'fail':
      return record(deps, input, { outcome: 'failed', months: 0 });
  }
};
