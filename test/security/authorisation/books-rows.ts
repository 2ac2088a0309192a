import { newId } from '../../../functions/shared/fields/ids.ts';
import { meetingOf, moveOf, openingOf, questionOf, voucherOf } from '../bodies.ts';
import {
  all,
  allCoordinators,
  coordinators,
  fieldWork,
  hers,
  memberReading,
  one,
  only,
  type Rows,
} from './expectations.ts';
import { get, post } from './records.ts';

/** Who may read and record a group’s money and a member’s savings. */
export const booksRows: Rows = {
  'POST /api/collectives/{id}/meetings': {
    scopes: all,
    send: ({ collective, member }) => post(`/api/collectives/${collective}/meetings`, meetingOf(member)),
    who: fieldWork(201),
  },
  'GET /api/collectives/{id}/meetings': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/meetings`),
    who: fieldWork(200),
  },
  'GET /api/collectives/{id}/meetings/{meetingId}': {
    scopes: all,
    send: ({ collective, meeting }) => get(`/api/collectives/${collective}/meetings/${meeting}`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal': {
    scopes: all,
    send: async (place, { newMeetingOf }) =>
      post(`/api/collectives/${place.collective}/meetings/${await newMeetingOf(place)}/reversal`, {
        id: newId(),
        reason: 'a slip',
      }),
    who: fieldWork(201),
  },
  'GET /api/collectives/{id}/ledger': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/ledger`),
    who: fieldWork(200),
  },
  'GET /api/collectives/{id}/accounts': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/accounts?from=2026-04-01&to=2026-10-31`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/vouchers': {
    scopes: all,
    send: ({ collective }) => post(`/api/collectives/${collective}/vouchers`, voucherOf()),
    who: fieldWork(201),
  },
  'GET /api/collectives/{id}/vouchers': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/vouchers`),
    who: fieldWork(200),
  },
  'GET /api/collectives/{id}/vouchers/{voucherId}': {
    scopes: all,
    send: async (place, { newVoucherOf }) =>
      get(`/api/collectives/${place.collective}/vouchers/${await newVoucherOf(place)}`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': {
    scopes: all,
    send: async (place, { newVoucherOf }) =>
      post(`/api/collectives/${place.collective}/vouchers/${await newVoucherOf(place)}/reversal`, {
        id: newId(),
        reason: 'a slip',
      }),
    who: fieldWork(201),
  },
  'POST /api/collectives/{id}/borrowings': {
    scopes: all,
    send: ({ collective }) =>
      post(`/api/collectives/${collective}/borrowings`, {
        id: newId(),
        source: 'cif',
        sanctionedOn: '2026-10-01',
        principalPaise: 100,
      }),
    who: fieldWork(201),
  },
  'GET /api/collectives/{id}/borrowings': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/borrowings`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/opening': {
    scopes: all,
    // The books of a place have begun; of a new group they have not.
    send: async (place, { newCollectiveOf }) =>
      post(`/api/collectives/${await newCollectiveOf(place)}/opening`, openingOf()),
    who: only(coordinators(201)),
  },
  'GET /api/collectives/{id}/opening': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/opening`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/moves': {
    scopes: all,
    send: async (place, { newMemberOf, newCollectiveOf }) =>
      post(`/api/collectives/${place.collective}/moves`, {
        ...moveOf(),
        members: [await newMemberOf(place)],
        // From a group that is not there, to another that is not there.
        to: place.scope === 'unknown' ? newId() : await newCollectiveOf(place),
      }),
    who: only(coordinators(201)),
  },
  'GET /api/collectives/{id}/moves': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/moves`),
    who: only(coordinators(200)),
  },
  'POST /api/collectives/{id}/moves/{moveId}/reversal': {
    scopes: all,
    send: async (place, { newMoveOf }) =>
      post(`/api/collectives/${place.collective}/moves/${await newMoveOf(place)}/reversal`, {
        id: newId(),
        reason: 'a slip',
      }),
    who: only(coordinators(201)),
  },
  'POST /api/collectives/{id}/questions': {
    scopes: all,
    send: ({ collective }) => post(`/api/collectives/${collective}/questions`, questionOf()),
    who: only(coordinators(201)),
  },
  'GET /api/collectives/{id}/questions': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/questions`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/questions/{questionId}/answers': {
    scopes: all,
    send: async (place, { newQuestionOf }) =>
      post(`/api/collectives/${place.collective}/questions/${await newQuestionOf(place)}/answers`, {
        id: newId(),
        on: '2026-10-02',
        answer: 'did_not_meet',
      }),
    who: only({ leader: hers(201) }),
  },
  'POST /api/collectives/{id}/questions/{questionId}/closing': {
    scopes: all,
    send: async (place, { newQuestionOf }) =>
      post(`/api/collectives/${place.collective}/questions/${await newQuestionOf(place)}/closing`, {
        id: newId(),
      }),
    who: only(coordinators(201)),
  },
  'GET /api/questions': {
    scopes: one,
    send: () => get('/api/questions'),
    who: only(allCoordinators(200)),
  },
  'GET /api/members/{id}/savings': {
    scopes: all,
    send: ({ member }) => get(`/api/members/${member}/savings`),
    who: memberReading,
  },
};
