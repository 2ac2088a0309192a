import * as z from 'zod';
import { page, pageOf } from '../platform/fields.ts';
import type { Contract } from '../platform/http.ts';
import { ledger, meeting, meetingInput, meetingSummary, memberSavings, reversalInput } from './schema.ts';

export const savingsContract = {
  'POST /api/collectives/{id}/meetings': {
    summary: "Record a meeting's sheet, whole or not at all",
    body: meetingInput,
    answers: { 201: meeting, 200: meeting },
    refusals: [
      'not_a_member',
      'unknown_loan',
      'insufficient_loan',
      'too_many_loans',
      'insufficient_savings',
      'insufficient_cash',
      'cash_mismatch',
    ],
  },
  'GET /api/collectives/{id}/meetings': {
    summary: "A collective's meetings, the last held first, without notes",
    query: z.strictObject(page),
    answers: { 200: pageOf(meetingSummary) },
  },
  'GET /api/collectives/{id}/meetings/{meetingId}': {
    summary: 'A meeting',
    answers: { 200: meeting },
  },
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal': {
    summary: 'Take a sheet back, once, with all that it did',
    body: reversalInput,
    answers: { 201: meeting, 200: meeting },
    refusals: [
      'already_reversed',
      'not_a_member',
      'insufficient_loan',
      'insufficient_savings',
      'insufficient_cash',
    ],
  },
  'GET /api/collectives/{id}/ledger': {
    summary: "A collective's cash, and its members' savings and loans, all of one moment",
    answers: { 200: ledger },
  },
  'GET /api/members/{id}/savings': {
    summary: "A member's savings and loans, and the entries they come from",
    answers: { 200: memberSavings },
  },
} as const satisfies Contract;
