import * as z from 'zod';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { fieldWork } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { sheetLimits } from '../../shared/kinds/book-limits.ts';
import { listedMeeting, listedVoucher } from './listed-sheet-schema.ts';
import { meetingInput, reversalInput, voucherInput } from './sheet-input-schema.ts';
import { meeting, voucher } from './sheet-schema.ts';

/** The routes of meetings' sheets and of vouchers. */

/** The codes with which a correction is refused, in their order. The last one, cash_mismatch, is among `groupRefusals`. */
const correctionRefusals = ['not_reversed', 'already_corrected'];

const correcting =
  'corrects names the reversed record that this one replaces. The cash that was counted with that record is kept as' +
  ' cashCountedThenPaise. The lines and entries must then change the cash by the same amount as that record did, with a difference in a' +
  ' line cash_short or cash_over; otherwise it is refused with cash_mismatch. The count is not kept if the new record has a' +
  ' cashCountedPaise of its own, or another day.';

/** The codes with which the rules of a group's money refuse, in their order. */
const groupRefusals = [
  'collective_closed',
  'before_opening',
  'unknown_borrowing',
  'insufficient_borrowing',
  'insufficient_cash',
  'insufficient_bank',
  'insufficient_surplus',
  'cash_mismatch',
  'bank_mismatch',
  'sum_too_large',
  'too_many',
];

const insufficiencies =
  'insufficient_… has neededPaise, what the sheet takes of that balance (net), and availablePaise, what the balance held.';

const reversalDescription =
  'Loans that the sheet gave are removed from the accounts; their ids stay used. A repayment can no longer be undone after its loan has left the' +
  ' account (`unknown_loan`), because the woman moved with the loan, or the record that had it was parted from hers. A reversal is refused if it' +
  ' would leave savings, a loan, a borrowing, cash, bank or grants below zero; the surplus may be negative. Refusals come in the' +
  ' same order as those of a sheet.';

const reversalRefusals = [
  'collective_closed',
  'already_reversed',
  'not_a_member',
  'unknown_loan',
  'insufficient_loan',
  'insufficient_savings',
  'unknown_borrowing',
  'insufficient_borrowing',
  'insufficient_cash',
  'insufficient_bank',
  'insufficient_grants',
];

export const sheetContract = {
  'POST /api/collectives/{id}/meetings': {
    who: fieldWork,
    services: 'goes on',
    summary: "Record a meeting's sheet, whole or not at all",
    description:
      'Entries and lines are netted, so their order does not matter. If several rules refuse a sheet, the code is' +
      ' the first of these: due_before_loan; insufficient_loan for a loan that the sheet itself gives; not_a_member for a' +
      ' write-off of somebody who has no record; for a correction unknown_meeting, not_reversed, already_corrected,' +
      ' cash_mismatch; id_reused' +
      ' (409) for a new loan; then, for each member in the order of the attendance, not_a_member, unknown_loan,' +
      ' insufficient_loan, too_many_loans (an account holds 600), insufficient_savings; then, for the group, ' +
      `${groupRefusals.join(', ')}. ${insufficiencies} cash_mismatch has cashCountedPaise as sent and cashPaise ` +
      'as it would be after the sheet; bank_mismatch has bankBalancePaise and bankPaise. Only a sheet with a dividend ' +
      'must leave a surplus of zero or more. errors lists the refusals for all members and the group; collective_closed comes alone, before these. A sheet takes ' +
      `${sheetLimits.members} members, ${sheetLimits.entries} entries and ${sheetLimits.entriesOfMember} of one member, ` +
      `${sheetLimits.lines} lines, ${sheetLimits.newLoans} new loans (a correction ${sheetLimits.newLoans - 1}) and ` +
      `${sheetLimits.loansOfMember} loans of one member. If she went to another collective, not_a_member has movedOn, the day. Names it records that were joined since, and is then too large for one transaction, it is sheet_too_large: ` +
      'named by the records that stand now, it fits. ' +
      correcting,
    body: meetingInput,
    answers: { 201: meeting, 200: meeting },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'due_before_loan',
        'not_a_member',
        'unknown_loan',
        'insufficient_loan',
        'too_many_loans',
        'insufficient_savings',
        'unknown_meeting',
        'sheet_too_large',
        ...correctionRefusals,
        ...groupRefusals,
      ],
    },
  },
  'GET /api/collectives/{id}/meetings': {
    who: fieldWork,
    services: 'goes on',
    summary: "A collective's meetings, the last held first, without notes and reasons",
    query: z.strictObject(page),
    answers: { 200: pageOf(listedMeeting) },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/collectives/{id}/meetings/{meetingId}': {
    who: fieldWork,
    services: 'goes on',
    summary: 'A meeting',
    description: "A write-off's reason is null once the member was erased.",
    answers: { 200: meeting },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal': {
    who: fieldWork,
    services: 'goes on',
    summary: 'Reverse a sheet, once, with everything it did',
    description: `The answer is the current meeting. ${reversalDescription}`,
    body: reversalInput,
    answers: { 201: meeting, 200: meeting },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: reversalRefusals },
  },
  'POST /api/collectives/{id}/vouchers': {
    who: fieldWork,
    services: 'goes on',
    summary: "Record money of the group's that moved without a meeting",
    description:
      'If several rules refuse a voucher, the code is the first of these: for a correction unknown_voucher, not_reversed, already_corrected,' +
      ` cash_mismatch; then those for the group, in the order of a sheet's. ${insufficiencies} ${correcting}`,
    body: voucherInput,
    answers: { 201: voucher, 200: voucher },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'unknown_voucher',
        ...correctionRefusals,
        // Only a dividend must leave a surplus, and a voucher has no dividend.
        ...groupRefusals.filter((code) => code !== 'insufficient_surplus'),
      ],
    },
  },
  'GET /api/collectives/{id}/vouchers': {
    who: fieldWork,
    services: 'goes on',
    summary: "A collective's vouchers, the latest first, without notes and reasons",
    query: z.strictObject(page),
    answers: { 200: pageOf(listedVoucher) },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/collectives/{id}/vouchers/{voucherId}': {
    who: fieldWork,
    services: 'goes on',
    summary: 'A voucher',
    answers: { 200: voucher },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': {
    who: fieldWork,
    services: 'goes on',
    summary: 'Reverse a voucher, once',
    description: `The answer is the current voucher. ${reversalDescription}`,
    body: reversalInput,
    answers: { 201: voucher, 200: voucher },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'collective_closed',
        'already_reversed',
        'unknown_borrowing',
        'insufficient_borrowing',
        'insufficient_cash',
        'insufficient_bank',
        'insufficient_grants',
      ],
    },
  },
} as const satisfies Contract;
