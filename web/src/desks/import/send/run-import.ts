import type { Api } from '../../../api/client.ts';
import type { CheckedImport } from '../check/check-sheets.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { KeptImports } from './kept-imports.ts';
import type { Operation } from './operation.ts';
import type { RowIds } from './row-ids.ts';
import { type Ending, type Refusal, sendPlan } from './send-plan.ts';

export type RunReport = {
  readonly ending: Ending;
  /** The rows that this run recorded. */
  readonly sentRows: ReadonlySet<ReadRow>;
  /** The number of rows that this run recorded. */
  readonly sentCount: number;
  /** The number of rows that were recorded before this run began. */
  readonly sentBeforeCount: number;
  readonly refusals: ReadonlyMap<Operation, Refusal>;
  /** The number of rows that are neither recorded nor refused. */
  readonly unsentCount: number;
};

type RunOptions = {
  readonly signal: AbortSignal;
  /** Called when the network is lost, and when it is back. */
  readonly onConnection: (isConnected: boolean) => void;
  /** Called with the number of rows that are settled (recorded or refused), and of all rows. */
  readonly onProgress: (settled: number, all: number) => void;
};

/** Progress is saved after this many operations, so that little is sent again after the tab is closed. */
const saveEvery = 10;

/** The number of the operations' rows: each has its own row, and the rows that it includes. */
const countRows = (operations: Iterable<Operation>): number =>
  [...operations].reduce((total, { includedRows }) => total + 1 + includedRows.length, 0);

/** The id and the code that the server gave to a record; undefined if the answer has none. */
function idAndCodeIn(answer: unknown): readonly [id: string, code: string] | undefined {
  if (typeof answer !== 'object' || answer === null || !('id' in answer) || !('code' in answer))
    return undefined;
  return [String(answer.id), String(answer.code)];
}

/** Waits until the time is over, the browser says that there is a network again, or the run is stopped. */
const waitForNetwork = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });

/** Notes in `kept`, only in memory, that an operation was recorded. @param answers the server's answers to its calls */
function keepRecorded(
  kept: KeptImports,
  { row, includedRows }: Operation,
  hash: string,
  ids: RowIds['ids'],
  answers: readonly unknown[],
): void {
  kept.recordedHashes.add(hash);
  for (const recordedRow of [row, ...includedRows]) {
    for (const id of ids.get(recordedRow) ?? []) if (id !== undefined) kept.operationHashById.set(id, hash);
  }
  for (const answer of answers) {
    const idAndCode = idAndCodeIn(answer);
    if (idAndCode !== undefined) kept.codes.set(...idAndCode);
  }
}

/**
 * Runs an import: sends the plan of a checked workbook. Saves on this laptop the ids and the joined rows before the first
 * request, and later what was recorded.
 */
export async function runImport(
  api: Api,
  { plan: { operations }, recordedBefore, hashes, assignedIds }: CheckedImport,
  kept: KeptImports,
  { signal, onProgress, onConnection }: RunOptions,
): Promise<RunReport> {
  const hashOf = (operation: Operation): string => hashes.get(operation) ?? '';
  // `recordedBefore` is from the time of the check. An earlier run of the same check has added to `kept` what it recorded. All
  // operations without calls have the same hash, which therefore says nothing.
  const isRecorded = (operation: Operation): boolean =>
    recordedBefore.has(operation) ||
    (operation.calls.length > 0 && kept.recordedHashes.has(hashOf(operation)));
  const rowCount = countRows(operations);
  const sentBeforeCount = countRows(operations.filter(isRecorded));
  const refusals = new Map<Operation, Refusal>();
  const sentRows = new Set<ReadRow>();
  let sentCount = 0;
  let sentOperations = 0;
  const countUnsent = (): number => rowCount - sentBeforeCount - sentCount - countRows(refusals.keys());
  const reportProgress = () => onProgress(rowCount - countUnsent(), rowCount);
  reportProgress();
  const startedAt = new Date().toISOString();
  const progress = () => ({ at: startedAt, done: sentBeforeCount + sentCount, of: rowCount });
  const saveProgress = (): Promise<void> => {
    kept.unfinished = progress();
    return kept.save();
  };
  // A save during the run may fail, because a later save has the same content too. The last save is awaited.
  const trySaveProgress = (): void => void saveProgress().catch(() => {});
  // The rows that belong to a joined row go to the record with which it was joined, also if the import is continued later.
  for (const [row, id] of assignedIds.joinedIds) kept.joinedIds.set(assignedIds.hashes.get(row) ?? '', id);
  await saveProgress();
  const ending = await sendPlan(
    operations,
    {
      send: (call) => api.send(call),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      waitForNetwork: (ms) => waitForNetwork(ms, signal),
      random: Math.random,
    },
    {
      isRecorded,
      signal,
      onConnection: (isConnected) => {
        if (!isConnected) trySaveProgress();
        onConnection(isConnected);
      },
      onSent: (operation, answers) => {
        sentCount += countRows([operation]);
        sentOperations += 1;
        for (const row of [operation.row, ...operation.includedRows]) sentRows.add(row);
        keepRecorded(kept, operation, hashOf(operation), assignedIds.ids, answers);
        if (sentOperations % saveEvery === 0) trySaveProgress();
        reportProgress();
      },
      onRefused: (operation, refusal) => {
        refusals.set(operation, refusal);
        reportProgress();
      },
    },
  );
  kept.unfinished = ending === 'finished' ? undefined : progress();
  await kept.save();
  return { ending, sentRows, sentCount, sentBeforeCount, refusals, unsentCount: countUnsent() };
}
