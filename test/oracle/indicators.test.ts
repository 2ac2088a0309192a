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
  'every published snapshot, and every preview, says what the oracle says',
  async () => {
    await fc.assert(
      fc.asyncProperty(programmes(140), async (actions) => {
        const { programme, previews } = await drive(actions);
        const { accepted, publications } = programme;
        const snapshots = programme.readSnapshots();
        expect(snapshots).toEqual(snapshotsOf(accepted, publications, withheldIn(snapshots)));
        for (const { snapshot, ...then } of previews) {
          const said = [...snapshots.slice(0, then.publications.length - 1), snapshot];
          expect(snapshot).toEqual(snapshotsOf(then.accepted, then.publications, withheldIn(said)).at(-1));
        }
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
