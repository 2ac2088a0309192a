import * as z from 'zod';
import { date } from '../../shared/fields/fields.ts';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { fieldWork, memberReading, nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { openingLimits } from '../../shared/kinds/book-limits.ts';
import { accounts } from './accounts-schema.ts';
import { borrowing, borrowingInput } from './borrowing-schema.ts';
import { listedMeeting, listedVoucher } from './listed-sheet-schema.ts';
import { opening, openingInput } from './opening-schema.ts';
import { ledger, memberSavings } from './report-schema.ts';
import { sheetContract } from './sheet-contract.ts';
import { meetingInput, voucherInput } from './sheet-input-schema.ts';
import { meeting, voucher } from './sheet-schema.ts';

const period = z.strictObject({ from: date, to: date });

/** The routes of a group's books and of a member's savings. sheet-contract.ts has the routes of sheets and vouchers. */
export const booksContract = {
  ...sheetContract,
  'POST /api/collectives/{id}/borrowings': {
    who: fieldWork,
    services: 'goes on',
    summary: 'Record a loan that the group takes',
    description:
      'Nothing moves yet: a line borrowing_received says when its money came. A group keeps 100 borrowings.',
    body: borrowingInput,
    answers: { 201: borrowing, 200: borrowing },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['due_before_loan', 'collective_closed', 'too_many_borrowings'],
    },
  },
  'GET /api/collectives/{id}/borrowings': {
    who: fieldWork,
    services: 'goes on',
    summary: 'What a collective borrowed, repaid or not',
    query: z.strictObject(page),
    answers: { 200: pageOf(borrowing) },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/collectives/{id}/opening': {
    who: { ...nobody, coordinator: 'area' },
    services: 'goes on',
    summary: 'Open the books of a group with a past, once',
    description:
      'cash + bank + loans must be savings + borrowings + grants + surplus; opening_mismatch has differencePaise, the first sum' +
      ' less the second. If several rules refuse an opening, the code is the first of these: due_before_loan; opening_mismatch; id_reused' +
      ' (409); books_started (409), if the group ever had an opening, meeting or voucher, also a reversed one; not_a_member. An opening takes' +
      ` ${openingLimits.members} members, ${openingLimits.loans} loans, ${openingLimits.loansOfMember} loans of one member and ` +
      `${openingLimits.borrowings} borrowings.`,
    body: openingInput,
    answers: { 201: opening, 200: opening },
    refusals: {
      404: ['not_found'],
      409: ['id_reused', 'books_started'],
      422: [
        'due_before_loan',
        'opening_mismatch',
        'sum_too_large',
        'collective_closed',
        'not_a_member',
        'sheet_too_large',
      ],
    },
  },
  'GET /api/collectives/{id}/opening': {
    who: fieldWork,
    services: 'goes on',
    summary: "The opening of a collective's books",
    answers: { 200: opening },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/collectives/{id}/ledger': {
    who: fieldWork,
    services: 'goes on',
    summary: 'What a collective has and whose it is, all as of one moment',
    description:
      'cash + bank + loans = savings + borrowings + grants + surplus. Overdue is as of today. Members who left are' +
      ' listed too, with zero balances.',
    answers: { 200: ledger },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/collectives/{id}/accounts': {
    who: fieldWork,
    services: 'goes on',
    summary: "A collective's accounts for a period, both days included, by the sheets' own dates",
    description:
      'Transfers between cash and bank are in neither list. Dividends and write-offs are expenditure. What moved from other groups or to them is in' +
      ' movedInPaise and movedOutPaise, and is neither income nor expenditure. The opening of the books, if it is dated the last day or earlier,' +
      ' is part of opening, never of receipts or income. Reversed sheets are left out.',
    query: period,
    answers: { 200: accounts },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/members/{id}/savings': {
    who: memberReading,
    services: 'leaves out',
    summary: "A member's savings and loans, and the entries they come from",
    description:
      "The statement is sorted by date, then by recording, over all collectives that she was in; an opening's lines come" +
      ' before its sheets. Entries of reversed sheets are shown but do not count; loans of reversed sheets are not listed.' +
      ' Overdue and next due are as of today. The answer has the newest 5,000 entries; if there are more, statementSince is' +
      ' the first day of these. It has 1,000 loans, the outstanding ones first; loansLeftOut counts the others.',
    answers: { 200: memberSavings },
    refusals: { 404: ['not_found'] },
  },
} as const satisfies Contract;

/** The shapes of sheets, vouchers and accounts that the OpenAPI document names. */
export const booksSchemas = {
  Meeting: meeting,
  ListedMeeting: listedMeeting,
  NewMeeting: meetingInput,
  Voucher: voucher,
  ListedVoucher: listedVoucher,
  NewVoucher: voucherInput,
  Borrowing: borrowing,
  NewBorrowing: borrowingInput,
  Opening: opening,
  NewOpening: openingInput,
  Ledger: ledger,
  Accounts: accounts,
  MemberSavings: memberSavings,
};
