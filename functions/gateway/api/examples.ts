import type { Routes } from './contracts.ts';

/** An example of the body of each route that has one, for the API's documentation. All names are invented. */

type RoutesWithBody = {
  [Key in keyof Routes]: Routes[Key] extends { readonly body: object } ? Key : never;
}[keyof Routes];

export const ids = {
  collective: '0199a3f0-5c00-7000-8000-000000000001',
  member: '0199a3f0-5c00-7000-8000-000000000002',
  other: '0199a3f0-5c00-7000-8000-000000000003',
  caseworker: '0199a3f0-5c00-7000-8000-000000000004',
  loan: '0199a3f0-5c00-7000-8000-000000000005',
  device: '0199a3f0-5c00-7000-8000-000000000006',
  new: '0199a3f0-5c00-7000-8000-0000000000ff',
};
const secret = 'V2hhdCBhIGRldmljZSBtYWtlcyBvZiBpdHMgc2Vjcml';

export const examples: Readonly<Record<RoutesWithBody, object>> = {
  'POST /api/me/device-keys': { id: ids.device, key: secret },
  'POST /api/me/device-keys/open': { id: ids.device, sealed: 'AQIDBAUGBwgJCgsMDQ4PEA' },
  'POST /api/me/devices': { id: ids.new, secret },
  'POST /api/device/contact': { waiting: 2 },
  'POST /api/device/unlock': { proof: secret, waiting: 2, nextSecret: secret },
  'POST /api/users/{id}/devices/{deviceId}/revocation': { id: ids.new },
  'POST /api/collectives': {
    id: ids.new,
    name: 'Velugu Sangham',
    district: 'Guntur',
    mandal: 'Tenali',
    formedOn: '2026-01-15',
    meetingFrequency: 'monthly',
    usualDepositPaise: 10_000,
    ratePerMonthBasisPoints: 200,
  },
  'PATCH /api/collectives/{id}': { meetingFrequency: 'fortnightly' },
  'POST /api/members': {
    id: ids.new,
    name: 'Nakshatra Gorinta',
    birthYear: 1992,
    gender: 'female',
    category: 'trafficking_survivor',
    district: 'Guntur',
    mandal: 'Tenali',
    collectiveId: ids.collective,
    joinedOn: '2026-10-04',
    consents: [
      {
        id: ids.other,
        purpose: 'services',
        given: true,
        on: '2026-10-04',
        method: 'spoken',
        noticeVersion: 'notice 1',
      },
    ],
    children: [],
  },
  'POST /api/members/search': { q: 'Gorinta' },
  'POST /api/same-women': { id: ids.new, memberIds: [ids.member, ids.other] },
  'POST /api/same-women/{id}/decision': { id: ids.new, decision: 'different' },
  'PATCH /api/members/{id}': { leaderSince: '2026-10-18' },
  'POST /api/members/{id}/consents': {
    id: ids.new,
    purpose: 'reporting',
    given: true,
    on: '2026-10-04',
    method: 'spoken',
    noticeVersion: 'notice 1',
  },
  'POST /api/members/{id}/children': { id: ids.new, birthYear: 2016, gender: 'female', inSchool: true },
  'PUT /api/members/{id}/children/{childId}': { birthYear: 2016, gender: 'female', inSchool: false },
  'POST /api/members/{id}/children/{childId}/schooling': {
    id: ids.new,
    on: '2026-10-18',
    status: 'not_enrolled',
    stage: 'secondary',
    reason: 'documents',
  },
  'POST /api/members/{id}/offices': {
    id: ids.new,
    body: 'district_forum',
    office: 'secretary',
    from: '2026-04-01',
  },
  'POST /api/members/{id}/offices/{officeId}/end': { on: '2026-10-31' },
  'POST /api/members/{id}/reversals': { id: ids.new, of: ids.other, reason: 'Recorded for the wrong child.' },
  'POST /api/members/{id}/requests': {
    id: ids.new,
    kind: 'correction',
    on: '2026-10-18',
    via: 'spoken',
    text: 'Her year of birth is wrong.',
  },
  'POST /api/members/{id}/requests/{requestId}/steps': {
    id: ids.new,
    on: '2026-10-20',
    step: 'answered',
    text: 'It was corrected today.',
  },
  'POST /api/members/{id}/exit': { exitedOn: '2026-10-31', reason: 'She moved to another state.' },
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
  'POST /api/cases': {
    id: ids.new,
    memberId: ids.member,
    kind: 'legal_aid',
    priority: 'urgent',
    openedOn: '2026-10-12',
    assignedTo: ids.caseworker,
  },
  'POST /api/cases/{id}/take': { id: ids.new, note: 'I visit her tomorrow.' },
  'POST /api/users/{id}/case-handover': {
    id: ids.new,
    to: ids.caseworker,
    note: 'From Monday on I work in Krishna.',
  },
  'PATCH /api/cases/{id}': { priority: 'normal' },
  'POST /api/cases/{id}/events': {
    id: ids.new,
    type: 'entitlement',
    on: '2026-10-14',
    entitlement: 'pension',
    stage: 'applied',
  },
  'POST /api/break-glass/{id}/end': { id: ids.new },
  'POST /api/break-glass': { id: ids.new, code: 'C-7F3K9Q', reason: 'She called at night, in danger.' },
  'POST /api/codes': { ids: [ids.member, ids.other] },
  'POST /api/exports': { list: 'members', subjects: [ids.member, ids.other] },
  'POST /api/outreach': {
    id: ids.new,
    kind: 'police_orientation',
    on: '2026-10-09',
    mode: 'in_person',
    district: 'Krishna',
    participants: 24,
  },
  'PUT /api/outreach/{id}/roster': {
    participants: [
      { memberId: ids.member, role: 'facilitator' },
      { memberId: ids.other, role: 'participant' },
    ],
  },
  'POST /api/outreach/{id}/reversal': { id: ids.new, reason: 'Recorded twice.' },
  'POST /api/snapshots/{month}/corrections': {
    id: ids.new,
    reason: 'Sheets from two collectives came late.',
  },
  'POST /api/snapshots/{month}/explanations': {
    id: ids.new,
    list: 'outliers',
    recordId: ids.other,
    why: 'checked',
  },
  'PUT /api/targets/{financialYear}': { targets: { members_enrolled: 120, pensions: 15 } },
  'PUT /api/baselines': {
    baselines: {
      house_pattas: { asOf: '2025-03-31', value: 41, source: 'HELP’s register of pattas, 2019 to 2025' },
    },
  },
  'PUT /api/narratives/{month}': {
    en: 'The collectives of Guntur opened their first bank accounts; {members_active} women are members now.',
    ja: 'グントゥール県の共同体が、はじめて銀行口座を開きました。メンバーは{members_active}人です。',
  },
  'POST /api/programme/terms': {
    id: ids.new,
    from: '2027-04',
    name: 'Leadership Next',
    implementer: 'HELP',
    forum: 'VIMUKTHI',
    funder: 'Kamonohashi',
    state: 'Andhra Pradesh',
  },
  'POST /api/users': {
    id: ids.new,
    name: 'Vennela Mogili',
    role: 'caseworker',
    locale: 'te',
    districts: ['Guntur', 'Palnadu'],
  },
  'PATCH /api/users/{id}': { districts: ['Guntur'] },
  'POST /api/users/{id}/one-time-password': {},
  'POST /api/members/{id}/erasure': { id: ids.new, reason: 'She asked for it.' },
  'POST /api/users/{id}/erasure': { id: ids.new, reason: 'She has left the programme.' },
  'POST /api/approvals/{id}': { decision: 'approved' },
  'POST /api/approvals/{id}/withdrawal': {},
  'POST /api/data-handovers': {
    id: ids.new,
    recipientKey: 'age1vfvzuzhfz7j94mzke4r0wxrq4l5vh4xmpeh7lf5435qp3r6r63msdtfd6f',
  },
};
