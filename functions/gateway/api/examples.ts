import { bookExamples } from './book-examples.ts';
import { caseExamples } from './case-examples.ts';
import type { Routes } from './contracts.ts';
import { hashes, ids } from './example-ids.ts';
import { memberExamples } from './member-examples.ts';
import { peopleExamples } from './people-examples.ts';

/** An example of the body of each route that has one, for the API's documentation. All names are invented. */

type RoutesWithBody = {
  [Key in keyof Routes]: Routes[Key] extends { readonly body: object } ? Key : never;
}[keyof Routes];

export const examples: Readonly<Record<RoutesWithBody, object>> = {
  ...peopleExamples,
  ...memberExamples,
  ...bookExamples,
  ...caseExamples,
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
  'POST /api/demands': {
    id: ids.new,
    on: '2026-10-09',
    kind: 'rti',
    to: 'dlsa',
    district: 'Krishna',
    about: 'compensation',
    title: 'How many applications for compensation were decided within 60 days',
  },
  'POST /api/demands/{id}/steps': {
    id: ids.new,
    on: '2026-10-14',
    step: 'acknowledged',
    text: 'Number 41 of 2026.',
  },
  'POST /api/demands/{id}/reversal': { id: ids.new, reason: 'Recorded twice.' },
  'POST /api/collectives/{id}/questions': {
    id: ids.new,
    on: '2026-10-14',
    about: { kind: 'no_sheet', month: '2026-09' },
    text: 'Did you meet in September?',
  },
  'POST /api/collectives/{id}/questions/{questionId}/answers': {
    id: ids.new,
    on: '2026-10-15',
    answer: 'did_not_meet',
  },
  'POST /api/collectives/{id}/questions/{questionId}/closing': { id: ids.new },
  'POST /api/voice/{spokenIn}/{textSha256}': {
    id: ids.new,
    audio: 'GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibQ==',
    fromMs: 240,
    toMs: 6_310,
  },
  'POST /api/voice/{spokenIn}/{textSha256}/decision': {
    id: ids.new,
    sha256: hashes.recording,
    fromMs: 240,
    toMs: 6_310,
    decision: 'approved',
  },
  'POST /api/voice/{spokenIn}/{textSha256}/removal': { id: ids.new, sha256: hashes.recording },
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
};
