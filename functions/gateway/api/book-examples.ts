import { ids } from './example-ids.ts';

/** Examples of the bodies of routes for meetings, vouchers, borrowings, moves and openings. examples.ts brings all examples together. */
export const bookExamples = {
  'POST /api/collectives/{id}/meetings': {
    id: ids.new,
    heldOn: '2026-10-18',
    attendance: [
      { memberId: ids.member, status: 'present' },
      { memberId: ids.other, status: 'excused' },
    ],
    entries: [
      { memberId: ids.member, kind: 'deposit', amountPaise: 10_000 },
      { memberId: ids.member, kind: 'repayment', loanId: ids.loan, amountPaise: 50_000 },
    ],
    cashCountedPaise: 260_000,
  },
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal': {
    id: ids.new,
    reason: 'Two deposits were mixed up.',
  },
  'POST /api/collectives/{id}/vouchers': {
    id: ids.new,
    on: '2026-10-20',
    lines: [
      { kind: 'bank_interest', amountPaise: 4_200 },
      { kind: 'expense', head: 'stationery', amountPaise: 6_000, account: 'cash' },
    ],
    bankBalancePaise: 1_254_200,
  },
  'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': {
    id: ids.new,
    reason: 'The amount was of another month.',
  },
  'POST /api/collectives/{id}/borrowings': {
    id: ids.new,
    source: 'bank_linkage',
    sanctionedOn: '2026-10-05',
    principalPaise: 30_000_000,
    ratePerMonthBasisPoints: 92,
    instalments: 24,
    firstDueOn: '2026-11-05',
  },
  'POST /api/collectives/{id}/moves': {
    id: ids.new,
    on: '2026-10-14',
    to: ids.other,
    members: [ids.member],
    cashPaise: 70_000,
    bankPaise: 0,
    reason: 'She lives in the other village now',
  },
  'POST /api/collectives/{id}/moves/{moveId}/reversal': { id: ids.new, reason: 'She moved back' },
  'POST /api/collectives/{id}/opening': {
    id: ids.new,
    asOf: '2026-04-01',
    cashPaise: 120_000,
    bankPaise: 880_000,
    grantsPaise: 0,
    surplusPaise: 100_000,
    members: [
      {
        memberId: ids.member,
        savingsPaise: 1_200_000,
        loans: [
          {
            loanId: ids.loan,
            disbursedOn: '2026-02-10',
            principalPaise: 500_000,
            outstandingPaise: 300_000,
            instalments: 10,
            firstDueOn: '2026-03-10',
          },
        ],
      },
    ],
    borrowings: [],
  },
};
