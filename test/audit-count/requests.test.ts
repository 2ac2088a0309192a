import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicationsIn } from '../../bin/export-journal/journal-export.ts';
import { searchRuns } from '../support/search.ts';
import { auditPublished, registered } from './audit-published.ts';
import { drive } from './drive.ts';
import { comparable, linesOfRequests } from './lines-of-requests.ts';
import { programmes } from './random-requests.ts';

/** Random programmes through the real handlers, the real table and the real compile, against the journal and the numbers that their requests call for. */
test('the journal says what was sent, and every published snapshot, and every preview, what the SQL counts in it', async () => {
  await fc.assert(
    fc.asyncProperty(programmes(140), async (actions) => {
      const { programme, previews, lines } = await drive(actions);
      const { accepted, publications } = programme;
      expect(publicationsIn(lines)).toMatchObject(publications);
      const recorded = lines.filter(({ type }) => type !== 'publication');
      expect(comparable(recorded)).toEqual(comparable(linesOfRequests(accepted)));
      const snapshots = programme.readSnapshots();
      expect(await auditPublished(lines, snapshots)).toEqual([]);
      for (const { at, snapshot, publications: then } of previews) {
        const before = recorded.filter(({ recordedAt }) => recordedAt < at);
        expect(await auditPublished([...before, ...registered(then)], [snapshot])).toEqual([]);
      }
    }),
    searchRuns(4),
  );
});
