import { expect, test } from 'vitest';
import { overviewOf } from '../../../../web/src/desks/groups/overview-rules.ts';
import type { CollectiveOverview } from '../../../../web/src/desks/groups/read-overviews.ts';

const collective: CollectiveOverview = {
  id: '0199a3f0-5c00-7000-8000-000000000001',
  name: 'Velugu Sangham',
  district: 'Guntur',
  mandal: 'Tenali',
  formedOn: '2026-06-10',
  meetingFrequency: 'monthly',
  usualDepositPaise: 10_000,
  version: 1,
  createdAt: '2026-06-10T00:00:00Z',
  createdBy: '0199a3f0-5c00-7000-8000-000000000002',
  memberCount: 12,
  savingsPaise: 5_000,
  talksDue: 0,
  loansOutstandingPaise: 1_000,
  lastMeetingOn: '2026-10-12',
  months: [
    { month: '2026-10', meetings: 2, uncounted: 1, cashDifferences: 0 },
    { month: '2026-07', meetings: 2, uncounted: 0, cashDifferences: 1 },
  ],
};

test('a collective is told by its figures, and what wants a look', () => {
  const other = '0199a3f0-5c00-7000-8000-000000000003';
  // Its open differences, whatever their month and record: not those that its months' sheets had.
  const open = [{ collectiveId: collective.id }, { collectiveId: other }, { collectiveId: collective.id }];
  expect(overviewOf(collective, open, '2026-11-26')).toEqual({
    id: collective.id,
    collective,
    cashDifferences: 2,
    uncountedSheets: 1,
    isSilent: false,
    // June, August and September; the current month is not over.
    monthsWithoutSheet: 3,
  });
});

test('of one that has never met nothing is said', () => {
  const { lastMeetingOn: _, ...unmet } = collective;
  const young = { ...unmet, formedOn: '2026-11-03', months: [] };
  expect(overviewOf(young, [], '2026-11-26')).toMatchObject({
    cashDifferences: 0,
    isSilent: false,
    monthsWithoutSheet: 0,
  });
});

test.each([
  ['2026-09-26', '2026-11-26', false],
  ['2026-09-25', '2026-11-26', true],
])(
  'an open group that last met on %s is marked on %s for two silent months: %s',
  (heldOn, today, isSilent) => {
    const { lastMeetingOn: _, ...unmet } = collective;
    expect(overviewOf({ ...unmet, lastMeetingOn: heldOn }, [], today).isSilent).toBe(isSilent);
    expect(overviewOf({ ...unmet, lastMeetingOn: heldOn, closedOn: '2026-10-01' }, [], today).isSilent).toBe(
      false,
    );
    // One that has never met is silent from its forming on.
    expect(overviewOf({ ...unmet, formedOn: heldOn }, [], today).isSilent).toBe(isSilent);
  },
);
