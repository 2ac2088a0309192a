import { expect, test } from 'vitest';
import type { Collective } from '../../../../web/src/staff/frame/record-types.ts';
import { overviewOf } from '../../../../web/src/staff/groups/overview-rules.ts';

const collective: Collective = {
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
};
const ledger = { savingsPaise: 5_000, loansOutstandingPaise: 1_000 };
const reversed = { id: 'r', at: '2026-11-01T00:00:00Z', by: 'p' };
const counted = { cashCountedPaise: 100, lines: [{ kind: 'expense' as const, amountPaise: 5 }] };

test('a collective is told by its last sheet that stands, its money, and what wants a look', () => {
  const sheets = [
    { ...counted, heldOn: '2026-11-02', reversed },
    { ...counted, heldOn: '2026-10-12' },
    { heldOn: '2026-10-01' },
    {
      ...counted,
      heldOn: '2026-07-01',
      lines: [
        { kind: 'expense' as const, amountPaise: 5 },
        { kind: 'cash_short' as const, amountPaise: 5 },
      ],
    },
    // A correction keeps what was counted on the day.
    { heldOn: '2026-07-01', cashCountedThenPaise: 100 },
    { heldOn: '2026-05-01' },
  ];
  expect(overviewOf(collective, 12, sheets, ledger, '2026-11-26')).toEqual({
    id: collective.id,
    collective,
    memberCount: 12,
    lastMeeting: '2026-10-12',
    savingsPaise: 5_000,
    loansPaise: 1_000,
    cashDifferences: 1,
    uncountedSheets: 1,
    isSilent: false,
    // June, August and September; the current month is not over.
    monthsWithoutSheet: 3,
  });
});

test('of one that has never met nothing is said', () => {
  const young = { ...collective, formedOn: '2026-11-03' };
  expect(overviewOf(young, 0, [], ledger, '2026-11-26')).toMatchObject({
    lastMeeting: undefined,
    cashDifferences: 0,
    monthsWithoutSheet: 0,
  });
});

test.each([
  ['2026-09-26', '2026-11-26', false],
  ['2026-09-25', '2026-11-26', true],
])(
  'an open group that last met on %s is marked on %s for two silent months: %s',
  (heldOn, today, isSilent) => {
    const sheets = [{ ...counted, heldOn }];
    expect(overviewOf(collective, 1, sheets, ledger, today).isSilent).toBe(isSilent);
    expect(overviewOf({ ...collective, closedOn: '2026-10-01' }, 1, sheets, ledger, today).isSilent).toBe(
      false,
    );
    // One that has never met is silent from its forming on.
    expect(overviewOf({ ...collective, formedOn: heldOn }, 1, [], ledger, today).isSilent).toBe(isSilent);
  },
);
