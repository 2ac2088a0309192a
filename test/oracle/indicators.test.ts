import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchRuns } from '../support/search.ts';
import { drive } from './drive.ts';
import { snapshotsOf } from './indicators.ts';
import { programmes } from './programme.ts';
import { withheldIn } from './published.ts';

/** Random programmes through the real handlers, the real table and the real compile, against the oracle. */
test('every published snapshot, and every preview, says what the oracle says', async () => {
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
    searchRuns(7),
  );
});
