import type { Api } from '../../api/client.ts';
import type { CheckedImport } from './check-sheets.ts';
import type { KeptImports } from './kept-imports.ts';
import type { Operation } from './plan.ts';
import { type Ending, type Refusal, sendPlan } from './send-plan.ts';
import type { ReadRow } from './workbook-rows.ts';

export type RunReport = {
  readonly ending: Ending;
  /** Recorded by this runImport. */
  readonly sentRows: ReadonlySet<ReadRow>;
  /** The same, in rows. */
  readonly sent: number;
  /** Recorded before, in rows. */
  readonly before: number;
  readonly refused: ReadonlyMap<Operation, Refusal>;
  /** Neither recorded nor refused, in rows. */
  readonly left: number;
};

type RunOptions = {
  readonly signal: AbortSignal;
  readonly onConnection: (isConnected: boolean) => void;
  readonly onProgress: (done: number, of: number) => void;
};

/** What was recorded is written down at least this often, so that little is sent again after a closed tab. */
const saveEvery = 10;

const countRows = (operations: Iterable<Operation>): number =>
  [...operations].reduce((total, { parts }) => total + 1 + parts.length, 0);

/** What an answer tells: the id and the code that the server gave. */
function codeIn(answer: unknown): readonly [string, string] | undefined {
  if (typeof answer !== 'object' || answer === null || !('id' in answer) || !('code' in answer))
    return undefined;
  return [String(answer.id), String(answer.code)];
}

/** Waits for a time, or until the browser says that there is a network again, or she ends it. */
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

/**
 * Runs an import: sends what is right of a checked workbook. The ids are kept before the first request, and what was
 * recorded as it comes.
 */
export async function runImport(
  api: Api,
  { plan, done, hashes, assigned }: CheckedImport,
  kept: KeptImports,
  { signal, onProgress, onConnection }: RunOptions,
): Promise<RunReport> {
  const operations = plan.operations;
  const isDone = (one: Operation): boolean =>
    done.has(one) || (one.calls.length > 0 && kept.done.has(hashes.get(one) ?? ''));
  const all = countRows(operations);
  const before = countRows(operations.filter(isDone));
  const refused = new Map<Operation, Refusal>();
  const sentRows = new Set<ReadRow>();
  let sent = 0;
  let unsaved = 0;
  const countLeft = (): number => all - before - sent - countRows(refused.keys());
  const tell = () => onProgress(all - countLeft(), all);
  tell();
  const at = new Date().toISOString();
  const keepProgress = (): Promise<void> => {
    kept.unfinished = { at, done: before + sent, of: all };
    return kept.save();
  };
  await keepProgress();
  const ending = await sendPlan(
    operations,
    {
      send: (call) => api.send(call),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      waitForNetwork: (ms) => waitForNetwork(ms, signal),
      random: Math.random,
    },
    {
      isDone,
      signal,
      onConnection: (isConnected) => {
        if (!isConnected) void keepProgress().catch(() => {});
        onConnection(isConnected);
      },
      onSent: (operation, answers) => {
        sent += countRows([operation]);
        unsaved += 1;
        const hash = hashes.get(operation) ?? '';
        kept.done.add(hash);
        for (const row of [operation.row, ...operation.parts]) {
          sentRows.add(row);
          for (const id of assigned.ids.get(row) ?? []) if (id !== undefined) kept.recorded.set(id, hash);
        }
        for (const code of answers.map(codeIn)) if (code !== undefined) kept.codes.set(...code);
        if (unsaved % saveEvery === 0) void keepProgress().catch(() => {});
        tell();
      },
      onRefused: (operation, refusal) => {
        refused.set(operation, refusal);
        tell();
      },
    },
  );
  kept.unfinished = ending === 'finished' ? undefined : { at, done: before + sent, of: all };
  await kept.save();
  return { ending, sentRows, sent, before, refused, left: countLeft() };
}
