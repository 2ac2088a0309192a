import * as z from 'zod';
import { page, pageOf } from '../domain/fields.ts';
import { fieldWork, memberReading } from '../http/audiences.ts';
import type { Contract } from '../http/route-contract.ts';
import { ledger, meeting, meetingInput, meetingSummary, memberSavings, reversalInput } from './schema.ts';

export const booksContract = {
  'POST /api/collectives/{id}/meetings': {
    who: fieldWork,
    summary: "Record a meeting's sheet, whole or not at all",
    description:
      'Entries are netted, so their order does not matter. If several rules refuse a sheet, the code is' +
      ' the first of these: insufficient_loan of a loan that the sheet itself creates; id_reused (409) ' +
      'of a new loan; then, for each member in the order of the attendance, not_a_member, unknown_loan,' +
      ' insufficient_loan, too_many_loans (an account holds 1,000), insufficient_savings; ' +
      'insufficient_cash; cash_mismatch, with cashCountedPaise as sent and cashPaise as it would be ' +
      'after the sheet. errors lists the errors of all members concerned. A sheet takes 40 members, 56 ' +
      'new loans and 20 loans of one member.',
    body: meetingInput,
    answers: { 201: meeting, 200: meeting },
    refusals: {
      400: ['invalid_amount'],
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'not_a_member',
        'unknown_loan',
        'insufficient_loan',
        'too_many_loans',
        'insufficient_savings',
        'insufficient_cash',
        'cash_mismatch',
      ],
    },
  },
  'GET /api/collectives/{id}/meetings': {
    who: fieldWork,
    summary: "A collective's meetings, the last held first, without notes",
    query: z.strictObject(page),
    answers: { 200: pageOf(meetingSummary) },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/collectives/{id}/meetings/{meetingId}': {
    who: fieldWork,
    summary: 'A meeting',
    answers: { 200: meeting },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal': {
    who: fieldWork,
    summary: 'Reverse a sheet, once, with everything it did',
    description:
      'The answer is the current meeting. Loans that the sheet created are removed from the accounts; ' +
      'their ids stay used. Errors come in the same order as those of a sheet.',
    body: reversalInput,
    answers: { 201: meeting, 200: meeting },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'already_reversed',
        'not_a_member',
        'insufficient_loan',
        'insufficient_savings',
        'insufficient_cash',
      ],
    },
  },
  'GET /api/collectives/{id}/ledger': {
    who: fieldWork,
    summary: "A collective's cash, and its members' savings and loans, all of one moment",
    description: 'Members who left are listed too, with zero balances.',
    answers: { 200: ledger },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/members/{id}/savings': {
    who: memberReading,
    summary: "A member's savings and loans, and the entries they come from",
    description:
      'The statement is sorted by date, then by recording, over all collectives that she was in. ' +
      'Entries of reversed sheets are shown but do not count; loans of reversed sheets are not listed.',
    answers: { 200: memberSavings },
    refusals: { 404: ['not_found'] },
  },
} as const satisfies Contract;

/** The shapes that the OpenAPI document tells once, by name. */
export const booksSchemas = {
  Meeting: meeting,
  ListedMeeting: meetingSummary,
  NewMeeting: meetingInput,
  Ledger: ledger,
  MemberSavings: memberSavings,
};
