import { type CaseStanding, listCaseAs } from '../../shared/member-counts/member-counts.ts';
import type { Write } from '../../shared/table/client.ts';
import type { CaseWithProgress } from './case-progress.ts';
import { openedCaseWrites } from './opened-case.ts';
import type { CaseRecord } from './schema.ts';
import { toCaseItem } from './stored-case.ts';
import { isWaiting } from './waiting-period.ts';

const standingOf = (record: CaseRecord): CaseStanding => ({
  isDated: record.due !== undefined,
  isWaiting: isWaiting(record),
});

/**
 * The writes of a changed case: its own, on the condition that nobody else has written it since it was read, and those to the lists of its opener and
 * of its woman's district.
 * @param before the case as it was read
 * @param after has the version of `before`, raised by 1
 * @param recordedAt the time of this write
 */
export const caseWrites = (
  before: CaseRecord,
  after: CaseWithProgress,
  recordedAt: string,
): { readonly staleIfFailed: Write[]; readonly writes: Write[] } => ({
  staleIfFailed: [
    {
      put: toCaseItem(after, recordedAt),
      condition: 'version = :seen',
      values: { ':seen': before.version },
    },
  ],
  writes: [
    ...openedCaseWrites(before, after.record),
    ...listCaseAs(before, standingOf(before), standingOf(after.record)),
  ],
});
