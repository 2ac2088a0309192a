import type { Api } from '../../api/client.ts';
import type { Check } from './check-file.ts';
import type { KeptImports } from './kept.ts';
import type { Operation } from './plan-rules.ts';
import { type Ending, type Refusal, sendAll } from './send-rules.ts';

export type RunReport = {
  readonly ending: Ending;
  /** Recorded by this run, in rows. */
  readonly sent: number;
  /** Recorded before, in rows. */
  readonly before: number;
  readonly refused: ReadonlyMap<Operation, Refusal>;
  /** Neither recorded nor refused, in rows. */
  readonly left: number;
};

type RunOptions = {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, of: number) => void;
};

/** What was recorded is written down at least this often, so that little is sent again after a closed tab. */
const saveEvery = 25;

const countRows = (operations: Iterable<Operation>): number =>
  [...operations].reduce((total, { parts }) => total + 1 + parts.length, 0);

/** What an answer tells: the id and the code that the server gave. */
function codeIn(answer: unknown): readonly [string, string] | undefined {
  if (typeof answer !== 'object' || answer === null || !('id' in answer) || !('code' in answer))
    return undefined;
  return [String(answer.id), String(answer.code)];
}

/**
 * Sends what is right of a checked workbook. The ids are kept before the first request, and what was recorded as it
 * comes.
 */
export async function run(
  api: Api,
  { plan, done, hashes }: Check,
  kept: KeptImports,
  { signal, onProgress }: RunOptions,
): Promise<RunReport> {
  const operations = plan.operations;
  const isDone = (one: Operation): boolean => done.has(one) || kept.done.has(hashes.get(one) ?? '');
  const all = countRows(operations);
  const before = countRows(operations.filter(isDone));
  const refused = new Map<Operation, Refusal>();
  let sent = 0;
  let unsaved = 0;
  const countLeft = (): number => all - before - sent - countRows(refused.keys());
  const tell = () => onProgress(all - countLeft(), all);
  tell();
  await kept.save();
  const ending = await sendAll(
    operations,
    {
      send: (call) => api.send(call),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: Math.random,
    },
    {
      isDone,
      signal,
      onSent: (operation, answers) => {
        sent += countRows([operation]);
        unsaved += 1;
        kept.done.add(hashes.get(operation) ?? '');
        for (const code of answers.map(codeIn)) if (code !== undefined) kept.codes.set(...code);
        if (unsaved % saveEvery === 0) void kept.save().catch(() => {});
        tell();
      },
      onRefused: (operation, refusal) => {
        refused.set(operation, refusal);
        tell();
      },
    },
  );
  await kept.save();
  return { ending, sent, before, refused, left: countLeft() };
}
