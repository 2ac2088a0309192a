import * as z from 'zod';
import type { DigestStore } from '../../areas/audit/digest-store.ts';
import { createRegister } from '../../months/publishing/read-register.ts';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { type DrillResult, toDrillItem } from '../../shared/health/drill-result.ts';
import { type DrillRun, drillRun, toDrillRunItem } from '../../shared/health/drill-run.ts';
import { readJournal } from '../../shared/journal/read-journal.ts';
import type { Table } from '../../shared/table/client.ts';
import type { KeyStore } from '../../shared/vault/key-store.ts';
import { comparePublication } from './compare-publications.ts';
import { protectRestored } from './restore-drill.ts';

/*
 * The steps of a restore drill that runs by itself. Each takes less time than a function may run. A state machine (lib/drill-machine.ts) restores the
 * tables, calls these steps, and deletes the restored tables.
 */

export type StepDeps = {
  readonly table: Table;
  /** Opens a restored table, and the keys in one, by their names. */
  readonly openRestored: (name: string) => Table;
  readonly openRestoredKeys: (name: string) => Pick<KeyStore, 'read' | 'destructionOf'>;
  /** The names of the present tables. The name of a restored table begins with its present table's. */
  readonly present: { readonly table: string; readonly keysTable: string };
  readonly state: Pick<FileStore, 'read'>;
  readonly published: Pick<FileStore, 'read' | 'exists'>;
  readonly digests: Pick<DigestStore, 'read' | 'listDays'>;
  readonly now: () => Date;
  readonly log: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
};

/** The event that started the drill: a message of the queue, which names the request and who made it, or the schedule's event. */
const startEvent = z
  .union([
    z.tuple([z.object({ body: z.string() })]).transform(([{ body }]): unknown => JSON.parse(body)),
    z.object({ scheduledTime: z.string() }).transform(() => ({ by: 'schedule' })),
  ])
  .pipe(
    z.union([
      z.object({ by: z.literal('schedule') }),
      drillRun.omit({ step: true, execution: true }).extend({ by: z.uuid() }),
    ]),
  );

const restored = z.object({ table: z.string(), keysTable: z.string() });
const verdict = z.enum(['same', 'differs', 'missing']);
/** Input of most steps: the event that started the drill, the name of the state machine's execution, and when it began. */
const drillFields = { event: startEvent, execution: z.string().min(1), startedAt: z.iso.datetime() };

export const stepInput = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('begin'), ...drillFields }),
  z.strictObject({ step: z.literal('protect'), ...drillFields, restored }),
  z.strictObject({ step: z.literal('compare'), restored, ordinal: z.int().min(1) }),
  z.strictObject({
    step: z.literal('record'),
    ...drillFields,
    lost: z.int().min(0),
    compared: z.array(verdict),
  }),
  z.strictObject({ step: z.literal('fail'), ...drillFields }),
]);
type Step = z.output<typeof stepInput>;
type Restored = z.infer<typeof restored>;
type Started = z.output<z.ZodObject<typeof drillFields>>;

/** Which drill runs, when it was requested, and by whom. A drill of the schedule has no request: its id is the name of its execution. */
const runOf = ({ event, execution, startedAt }: Started): Omit<DrillRun, 'step' | 'execution'> =>
  'id' in event ? event : { id: execution, at: startedAt, by: event.by };

/** Checks that the tables are restored ones, since the step will write to them. @throws InternalError if one is not */
const checkNames = ({ table, keysTable }: Restored, { present }: Pick<StepDeps, 'present'>): Restored => {
  if (!table.startsWith(`${present.table}-`) || !keysTable.startsWith(`${present.keysTable}-`)) {
    throw new InternalError('The drill was given tables that it did not restore.');
  }
  return { table, keysTable };
};

/**
 * Lines recorded less than this long before the drill began, or while it ran, don't count as lost if the restored table lacks them. DynamoDB can restore
 * a table as it was about five minutes ago, not later.
 */
const notYetRestorableMs = 10 * 60_000;

/** Notes how far the drill has come, for whoever requested it. */
const noteStep = ({ table }: StepDeps, started: Started, step: DrillRun['step']): Promise<void> =>
  table.put(toDrillRunItem({ ...runOf(started), step }));

/**
 * Notes that a drill begins. The queue may bring one request several times: the first execution begins, and the others end.
 * @returns whether it begins
 */
const begin = async ({ table }: StepDeps, started: Started): Promise<boolean> => {
  const { event, execution } = started;
  const run: DrillRun = { ...runOf(started), step: 'restoring', execution };
  const failures = await table.transact([
    {
      put: toDrillRunItem(run),
      ...('id' in event
        ? {
            // The same execution tries again if it heard no answer.
            condition: '#id = :id AND (#step = :asked OR execution = :execution)',
            names: { '#id': 'id', '#step': 'step' },
            values: { ':id': event.id, ':asked': 'asked', ':execution': execution },
          }
        : {}),
    },
  ]);
  return failures === null;
};

/** Repeats in the restored table what protects people. @returns the ordinals of the publications to compare, and how many lines of the journal are lost */
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
  // How many lines are lost: of each type of line, and of each day of which only the digest is known.
  const lostLines = [...toRecordAgain.values(), ...digestOnly.map(({ lines }) => lines)];
  const registered = await createRegister(restoredTable).list();
  return {
    ordinals: registered.map(({ ordinal }) => ordinal),
    lost: lostLines.reduce((sum, count) => sum + count, 0),
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
  started: Started,
  result: Pick<DrillResult, 'outcome' | 'months'>,
): Promise<DrillResult> => {
  const at = now();
  const tookSeconds = Math.max(0, Math.round((at.getTime() - Date.parse(started.startedAt)) / 1000));
  const { id: run, by } = runOf(started);
  const written = { at: formatInstant(at), ...result, tookSeconds, by, run };
  await table.put(toDrillItem(written));
  log('the restore drill has ended', result);
  return written;
};

/** Takes one step of a drill. @returns what the steps after it need */
export const takeStep = async (deps: StepDeps, input: Step): Promise<unknown> => {
  switch (input.step) {
    case 'begin':
      return begin(deps, input);
    case 'protect': {
      const found = await protect(deps, input.restored, input.startedAt);
      await noteStep(deps, input, 'counting');
      return found;
    }
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
