import { formatInstant } from '../../shared/calendar/calendar.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { readDrillResult } from '../../shared/health/drill-result.ts';
import { type DrillRun, readDrillRun, standingOf, toDrillRunItem } from '../../shared/health/drill-run.ts';
import { record } from '../../shared/journal/append.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { drillAskedKey } from '../../shared/table/keys/programme.ts';

const drillRunsError = (): AppError =>
  refused('drill_runs', 'A restore drill runs already. Wait until it has ended.');

/** The write of a run in place of the one that was read. */
const replaceRun = (run: DrillRun, before: DrillRun | undefined): Write => ({
  put: toDrillRunItem(run),
  ...(before === undefined
    ? { condition: 'attribute_not_exists(pk)' }
    : {
        condition: '#id = :before AND #step = :step',
        names: { '#id': 'id', '#step': 'step' },
        values: { ':before': before.id, ':step': before.step },
      }),
});

export type DrillAsked = { readonly id: string; readonly by: string; readonly now: Date };
export type Asked = {
  readonly outcome: 'written' | 'repeated';
  /** The drill to start; undefined if the request repeats one whose drill has begun. */
  readonly toStart: DrillRun | undefined;
};

/**
 * Notes that somebody asks for a restore drill, with one journal line.
 * @throws AppError `drill_runs` while one runs, `too_many`, `id_reused`
 */
export const askForDrill = async (table: Table, { id, by, now }: DrillAsked): Promise<Asked> =>
  table.retry(async () => {
    const [before, newest] = await Promise.all([readDrillRun(table), readDrillResult(table)]);
    const isRunning = before !== undefined && standingOf(before, newest, now) === 'running';
    const run: DrillRun = { id, at: formatInstant(now), by, step: 'asked' };
    const recordedAt = now.toISOString();
    const outcome = await record(table, {
      // All that is sent is the id.
      claim: { id, fingerprint: 'drill_asked', record: drillAskedKey, concernsOnly: null },
      errorUnlessRepeated: isRunning ? drillRunsError() : undefined,
      staleIfFailed: [replaceRun(run, before)],
      writes: [countSetting(by, 'drills', recordedAt)],
      line: { type: 'drill_asked', id, recordedAt, actor: by },
    });
    if (outcome === 'written') return { outcome, toStart: run };
    if ('stale' in outcome) return tryAgain;
    // Its message may be what was lost.
    const current = await readDrillRun(table);
    return {
      outcome: 'repeated',
      toStart: current?.id === id && current.step === 'asked' ? current : undefined,
    };
  });
