import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchRuns } from '../support/search.ts';
import { auditDriven } from './audit-driven.ts';
import { programmes } from './random-requests.ts';

/** A few random programmes through the real handlers; `npm run audit-count -- --driven 300` drives hundreds. */
test('the journal says what was sent, and every published snapshot, and every preview, what the SQL counts in it', async () => {
  let joins = 0;
  await fc.assert(
    fc.asyncProperty(programmes(140), async (actions) => {
      const audited = await auditDriven(actions);
      const { missing, unexpected, different, months } = audited;
      joins += audited.joins;
      expect({ missing, unexpected, different }).toEqual({ missing: [], unexpected: [], different: [] });
      expect(months).toBeGreaterThan(0);
    }),
    searchRuns(4),
  );
  // A driver whose every join is refused would compare nothing of them.
  expect(joins).toBeGreaterThan(0);
});
