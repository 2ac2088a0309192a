import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { drive } from './drive.ts';
import { snapshotsOf } from './indicators.ts';
import { programmes } from './programme.ts';
import { withheldIn } from './published.ts';

/**
 * Random programmes through the real handlers, the real table and the real compile, against the oracle. `ORACLE_RUNS=500 npx
 * vitest run test/oracle` runs more of them, others each time; `ORACLE_SEED` repeats what a failure names.
 */
const runs = Number(process.env.ORACLE_RUNS ?? 12);
const seed = process.env.ORACLE_SEED ?? (process.env.ORACLE_RUNS === undefined ? '20261105' : undefined);
const timeLimitMs = process.env.ORACLE_RUNS === undefined ? 60_000 : 3_600_000;

test(
  'every published snapshot says what the oracle says',
  async () => {
    await fc.assert(
      fc.asyncProperty(programmes(140), async (actions) => {
        const { accepted, publications, readSnapshots } = await drive(actions);
        const snapshots = readSnapshots();
        expect(snapshots).toEqual(snapshotsOf(accepted, publications, withheldIn(snapshots)));
      }),
      {
        numRuns: runs,
        interruptAfterTimeLimit: timeLimitMs,
        ...(seed === undefined ? {} : { seed: Number(seed) }),
      },
    );
  },
  timeLimitMs + 60_000,
);
