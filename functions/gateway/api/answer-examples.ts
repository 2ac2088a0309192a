import type { ApiRoute } from './contracts.ts';
import { hashes, ids } from './example-ids.ts';
import { examples } from './examples.ts';

/**
 * Examples of answers for the API's documentation, for the routes that many callers use. If the route has a body, the example is the answer to the example
 * of the body (test/http/answer-examples.test.ts). Its status is that of `exampleStatusOf` (functions/shared/http/openapi-answers.ts).
 */

const createdAt = '2026-10-15T06:30:00Z';
const stamp = { createdAt, createdBy: ids.caseworker, version: 1 };

/** The record that a route makes from the example of its body. Routes that also compute fields add them below. */
const recordFrom = (route: keyof typeof examples) => ({ ...examples[route], ...stamp });

const collective = recordFrom('POST /api/collectives');
const meeting = recordFrom('POST /api/collectives/{id}/meetings');
const voucher = recordFrom('POST /api/collectives/{id}/vouchers');
const move = {
  ...recordFrom('POST /api/collectives/{id}/moves'),
  from: ids.collective,
  own: { grantsPaise: 0, surplusPaise: 0, borrowingIds: [] },
  holdings: [{ memberId: ids.member, savingsPaise: 120_000, loansPaise: 50_000 }],
};
const outreach = recordFrom('POST /api/outreach');
const demand = {
  ...recordFrom('POST /api/demands'),
  steps: [],
  followedBy: [],
  status: 'open',
  dueOn: '2026-11-08',
  appealBy: '2026-12-08',
};
const spokenText = {
  locale: 'te',
  textSha256: hashes.text,
  key: 'talk.begin',
  waiting: {
    sha256: hashes.recording,
    bytes: 14_200,
    mediaType: 'audio/webm',
    fromMs: 240,
    toMs: 6_310,
    recordedAt: createdAt,
    recordedBy: ids.caseworker,
  },
  version: 1,
};
const question = {
  ...recordFrom('POST /api/collectives/{id}/questions'),
  collectiveId: ids.collective,
  askedAt: createdAt,
  ageDays: 0,
  answers: [],
};

const consent = {
  id: ids.other,
  purpose: 'services',
  given: true,
  givenBy: 'self',
  on: '2026-10-04',
  method: 'spoken',
  noticeVersion: 'notice 1',
};
/** Written out, and not made by `recordFrom`: the body has texts that a list does not show, such as her name and mandal. */
const listedMember = {
  id: ids.member,
  code: 'M-4GH7QX',
  birthYear: 1992,
  gender: 'female',
  category: 'trafficking_survivor',
  district: 'Guntur',
  collectiveId: ids.collective,
  joinedOn: '2026-10-04',
  consents: [consent],
  children: [],
  offices: [],
  ...stamp,
};
const member = { ...listedMember, name: 'Nakshatra Gorinta', mandal: 'Tenali' };

const talk = { ...recordFrom('POST /api/members/{id}/talks'), memberId: ids.member };

const openedCase = { ...recordFrom('POST /api/cases'), code: 'C-7F3K9Q', status: 'open' };
/** A case that was assigned after it was opened. */
const assignedCase = { ...openedCase, assignedTo: ids.caseworker, assignedAt: createdAt };

const person = {
  ...recordFrom('POST /api/users'),
  signInName: 'riverlamp',
  collectives: [],
  disabled: false,
};

export const answerExamples: Readonly<Partial<Record<ApiRoute, object>>> = {
  'GET /api/health': { status: 'ok' },
  'GET /api/me': {
    id: ids.caseworker,
    role: 'caseworker',
    scope: { collectives: [], districts: ['Guntur'] },
    locale: 'te',
    signInName: 'riverlamp',
  },
  'POST /api/collectives': collective,
  'GET /api/collectives': { items: [collective] },
  'GET /api/collective-overviews': {
    items: [
      {
        ...collective,
        memberCount: 18,
        savingsPaise: 4_860_000,
        loansOutstandingPaise: 2_150_000,
        talksDue: 5,
        lastMeetingOn: '2026-10-10',
        months: [
          { month: '2026-10', meetings: 1, uncounted: 0, cashDifferences: 1 },
          { month: '2026-09', meetings: 2, uncounted: 1, cashDifferences: 0 },
        ],
      },
    ],
  },
  'GET /api/collectives/{id}': collective,
  'PATCH /api/collectives/{id}': { ...collective, meetingFrequency: 'fortnightly', version: 2 },
  'POST /api/members': { ...member, id: ids.new },
  'GET /api/members': { items: [listedMember] },
  'POST /api/members/search': {
    items: [{ ...listedMember, name: 'Nakshatra Gorinta' }],
  },
  'GET /api/members/{id}': member,
  'PATCH /api/members/{id}': { ...member, leaderSince: '2026-10-18', version: 2 },
  'POST /api/members/{id}/consents': {
    ...consent,
    id: ids.new,
    purpose: 'reporting',
    createdAt,
    createdBy: ids.caseworker,
    // The version of the member.
    version: 2,
  },
  'POST /api/members/{id}/talks': talk,
  'GET /api/members/{id}/talks': { items: [talk], standing: { talkId: ids.new }, dueOn: '2027-04-18' },
  'POST /api/collectives/{id}/meetings': meeting,
  'GET /api/collectives/{id}/meetings': { items: [meeting] },
  'GET /api/collectives/{id}/meetings/{meetingId}': meeting,
  'POST /api/collectives/{id}/vouchers': voucher,
  'GET /api/collectives/{id}/vouchers': { items: [voucher] },
  'GET /api/collectives/{id}/vouchers/{voucherId}': voucher,
  'POST /api/collectives/{id}/moves': move,
  'GET /api/collectives/{id}/moves': { items: [move] },
  'POST /api/collectives/{id}/opening': recordFrom('POST /api/collectives/{id}/opening'),
  'GET /api/collectives/{id}/opening': recordFrom('POST /api/collectives/{id}/opening'),
  'GET /api/collectives/{id}/ledger': {
    cashPaise: 150_000,
    bankPaise: 1_000_000,
    savingsPaise: 900_000,
    loansOutstandingPaise: 500_000,
    borrowingsOutstandingPaise: 0,
    grantsPaise: 500_000,
    surplusPaise: 250_000,
    members: [],
    borrowings: [],
  },
  'GET /api/members/{id}/savings': {
    savingsPaise: 10_000,
    loansOutstandingPaise: 0,
    loans: [],
    statement: [],
  },
  'POST /api/cases': openedCase,
  'GET /api/cases': { items: [assignedCase] },
  'GET /api/cases/{id}': assignedCase,
  'GET /api/members/{id}/cases': { items: [assignedCase] },
  'POST /api/cases/{id}/take': { ...assignedCase, version: 2 },
  'PATCH /api/cases/{id}': { ...assignedCase, priority: 'normal', version: 3 },
  'POST /api/users/{id}/case-handover': {
    id: ids.new,
    to: ids.caseworker,
    handedOver: 12,
    skipped: 1,
    left: 0,
  },
  'POST /api/cases/{id}/events': recordFrom('POST /api/cases/{id}/events'),
  'GET /api/cases/{id}/events': { items: [recordFrom('POST /api/cases/{id}/events')] },
  'POST /api/collectives/{id}/questions': question,
  'GET /api/collectives/{id}/questions': { items: [question] },
  'GET /api/questions': { items: [question] },
  'POST /api/outreach': outreach,
  'GET /api/outreach': { items: [outreach] },
  'GET /api/voice/{spokenIn}': { items: [spokenText], usedBytes: 14_200, maxBytes: 6_000_000 },
  'POST /api/voice/{spokenIn}/{textSha256}': spokenText,
  'POST /api/demands': demand,
  'GET /api/demands': { items: [demand] },
  'GET /api/demands/{id}': demand,
  'PUT /api/targets/{financialYear}': {
    financialYear: '2026-27',
    ...recordFrom('PUT /api/targets/{financialYear}'),
  },
  'GET /api/targets/{financialYear}': {
    financialYear: '2026-27',
    ...recordFrom('PUT /api/targets/{financialYear}'),
  },
  'PUT /api/baselines': recordFrom('PUT /api/baselines'),
  'GET /api/baselines': recordFrom('PUT /api/baselines'),
  'PUT /api/narratives/{month}': { month: '2026-10', ...recordFrom('PUT /api/narratives/{month}') },
  'GET /api/narratives/{month}': { month: '2026-10', ...recordFrom('PUT /api/narratives/{month}') },
  'POST /api/programme/terms': recordFrom('POST /api/programme/terms'),
  'POST /api/snapshots/{month}/corrections': { month: '2026-09', version: 2 },
  'POST /api/users': person,
  'GET /api/users': { items: [{ ...person, signIn: { state: 'no_password' } }] },
  'GET /api/users/{id}': { ...person, signIn: { state: 'signed_in', signedInAt: '2026-12-03T05:30:00Z' } },
  'PATCH /api/users/{id}': { ...person, districts: ['Guntur'], version: 2 },
  'GET /api/health/state': {
    at: '2026-11-20T04:30:00Z',
    state: 'look',
    rows: [
      { code: 'backup', state: 'fine', at: '2026-11-20T04:25:00Z' },
      { code: 'month', state: 'fine', month: '2026-10' },
      {
        code: 'drill',
        state: 'fine',
        at: '2026-10-09T21:40:00Z',
        outcome: 'whole',
        compared: 19,
        by: 'schedule',
        running: { at: '2026-11-20T04:10:00Z', by: ids.other, step: 'restoring' },
      },
      {
        code: 'phones',
        state: 'look',
        reason: 'silent',
        who: 'administrator',
        since: '2026-11-19T03:30:00Z',
        phonesInUse: 41,
        phones: [{ personId: ids.caseworker, reason: 'silent', seenOn: '2026-10-18' }],
      },
      { code: 'cost', state: 'fine', spentUsdCents: 2150, budgetUsdCents: 10_000 },
    ],
  },
  'POST /api/exports': { at: '2026-10-15T06:30:00.000Z' },
  'POST /api/members/{id}/erasure': { approvalId: ids.other, requestedAt: createdAt },
  'POST /api/users/{id}/erasure': { approvalId: ids.other, requestedAt: createdAt },
};
