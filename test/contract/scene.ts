import { newId } from '../../functions/shared/fields/ids.ts';
import { demoPeople, type PersonKey } from '../../local/identity/demo-people.ts';
import {
  otherSpokenPath,
  recordingOf,
  sha256Of,
  soundOf,
  spokenBetween,
  spokenPath,
} from '../support/recordings.ts';
import {
  validCase,
  validChild,
  validCollective,
  validConsent,
  validDemand,
  validMember,
  validOutreach,
  validQuestion,
} from '../support/scene.ts';
import type { Outside } from './outside.ts';

/** Records of every kind, and a valid request for every route that takes a body. */

export const collectiveOf = (more: object = {}) => validCollective({ ratePerMonthBasisPoints: 200, ...more });

export const consentOf = (purpose: 'services' | 'reporting', on: string, given = true) =>
  validConsent(purpose, { given, on });

export const childOf = (inSchool = true) => validChild({ inSchool });

export const memberOf = (collectiveId: string, joinedOn: string, more: object = {}) =>
  validMember(collectiveId, {
    phone: '98480 00001',
    birthYear: 1990,
    joinedOn,
    consents: [consentOf('services', joinedOn), consentOf('reporting', joinedOn)],
    ...more,
  });

type Entry = { memberId: string; kind: string; amountPaise: number; loanId?: string } & Record<
  string,
  unknown
>;

/** A sheet on which everybody with an entry, and those named beside, is present. */
export const sheetOf = (heldOn: string, entries: readonly Entry[], more: object = {}) => ({
  id: newId(),
  heldOn,
  attendance: [...new Set(entries.map(({ memberId }) => memberId))].map((memberId) => ({
    memberId,
    status: 'present',
  })),
  entries,
  ...more,
});

export const borrowingOf = () => ({
  id: newId(),
  source: 'bank_linkage',
  sanctionedOn: '2026-09-01',
  principalPaise: 10_000,
  ratePerMonthBasisPoints: 100,
  instalments: 12,
  firstDueOn: '2026-10-31',
});

export const moveOf = (to: string, members: readonly string[]) => ({
  id: newId(),
  on: '2026-10-02',
  to,
  members,
  cashPaise: 0,
  bankPaise: 0,
  reason: 'She lives elsewhere',
});

export const caseOf = (memberId: string, openedOn: string, more: object = {}) =>
  validCase(memberId, { openedOn, ...more });

export const eventOf = (type: string, on: string, more: object = {}) => ({ id: newId(), type, on, ...more });

export const outreachOf = (kind: string, on: string, more: object = {}) =>
  validOutreach({ kind, on, mode: 'in_person', district: 'Krishna', participants: 10, ...more });

export const sceneDay = '2026-10-15';

const deviceOf = () => ({
  id: newId(),
  secret: 'S'.repeat(43),
  pin: { proof: 'P'.repeat(43), share: 'H'.repeat(43) },
});

/** A collective, a member in it with a child, a sheet, a case; and the leader of it, with her phone. */
export const setScene = async ({ done, setClock }: Outside) => {
  await setClock(`${sceneDay}T06:00:00Z`);
  const collective = collectiveOf();
  await done('coordinator', 'POST', '/api/collectives', { body: collective });
  const leader = await done('administrator', 'GET', `/api/users/${demoPeople.leader.id}`);
  await done('administrator', 'PATCH', `/api/users/${demoPeople.leader.id}`, {
    body: { collectives: [collective.id] },
    ifMatch: Number(leader.version),
  });
  const child = childOf();
  const member = memberOf(collective.id, '2026-02-01', { children: [child] });
  await done('leader', 'POST', '/api/members', { body: member });
  const second = memberOf(collective.id, '2026-02-01', { name: 'జాబిల్లి వేకువ', phone: undefined });
  await done('leader', 'POST', '/api/members', { body: second });
  const pair = { id: newId(), memberIds: [member.id, second.id] };
  await done('coordinator', 'POST', '/api/same-women', { body: pair });
  const asked = { id: newId(), kind: 'access', on: '2026-10-01', via: 'spoken' };
  await done('leader', 'POST', `/api/members/${member.id}/requests`, { body: asked });
  const asking = validDemand();
  await done('coordinator', 'POST', '/api/demands', { body: asking });
  const held = outreachOf('leadership_training', '2026-10-01');
  await done('coordinator', 'POST', '/api/outreach', { body: held });
  const office = { id: newId(), body: 'collective', office: 'treasurer', from: '2026-03-01' };
  await done('leader', 'POST', `/api/members/${member.id}/offices`, { body: office });
  const sheet = sheetOf('2026-10-01', [{ memberId: member.id, kind: 'deposit', amountPaise: 50_000 }]);
  await done('leader', 'POST', `/api/collectives/${collective.id}/meetings`, { body: sheet });
  const borrowing = borrowingOf();
  await done('coordinator', 'POST', `/api/collectives/${collective.id}/borrowings`, { body: borrowing });
  const voucher = { id: newId(), on: '2026-10-01', lines: [{ kind: 'bank_interest', amountPaise: 900 }] };
  await done('coordinator', 'POST', `/api/collectives/${collective.id}/vouchers`, { body: voucher });
  const newGroup = collectiveOf();
  await done('coordinator', 'POST', '/api/collectives', { body: newGroup });
  const mover = memberOf(collective.id, '2026-02-01', { name: 'మల్లిక తుషార', phone: undefined });
  await done('leader', 'POST', '/api/members', { body: mover });
  const goer = memberOf(collective.id, '2026-02-01', { name: 'గోరింట హంస', phone: undefined });
  await done('leader', 'POST', '/api/members', { body: goer });
  const otherGroup = collectiveOf();
  await done('coordinator', 'POST', '/api/collectives', { body: otherGroup });
  const move = moveOf(otherGroup.id, [goer.id]);
  await done('coordinator', 'POST', `/api/collectives/${collective.id}/moves`, { body: move });
  const aCase = caseOf(member.id, '2026-10-01', { assignedTo: demoPeople.caseworker.id });
  await done('coordinator', 'POST', '/api/cases', { body: aCase });
  const device = deviceOf();
  await done('leader', 'POST', '/api/me/devices', { body: device });
  const question = validQuestion();
  await done('coordinator', 'POST', `/api/collectives/${collective.id}/questions`, { body: question });
  const sound = soundOf();
  await done('coordinator', 'POST', otherSpokenPath, {
    body: recordingOf({ audio: sound.toString('base64') }),
  });
  return {
    recorded: { sha256: sha256Of(sound) },
    collective,
    member,
    pair,
    question,
    child,
    office,
    asked,
    asking,
    held,
    sheet,
    borrowing,
    voucher,
    newGroup,
    mover,
    otherGroup,
    move,
    aCase,
    device,
  };
};
export type Scene = Awaited<ReturnType<typeof setScene>>;

export type Valid = {
  readonly route: string;
  readonly by: PersonKey;
  readonly target: string;
  readonly body: Record<string, unknown>;
  /** What else would be valid under the same id. */
  readonly other?: object;
  /** What a change needs. */
  readonly ifMatch?: number;
  readonly headers?: Record<string, string>;
};

/** A request for every create, with every field that may be given; new ids each time. */
export const createsOf = (scene: Scene): Valid[] => [
  ...programmeCreates(scene),
  ...peopleCreates(scene),
  ...memberCreates(scene),
  ...bookCreates(scene),
  ...moveCreates(scene),
  ...questionCreates(scene),
  ...voiceCreates(),
  ...caseCreates(scene),
];

/** Groups, terms and outreach. */
const programmeCreates = ({ asking }: Scene): Valid[] => {
  const demand = validDemand({ kind: 'rti_appeal', on: sceneDay, follows: asking.id });
  const story = outreachOf('media_story', sceneDay, {
    title: 'Dawn',
    outlet: 'Morning paper',
    url: 'https://paper.example/dawn',
  });
  return [
    {
      route: 'POST /api/collectives',
      by: 'coordinator',
      target: '/api/collectives',
      body: collectiveOf({ closedOn: sceneDay }),
      other: { name: 'మరో సంఘం' },
    },
    {
      route: 'POST /api/programme/terms',
      by: 'coordinator',
      target: '/api/programme/terms',
      body: {
        id: newId(),
        from: '2027-04',
        name: 'Leadership Next',
        implementer: 'HELP',
        forum: 'VIMUKTHI',
        funder: 'Kamonohashi',
        state: 'Andhra Pradesh',
      },
      other: { name: 'Leadership Further' },
    },
    {
      route: 'POST /api/outreach',
      by: 'coordinator',
      target: '/api/outreach',
      body: story,
      other: { participants: 11 },
    },
    {
      route: 'POST /api/demands',
      by: 'coordinator',
      target: '/api/demands',
      body: demand,
      other: { title: 'What became of the applications of 2024' },
    },
    {
      route: 'POST /api/demands/{id}/steps',
      by: 'coordinator',
      target: `/api/demands/${demand.id}/steps`,
      body: { id: newId(), on: sceneDay, step: 'acknowledged', text: 'Number 41 of 2026' },
      other: { step: 'refused' },
    },
    {
      route: 'POST /api/demands/{id}/reversal',
      by: 'coordinator',
      target: `/api/demands/${demand.id}/reversal`,
      body: { id: newId(), reason: 'told twice' },
      other: { reason: 'told wrongly' },
    },
    {
      route: 'POST /api/outreach/{id}/reversal',
      by: 'coordinator',
      target: `/api/outreach/${story.id}/reversal`,
      body: { id: newId(), reason: 'told twice' },
      other: { reason: 'told wrongly' },
    },
  ];
};

/** A recording of a spoken text. */
const voiceCreates = (): Valid[] => [
  {
    route: 'POST /api/voice/{spokenIn}/{textSha256}',
    by: 'coordinator',
    target: spokenPath,
    body: recordingOf(),
    other: { toMs: 900 },
  },
];

/** Questions from desk to phone. */
const questionCreates = ({ collective, member, sheet, question }: Scene): Valid[] => {
  const path = `/api/collectives/${collective.id}/questions`;
  return [
    {
      route: 'POST /api/collectives/{id}/questions',
      by: 'coordinator',
      target: path,
      body: validQuestion({
        on: sceneDay,
        about: { kind: 'sheet', meetingId: sheet.id, memberId: member.id, month: '2026-10' },
      }),
      other: { text: 'What was it for?' },
    },
    {
      route: 'POST /api/collectives/{id}/questions/{questionId}/answers',
      by: 'leader',
      target: `${path}/${question.id}/answers`,
      body: { id: newId(), on: sceneDay, answer: 'text', text: 'It rained that week.' },
      other: { answer: 'done' },
    },
    {
      route: 'POST /api/collectives/{id}/questions/{questionId}/closing',
      by: 'coordinator',
      target: `${path}/${question.id}/closing`,
      body: { id: newId() },
    },
  ];
};

/** People and their phones. */
const peopleCreates = ({ collective, device }: Scene): Valid[] => [
  {
    route: 'POST /api/me/devices',
    by: 'leader',
    target: '/api/me/devices',
    body: { ...deviceOf(), replaces: device.id },
    other: { secret: 'T'.repeat(43) },
  },
  {
    route: 'POST /api/users',
    by: 'administrator',
    target: '/api/users',
    body: {
      id: newId(),
      name: 'వాన చినుకు',
      role: 'leader',
      locale: 'te',
      collectives: [collective.id],
      districts: ['Guntur'],
    },
    other: { locale: 'en' },
  },
];

/** A member, and what is told of her. */
const memberCreates = ({ collective, member, child, asked }: Scene): Valid[] => {
  const office = {
    id: newId(),
    body: 'state_forum',
    office: 'secretary',
    from: '2026-03-01',
    to: '2027-02-28',
  };
  return [
    {
      route: 'POST /api/members',
      by: 'leader',
      target: '/api/members',
      body: memberOf(collective.id, '2026-03-01', { leaderSince: '2026-04-01', children: [childOf()] }),
      other: { name: 'మరో తార' },
    },
    {
      route: 'POST /api/members/{id}/consents',
      by: 'leader',
      target: `/api/members/${member.id}/consents`,
      body: consentOf('reporting', sceneDay),
      other: { noticeVersion: 'notice 2' },
    },
    {
      route: 'POST /api/members/{id}/children',
      by: 'leader',
      target: `/api/members/${member.id}/children`,
      body: childOf(false),
      other: { inSchool: true },
    },
    {
      route: 'POST /api/members/{id}/children/{childId}/schooling',
      by: 'leader',
      target: `/api/members/${member.id}/children/${child.id}/schooling`,
      body: { id: newId(), on: sceneDay, status: 'irregular', stage: 'secondary', reason: 'work' },
      other: { status: 'enrolled' },
    },
    {
      route: 'POST /api/members/{id}/offices',
      by: 'leader',
      target: `/api/members/${member.id}/offices`,
      body: office,
      other: { office: 'treasurer' },
    },
    {
      route: 'POST /api/members/{id}/requests',
      by: 'caseworker',
      target: `/api/members/${member.id}/requests`,
      body: { id: newId(), kind: 'correction', on: sceneDay, via: 'spoken', text: 'The year is wrong.' },
      other: { kind: 'access' },
    },
    {
      route: 'POST /api/members/{id}/requests/{requestId}/steps',
      by: 'coordinator',
      target: `/api/members/${member.id}/requests/${asked.id}/steps`,
      body: { id: newId(), on: sceneDay, step: 'answered', text: 'It was read to her.' },
      other: { step: 'refused' },
    },
    {
      route: 'POST /api/members/{id}/talks',
      by: 'caseworker',
      target: `/api/members/${member.id}/talks`,
      body: {
        id: newId(),
        on: sceneDay,
        answers: { safety: 3, debt: 1, work: 2, mind: 2, home: 3, belonging: 4 },
        goal: { area: 'debt', text: 'Free of the moneylender.', by: '2027-06-30' },
      },
      other: { goal: { area: 'debt', text: 'Free of the moneylender.' } },
    },
    {
      route: 'POST /api/members/{id}/reversals',
      by: 'leader',
      target: `/api/members/${member.id}/reversals`,
      body: { id: newId(), of: office.id, reason: 'told twice' },
      other: { reason: 'told wrongly' },
    },
  ];
};

/** The books of a group. */
const bookCreates = ({ collective, member, sheet, borrowing, voucher, newGroup }: Scene): Valid[] => {
  const entries = [{ memberId: member.id, kind: 'deposit', amountPaise: 1000 }];
  return [
    {
      route: 'POST /api/collectives/{id}/meetings',
      by: 'leader',
      target: `/api/collectives/${collective.id}/meetings`,
      body: sheetOf(
        sceneDay,
        [
          ...entries,
          {
            memberId: member.id,
            kind: 'loan',
            amountPaise: 100,
            loanId: newId(),
            purpose: 'livelihood',
            ratePerMonthBasisPoints: 150,
            instalments: 3,
            firstDueOn: '2026-11-15',
          },
        ],
        {
          lines: [
            { kind: 'bank_deposit', amountPaise: 100 },
            { kind: 'cash_over', amountPaise: 10, reason: 'found in the box' },
          ],
          note: 'A good meeting.',
        },
      ),
      other: { note: 'Another one.' },
    },
    {
      route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
      by: 'leader',
      target: `/api/collectives/${collective.id}/meetings/${sheet.id}/reversal`,
      body: { id: newId(), reason: 'counted twice' },
      other: { reason: 'counted wrongly' },
    },
    {
      route: 'POST /api/collectives/{id}/vouchers',
      by: 'coordinator',
      target: `/api/collectives/${collective.id}/vouchers`,
      body: {
        id: newId(),
        on: sceneDay,
        lines: [
          { kind: 'bank_deposit', amountPaise: 100 },
          { kind: 'grant', amountPaise: 500, head: 'revolving_fund', account: 'bank' },
          { kind: 'expense', amountPaise: 200, head: 'stationery' },
          { kind: 'borrowing_received', amountPaise: 100, borrowingId: borrowing.id, account: 'bank' },
          { kind: 'cash_short', amountPaise: 10, reason: 'counted twice' },
        ],
        note: 'From the passbook.',
      },
      other: { note: 'From her own.' },
    },
    {
      route: 'POST /api/collectives/{id}/vouchers/{voucherId}/reversal',
      by: 'leader',
      target: `/api/collectives/${collective.id}/vouchers/${voucher.id}/reversal`,
      body: { id: newId(), reason: 'counted twice' },
      other: { reason: 'counted wrongly' },
    },
    {
      route: 'POST /api/collectives/{id}/borrowings',
      by: 'leader',
      target: `/api/collectives/${collective.id}/borrowings`,
      body: borrowingOf(),
      other: { source: 'cif' },
    },
    {
      route: 'POST /api/collectives/{id}/opening',
      by: 'coordinator',
      target: `/api/collectives/${newGroup.id}/opening`,
      body: {
        id: newId(),
        asOf: '2026-04-01',
        cashPaise: 100,
        bankPaise: 200,
        grantsPaise: 50,
        surplusPaise: 250,
        members: [],
        borrowings: [],
      },
      other: { asOf: '2026-04-02' },
    },
  ];
};

/** A move to another group, and one that is taken back. */
const moveCreates = ({ collective, borrowing, mover, otherGroup, move }: Scene): Valid[] => [
  {
    route: 'POST /api/collectives/{id}/moves',
    by: 'coordinator',
    target: `/api/collectives/${collective.id}/moves`,
    body: {
      ...moveOf(otherGroup.id, [mover.id]),
      own: { grantsPaise: 0, surplusPaise: 0, borrowingIds: [borrowing.id] },
      // What is received of the borrowing by then goes with it.
      cashPaise: 100,
    },
    other: { reason: 'She moved house' },
  },
  {
    route: 'POST /api/collectives/{id}/moves/{moveId}/reversal',
    by: 'coordinator',
    target: `/api/collectives/${collective.id}/moves/${move.id}/reversal`,
    body: { id: newId(), reason: 'sent twice' },
    other: { reason: 'sent wrongly' },
  },
];

/** A case, and an event of every type. */
const caseCreates = ({ member, aCase }: Scene): Valid[] => {
  const note = eventOf('note', sceneDay, { text: 'She came by.' });
  const events = [
    eventOf('service', sceneDay, { service: 'legal_aid', provider: 'Dawn clinic' }),
    eventOf('entitlement', sceneDay, { entitlement: 'pension', stage: 'applied' }),
    eventOf('compensation', sceneDay, {
      applicationId: newId(),
      scheme: 'ap_2015',
      forum: 'dlsa',
      stage: 'filed',
      amountPaise: 100,
    }),
    eventOf('proceeding', sceneDay, {
      proceedingId: newId(),
      step: 'fir',
      laws: ['itpa'],
      nextOn: '2027-01-01',
    }),
    eventOf('referral', sceneDay, { to: 'Dawn clinic', stage: 'requested' }),
    eventOf('follow_up', sceneDay, { due: '2027-01-01', done: false }),
    note,
    eventOf('status', sceneDay, { status: 'in_progress', reason: 'begun' }),
    eventOf('status', sceneDay, { status: 'closed', reason: 'ended', outcome: 'met' }),
    eventOf('taken_back', sceneDay, { eventId: note.id, reason: 'told twice' }),
  ];
  return [
    {
      route: 'POST /api/cases',
      by: 'leader',
      target: '/api/cases',
      body: caseOf(member.id, sceneDay, { assignedTo: demoPeople.caseworker.id }),
      other: { kind: 'legal_aid' },
    },
    ...events.map((body) => ({
      route: 'POST /api/cases/{id}/events',
      by: 'caseworker' as const,
      target: `/api/cases/${aCase.id}/events`,
      body,
      other: { on: '2026-10-14' },
    })),
  ];
};

/** The other requests with a body: changes, and what asks something. */
export const othersOf = (scene: Scene): Valid[] => [
  ...memberOthers(scene),
  ...caseOthers(scene),
  ...peopleOthers(),
  ...programmeOthers(scene),
  ...voiceOthers(scene),
  ...phoneOthers(scene),
];

/** Of a recording that waits. */
const voiceOthers = ({ recorded: { sha256 } }: Scene): Valid[] => [
  {
    route: 'POST /api/voice/{spokenIn}/{textSha256}/decision',
    by: 'coordinator',
    target: `${otherSpokenPath}/decision`,
    body: { id: newId(), sha256, ...spokenBetween, decision: 'declined' },
  },
  {
    route: 'POST /api/voice/{spokenIn}/{textSha256}/removal',
    by: 'coordinator',
    target: `${otherSpokenPath}/removal`,
    body: { id: newId(), sha256 },
  },
];

/** Of groups and members. */
const memberOthers = ({ collective, member, pair, child, office }: Scene): Valid[] => [
  {
    route: 'PATCH /api/collectives/{id}',
    by: 'coordinator',
    target: `/api/collectives/${collective.id}`,
    ifMatch: 1,
    body: {
      name: 'చుక్కల సంఘం',
      mandal: 'Tenali',
      usualDepositPaise: 100,
      ratePerMonthBasisPoints: null,
      closedOn: null,
    },
  },
  {
    route: 'PATCH /api/members/{id}',
    by: 'leader',
    target: `/api/members/${member.id}`,
    ifMatch: 1,
    body: { name: 'చుక్క తార', phone: '98480 00002', mandal: 'Tenali', leaderSince: null, birthYear: 1991 },
  },
  {
    route: 'PUT /api/members/{id}/children/{childId}',
    by: 'leader',
    target: `/api/members/${member.id}/children/${child.id}`,
    body: { birthYear: 2016, gender: 'female', inSchool: false },
  },
  {
    route: 'POST /api/members/{id}/offices/{officeId}/end',
    by: 'leader',
    target: `/api/members/${member.id}/offices/${office.id}/end`,
    body: { on: sceneDay },
  },
  {
    route: 'POST /api/members/{id}/exit',
    by: 'leader',
    target: `/api/members/${member.id}/exit`,
    body: { exitedOn: sceneDay, reason: 'moved away' },
  },
  {
    route: 'POST /api/same-women',
    by: 'coordinator',
    target: '/api/same-women',
    body: { ...pair, id: newId() },
  },
  {
    route: 'POST /api/same-women/{id}/decision',
    by: 'coordinator',
    target: `/api/same-women/${pair.id}/decision`,
    body: { id: newId(), decision: 'different' },
  },
  {
    route: 'POST /api/same-women/{id}/parting',
    by: 'coordinator',
    target: `/api/same-women/${pair.id}/parting`,
    body: { id: newId(), reason: 'They are sisters.' },
  },
  {
    route: 'POST /api/members/search',
    by: 'leader',
    target: '/api/members/search',
    body: { q: 'తార' },
  },
  {
    route: 'POST /api/members/{id}/erasure',
    by: 'auditor',
    target: `/api/members/${member.id}/erasure`,
    body: { id: newId(), reason: 'she asked for it' },
  },
];

/** Of cases, and of access to them. */
const caseOthers = ({ aCase }: Scene): Valid[] => [
  {
    route: 'PATCH /api/cases/{id}',
    by: 'coordinator',
    target: `/api/cases/${aCase.id}`,
    ifMatch: 1,
    body: { kind: 'legal_aid', priority: 'urgent', assignedTo: null, note: 'She moves on Tuesday.' },
  },
  {
    route: 'POST /api/cases/{id}/take',
    by: 'caseworker',
    target: `/api/cases/${aCase.id}/take`,
    body: { id: newId(), note: 'I call her tonight.' },
  },
  {
    route: 'POST /api/users/{id}/case-handover',
    by: 'coordinator',
    target: `/api/users/${demoPeople.caseworker.id}/case-handover`,
    body: { id: newId(), to: demoPeople.caseworker2.id, note: 'She goes on Monday.' },
    other: { note: 'She goes on Tuesday.' },
  },
  {
    route: 'POST /api/break-glass/{id}/end',
    by: 'coordinator',
    target: `/api/break-glass/${newId()}/end`,
    body: { id: newId() },
  },
  {
    route: 'POST /api/break-glass',
    by: 'leader',
    target: '/api/break-glass',
    body: { id: newId(), code: 'C-222222', reason: 'she called me' },
  },
];

/** Of people, and what takes two of them. */
const peopleOthers = (): Valid[] => [
  {
    route: 'PATCH /api/users/{id}',
    by: 'administrator',
    target: `/api/users/${demoPeople.leader2.id}`,
    ifMatch: 1,
    body: { name: 'మరో చినుకు', locale: 'en', disabled: false, districts: ['Guntur'], collectives: [] },
  },
  {
    route: 'POST /api/users/{id}/one-time-password',
    by: 'administrator',
    target: `/api/users/${demoPeople.leader2.id}/one-time-password`,
    body: { approvalId: newId() },
  },
  {
    route: 'POST /api/users/{id}/devices/{deviceId}/revocation',
    by: 'administrator',
    target: `/api/users/${demoPeople.leader2.id}/devices/${newId()}/revocation`,
    body: { id: newId() },
  },
  {
    route: 'POST /api/users/{id}/erasure',
    by: 'auditor',
    target: `/api/users/${demoPeople.leader2.id}/erasure`,
    body: { id: newId(), reason: 'she has left' },
  },
  {
    route: 'POST /api/health/drills',
    by: 'administrator',
    target: '/api/health/drills',
    body: { id: newId() },
  },
  {
    route: 'POST /api/data-handovers',
    by: 'administrator',
    target: '/api/data-handovers',
    body: {
      id: newId(),
      recipientKey: 'age1vfvzuzhfz7j94mzke4r0wxrq4l5vh4xmpeh7lf5435qp3r6r63msdtfd6f',
    },
  },
  {
    route: 'POST /api/approvals/{id}',
    by: 'coordinator',
    target: `/api/approvals/${newId()}`,
    body: { decision: 'approved' },
  },
  {
    route: 'POST /api/approvals/{id}/withdrawal',
    by: 'auditor',
    target: `/api/approvals/${newId()}/withdrawal`,
    body: {},
  },
];

/** Of months, outreach and lists. */
const programmeOthers = ({ member, held }: Scene): Valid[] => [
  {
    route: 'PUT /api/outreach/{id}/roster',
    by: 'coordinator',
    target: `/api/outreach/${held.id}/roster`,
    ifMatch: 1,
    body: { participants: [{ memberId: member.id, role: 'facilitator' }] },
  },
  {
    route: 'POST /api/snapshots/{month}/corrections',
    by: 'coordinator',
    target: '/api/snapshots/2026-09/corrections',
    body: { id: newId(), reason: 'a late sheet' },
    other: { reason: 'another one' },
  },
  {
    route: 'POST /api/snapshots/{month}/explanations',
    by: 'coordinator',
    target: '/api/snapshots/2026-09/explanations',
    body: { id: newId(), list: 'outliers', recordId: newId(), why: 'checked' },
    other: { why: 'later' },
  },
  {
    route: 'PUT /api/targets/{financialYear}',
    by: 'coordinator',
    target: '/api/targets/2026-27',
    body: { targets: { pensions: 15 } },
  },
  {
    route: 'POST /api/codes',
    by: 'auditor',
    target: '/api/codes',
    body: { ids: [newId()] },
  },
  {
    route: 'POST /api/exports',
    by: 'coordinator',
    target: '/api/exports',
    body: { list: 'members', subjects: [] },
  },
  {
    route: 'PUT /api/baselines',
    by: 'coordinator',
    target: '/api/baselines',
    body: { baselines: { house_pattas: { asOf: '2025-03-31', value: 41, source: 'An earlier register' } } },
  },
  {
    route: 'PUT /api/narratives/{month}',
    by: 'coordinator',
    target: '/api/narratives/2026-09',
    body: { en: 'A good month.', ja: 'よい月でした。' },
  },
];

/** Of phones, and by them. */
const phoneOthers = ({ device }: Scene): Valid[] => [
  {
    route: 'POST /api/me/device-keys',
    by: 'leader',
    target: '/api/me/device-keys',
    body: { id: newId(), key: 'A'.repeat(43) },
  },
  {
    route: 'POST /api/me/device-keys/open',
    by: 'leader',
    target: '/api/me/device-keys/open',
    body: { id: newId(), sealed: 'v1.nothing' },
  },
  ...[
    { route: 'POST /api/device/contact', target: '/api/device/contact', body: { waiting: 0 } },
    {
      route: 'POST /api/device/unlock',
      target: '/api/device/unlock',
      body: { proof: 'P'.repeat(43), waiting: 0, nextSecret: 'N'.repeat(43) },
    },
  ].map(
    (valid): Valid => ({
      ...valid,
      by: 'leader',
      headers: { authorization: `Bearer device.${device.id}.${device.secret}` },
    }),
  ),
];
