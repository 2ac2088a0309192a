import { pageOf } from '../../shared/fields/page-schema.ts';
import { coordination } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { moveLimits } from '../../shared/kinds/book-limits.ts';
import { move, moveInput, moveQuery, moveReversalInput } from './schema.ts';

export const movesContract = {
  'POST /api/collectives/{id}/moves': {
    who: coordination,
    services: 'goes on',
    summary: 'Move women with what they hold, and money of the group, to another collective',
    description:
      'One act for a woman who moves, a group that divides and two groups that become one, in one transaction over both books. Each woman’s savings, and' +
      ' her loans that are not repaid, go with her as they stand. Cash + bank + loans that go must be savings + grants + surplus + borrowings that go;' +
      ' move_mismatch has differencePaise, the first less the second. Cash, bank and surplus below zero go the other way. insufficient_… has' +
      ' collectiveId of the group that would fall below zero, neededPaise and availablePaise. It is no deposit, withdrawal, loan, repayment,' +
      ' enrolment, exit or meeting, and changes no indicator but where a bank’s loan is. A move takes' +
      ` ${moveLimits.members} women, ${moveLimits.borrowings} borrowings and ${moveLimits.loans} loans. Of several refusals the code is the first of those` +
      ' listed here.',
    body: moveInput,
    answers: { 201: move, 200: move },
    refusals: {
      400: ['same_collective'],
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'unknown_collective',
        'collective_closed',
        'before_opening',
        'not_a_member',
        'unknown_borrowing',
        'too_many_loans',
        'move_mismatch',
        'insufficient_cash',
        'insufficient_bank',
        'insufficient_grants',
        'collective_full',
        'too_many',
        'too_many_borrowings',
        'sum_too_large',
      ],
    },
  },
  'GET /api/collectives/{id}/moves': {
    who: coordination,
    services: 'goes on',
    summary: 'The moves out of a collective and into it, the latest first',
    description:
      'An area coordinator gets those of which both collectives lie in her districts: a page may then hold fewer than `limit`, even none, while it has a' +
      ' `cursor`.',
    query: moveQuery,
    answers: { 200: pageOf(move) },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/collectives/{id}/moves/{moveId}/reversal': {
    who: coordination,
    services: 'goes on',
    summary: 'Take a move back, once: then it is as if it had never been',
    description:
      'Either collective’s id does. The answer is the move as it now is. Refused unless each woman is still there with exactly what she brought, and no balance' +
      ' falls below zero: moved_since if something that was saved or borrowed since would be left behind.',
    body: moveReversalInput,
    answers: { 201: move, 200: move },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'collective_closed',
        'already_reversed',
        'not_a_member',
        'insufficient_savings',
        'insufficient_loan',
        'moved_since',
        'unknown_borrowing',
        'insufficient_borrowing',
        'insufficient_cash',
        'insufficient_bank',
        'insufficient_grants',
        'collective_full',
        'too_many',
      ],
    },
  },
} as const satisfies Contract;

/** The shapes of moves that the OpenAPI document names. */
export const movesSchemas = {
  Move: move,
  NewMove: moveInput,
  MoveReversal: moveReversalInput,
};
