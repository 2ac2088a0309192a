import { type ExportList, exportLists } from '../../../../functions/shared/kinds/export-lists.ts';
import { labelOfField } from '../frame/forms/field-labels.ts';
import type { MessageKey } from '../text.ts';

/**
 * The words for what stands in the auditor's two logs, the journal and the access log: names of fields, fixed values,
 * exported lists. A test reads in the API's own schemas which fields and values need a word. Pure.
 */

/**
 * The words for fields that mean something else in the logs than in a form, or that no form has. A word that only the logs use begins
 * with `fact.`.
 */
const fieldWords: Readonly<Record<string, MessageKey>> = {
  about: 'demands.about',
  act: 'fact.act',
  ageBand: 'fact.ageBand',
  answer: 'fact.answer',
  answers: 'fact.answers',
  asOf: 'fact.asOf',
  attendance: 'sheet.attendance',
  bankPaise: 'account.bank',
  body: 'office.body',
  cases: 'cases',
  call: 'fact.call',
  cashPaise: 'account.cash',
  children: 'children',
  counted: 'fact.counted',
  because: 'fact.because',
  cutoff: 'fact.cutoff',
  decision: 'fact.decision',
  devices: 'phones',
  disabled: 'fact.disabled',
  done: 'fact.done',
  dueOn: 'demands.due',
  en: 'fact.en',
  entitlements: 'fact.entitlements',
  entries: 'books.entries',
  // The day on which an approved erasure destroys the key.
  erasesOn: 'erasedOn',
  eventOn: 'fact.eventOn',
  eventRecordedAt: 'fact.firstRecordedAt',
  events: 'timeline',
  exitReason: 'fact.exitReason',
  fields: 'fact.fields',
  financialYear: 'fact.financialYear',
  from: 'from',
  goTo: 'fact.goTo',
  goalDone: 'talk.goalDone',
  funder: 'terms.funder',
  grantsPaise: 'fact.grants',
  herWord: 'herWord',
  hours: 'fact.hours',
  implementer: 'terms.implementer',
  incident: 'incident',
  ja: 'fact.ja',
  lastAt: 'fact.lastAt',
  lines: 'books.lines',
  // The list of findings about the quality of the data, such as `likelyDuplicates`.
  list: 'quality',
  locale: 'language',
  meetingRecordedAt: 'fact.firstRecordedAt',
  meetingFrequency: 'frequency',
  memberId: 'fact.memberId',
  mode: 'mode',
  moveRecordedAt: 'fact.firstRecordedAt',
  month: 'digests.month',
  office: 'office',
  offices: 'offices',
  opensBy: 'fact.opensBy',
  ordinal: 'fact.ordinal',
  pack: 'fact.pack',
  personId: 'fact.personId',
  quality: 'quality',
  recipient: 'demands.to',
  requests: 'requests',
  role: 'role',
  roster: 'roster',
  route: 'fact.route',
  sanctionedOn: 'fact.sanctionedOn',
  // The hash of a recording.
  sha256: 'fact.sound',
  signs: 'fact.signs',
  source: 'fact.source',
  state: 'terms.state',
  steps: 'requests.steps',
  surplusPaise: 'fact.surplus',
  take: 'fact.take',
  talks: 'talks',
  telephone: 'person.telephone',
  // The hash of a text that phones speak.
  textSha256: 'fact.spoken',
  to: 'until',
  until: 'until',
  version: 'fact.version',
  via: 'requests.via',
  voucherRecordedAt: 'fact.firstRecordedAt',
  waiting: 'fact.waiting',
  why: 'why',
  wrongTries: 'fact.wrongTries',
};

/**
 * The word for a field of a log's line, or for a field of a record that the line names as read or changed; undefined if it has none.
 * @param path a field's name, or the path of a field in a row: `lines.reason`
 */
export const wordOfField = (path: string): MessageKey | undefined => {
  const name = path.split('.').at(-1) ?? path;
  return fieldWords[name] ?? labelOfField(name);
};

const wordsOfLists: Readonly<Record<ExportList, MessageKey>> = {
  accounts: 'accounts',
  bankLines: 'bank.lines',
  bench: 'bench.waiting',
  borrowings: 'borrowings',
  caseSummary: 'summary',
  cases: 'cases',
  cashDifferences: 'quality.cashDifferences',
  collectivesWithoutMeeting: 'quality.collectivesWithoutMeeting',
  consentsMissing: 'quality.consentsMissing',
  demands: 'demands',
  // Emergency access is also called "break glass".
  emergency: 'glass',
  facilitators: 'bench.facilitating',
  groups: 'collectives',
  import: 'import',
  ledger: 'groups.accounts',
  likelyDuplicates: 'quality.likelyDuplicates',
  lines: 'books.lines',
  meetings: 'meetings',
  meetingsWithoutCount: 'quality.meetingsWithoutCount',
  members: 'members',
  offices: 'offices',
  opening: 'opening',
  openingBorrowings: 'borrowings',
  outliers: 'quality.outliers',
  outreach: 'outreach',
  overdueFollowUps: 'quality.overdueFollowUps',
  people: 'people',
  preview: 'preview',
  record: 'herRecord',
  requests: 'requests',
  roster: 'roster',
  shares: 'yearEnd.shares',
  sheet: 'meeting',
  sheets: 'sheets',
  statement: 'statement',
  stoppedUrgentCases: 'quality.stoppedUrgentCases',
  undoneStops: 'quality.undoneStops',
  vouchers: 'vouchers',
};

/** The word for a list that a desk saved as a file; undefined for an unknown one. */
export const wordOfList = (list: string): MessageKey | undefined => {
  const knownList = exportLists.find((one) => one === list);
  return knownList === undefined ? undefined : wordsOfLists[knownList];
};

/**
 * The words for the fixed values of fields, by the field's name. Records of different types share a field's name, such as
 * `kind`: its list holds the values of all of them.
 */
const valueWords: Readonly<Record<string, Readonly<Record<string, MessageKey>>>> = {
  about: {
    compensation: 'demands.about.compensation',
    entitlements: 'demands.about.entitlements',
    protection: 'demands.about.protection',
    investigation: 'demands.about.investigation',
    rehabilitation: 'demands.about.rehabilitation',
    law: 'demands.about.law',
    other: 'demands.about.other',
  },
  act: {
    recorded: 'fact.recorded',
    approved: 'fact.approved',
    declined: 'fact.declined',
    removed: 'fact.removed',
  },
  ageBand: { 'under 18': 'fact.under18' },
  answer: {
    yes: 'questions.answer.yes',
    no: 'questions.answer.no',
    done: 'questions.answer.done',
    did_not_meet: 'questions.answer.did_not_meet',
    text: 'questions.answer.text',
  },
  body: {
    collective: 'officeBody.collective',
    district_forum: 'officeBody.district_forum',
    state_forum: 'officeBody.state_forum',
    national_forum: 'officeBody.national_forum',
    government_committee: 'officeBody.government_committee',
  },
  category: {
    trafficking_survivor: 'category.trafficking_survivor',
    cse_survivor: 'category.cse_survivor',
    undisclosed: 'category.undisclosed',
  },
  counted: { true: 'fact.yes', false: 'fact.no' },
  decision: { approved: 'fact.approved', declined: 'fact.declined', withdrawn: 'fact.withdrawn' },
  disabled: { true: 'fact.yes', false: 'fact.no' },
  gender: {
    female: 'gender.female',
    male: 'gender.male',
    transgender: 'gender.transgender',
    undisclosed: 'gender.undisclosed',
  },
  goalDone: { true: 'fact.yes', false: 'fact.no' },
  incident: {
    domestic_violence: 'incident.domestic_violence',
    sexual_violence: 'incident.sexual_violence',
    threat: 'incident.threat',
    trafficking_attempt: 'incident.trafficking_attempt',
    police: 'incident.police',
    eviction: 'incident.eviction',
    child_in_danger: 'incident.child_in_danger',
    health: 'incident.health',
    other: 'incident.other',
  },
  kind: {
    // Kinds of a member's request.
    access: 'requests.asked.access',
    correction: 'requests.asked.correction',
    withdrawal: 'requests.asked.withdrawal',
    nomination: 'requests.asked.nomination',
    grievance: 'requests.asked.grievance',
    // Kinds of what waits for a second person's approval. An erasure is a kind of request, too.
    erasure: 'approval.erasure',
    person: 'approval.person',
    sign_in: 'approval.sign_in',
    data_handover: 'approval.data_handover',
    join: 'approval.join',
    parting: 'approval.parting',
    // Kinds of entries in a member's record that can be taken back.
    child: 'child',
    schooling: 'fact.schooling',
    office: 'office',
    request: 'fact.request',
    talk: 'talks',
    // Kinds of cases.
    crisis: 'case.crisis',
    mental_health: 'case.mental_health',
    legal_aid: 'case.legal_aid',
    entitlement: 'case.entitlement',
    compensation: 'case.compensation',
    other: 'case.other',
    // Kinds of demands.
    representation: 'demands.kind.representation',
    petition: 'demands.kind.petition',
    meeting: 'demands.kind.meeting',
    hearing: 'demands.kind.hearing',
    rti: 'demands.kind.rti',
    rti_appeal: 'demands.kind.rti_appeal',
    // Kinds of outreach.
    media_sensitisation: 'outreach.media_sensitisation',
    media_story: 'outreach.media_story',
    police_orientation: 'outreach.police_orientation',
    leadership_training: 'outreach.leadership_training',
    advocacy: 'outreach.advocacy',
  },
  locale: { te: 'fact.telugu', en: 'fact.english' },
  list: {
    collectivesWithoutMeeting: 'quality.collectivesWithoutMeeting',
    cashDifferences: 'quality.cashDifferences',
    meetingsWithoutCount: 'quality.meetingsWithoutCount',
    consentsMissing: 'quality.consentsMissing',
    overdueFollowUps: 'quality.overdueFollowUps',
    stoppedUrgentCases: 'quality.stoppedUrgentCases',
    undoneStops: 'quality.undoneStops',
    likelyDuplicates: 'quality.likelyDuplicates',
    outliers: 'quality.outliers',
  },
  mode: { in_person: 'mode.in_person', online: 'mode.online' },
  office: {
    president: 'office.president',
    secretary: 'office.secretary',
    treasurer: 'office.treasurer',
    member: 'office.member',
    other: 'office.other',
  },
  opensBy: { device: 'fact.opensBy.device', server: 'fact.opensBy.server' },
  priority: { urgent: 'priority.urgent', normal: 'priority.normal' },
  role: {
    leader: 'role.leader',
    caseworker: 'role.caseworker',
    coordinator: 'role.coordinator',
    administrator: 'role.administrator',
    auditor: 'role.auditor',
    funder: 'role.funder',
  },
  source: {
    bank_linkage: 'source.bank_linkage',
    cif: 'source.cif',
    stree_nidhi: 'source.stree_nidhi',
    ngo: 'source.ngo',
    other: 'source.other',
  },
  step: {
    acknowledged: 'requests.step.acknowledged',
    answered: 'requests.step.answered',
    refused: 'requests.step.refused',
    escalated: 'requests.step.escalated',
    granted: 'demands.step.granted',
    partly_granted: 'demands.step.partly_granted',
    no_answer: 'demands.step.no_answer',
  },
  recipient: {
    dlsa: 'demands.to.dlsa',
    slsa: 'demands.to.slsa',
    collector: 'demands.to.collector',
    women_and_children: 'demands.to.women_and_children',
    police: 'demands.to.police',
    labour: 'demands.to.labour',
    state_government: 'demands.to.state_government',
    commission: 'demands.to.commission',
    court: 'demands.to.court',
    other: 'demands.to.other',
  },
  via: { spoken: 'method.spoken', written: 'method.written' },
  why: { checked: 'explained.checked', known: 'explained.known', later: 'explained.later' },
};

/** The word for the fixed value of a field, such as a role; undefined if it has none. */
export const wordOfValue = (name: string, value: string): MessageKey | undefined => valueWords[name]?.[value];
