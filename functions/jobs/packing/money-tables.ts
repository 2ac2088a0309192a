import { made, reversed, stamp, type TableDefinition } from './define-table.ts';

/** The CSV tables of a group's books in a handover pack. table-definitions.ts has the other tables. */

/** The columns of sheets and vouchers: what was counted, what the record corrects, and by what it was corrected or reversed. */
const countedSheet = [
  ...['cashCountedPaise', 'cashCountedThenPaise', 'bankBalancePaise', 'corrects', 'correctedBy', 'note'],
  ...reversed,
  ...stamp,
];
const loanTerms = ['ratePerMonthBasisPoints', 'instalments', 'firstDueOn'];
const loanAmounts = ['principalPaise', 'outstandingPaise'];

const lines: TableDefinition = {
  columns: ['kind', 'amountPaise', 'head', 'account', 'borrowingId', 'reason'],
};

export const moneyTables = {
  'group-money': {
    columns: [
      'collectiveId',
      'cashPaise',
      'bankPaise',
      'grantsPaise',
      'surplusPaise',
      'turnoverPaise',
      'savingsPaise',
      'memberCount',
      'sheets',
      'standingSheets',
      'accountChanges',
      'entries',
      'openedAsOf',
      'closedOn',
    ],
    owner: { of: 'collectiveId' },
    lists: {
      borrowings: {
        columns: ['key', 'source', 'sanctionedOn', ...loanAmounts, 'unreceivedPaise', ...loanTerms, ...made],
      },
    },
  },
  accounts: {
    columns: [
      'memberId',
      'collectiveId',
      'savingsPaise',
      'loansOutstandingPaise',
      'sheets',
      'otherChanges',
      'joinedTo',
      'closedOn',
      'movedOn',
      'wentOn',
    ],
    owner: { of: 'memberId', 'of.collectiveId': 'collectiveId' },
    lists: { loans: { columns: ['key', 'disbursedOn', ...loanAmounts, 'purpose', ...loanTerms] } },
  },
  meetings: {
    columns: ['id', 'collectiveId', 'heldOn', ...countedSheet],
    lists: {
      attendance: { columns: ['memberId', 'status'] },
      entries: {
        columns: ['memberId', 'kind', 'amountPaise', 'loanId', 'account', 'purpose', ...loanTerms, 'reason'],
      },
      lines,
    },
  },
  vouchers: {
    columns: ['id', 'collectiveId', 'on', ...countedSheet],
    lists: { lines },
  },
  openings: {
    columns: [
      'id',
      'collectiveId',
      'asOf',
      'cashPaise',
      'bankPaise',
      'grantsPaise',
      'surplusPaise',
      ...stamp,
    ],
    lists: {
      members: {
        columns: ['memberId', 'savingsPaise'],
        owner: { 'of.of': 'memberId' },
        lists: { loans: { columns: ['loanId', 'disbursedOn', ...loanAmounts, ...loanTerms] } },
      },
      borrowings: { columns: ['id', 'source', 'sanctionedOn', ...loanAmounts, ...loanTerms] },
    },
  },
  moves: {
    columns: [
      'id',
      'collectiveId',
      'on',
      'from',
      'to',
      'cashPaise',
      'bankPaise',
      'grantsPaise',
      'surplusPaise',
      'reason',
      ...reversed,
      ...stamp,
    ],
    lists: {
      women: {
        columns: [
          'memberId',
          'savingsPaise',
          'loansOutstandingPaise',
          'closedBefore.closedOn',
          'closedBefore.movedOn',
          'closedBefore.wentOn',
        ],
        owner: { 'of.of': 'memberId' },
        lists: { loans: { columns: ['key', 'disbursedOn', ...loanAmounts, 'purpose', ...loanTerms] } },
      },
      borrowings: {
        columns: ['key', 'source', 'sanctionedOn', ...loanAmounts, 'unreceivedPaise', ...loanTerms, ...made],
      },
    },
  },
} as const satisfies Record<string, TableDefinition>;
