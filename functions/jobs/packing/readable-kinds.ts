import { emergencyAccessFields } from '../../areas/cases/definition.ts';
import { demandFields } from '../../areas/demands/definition.ts';
import { memberFields, talkFields } from '../../areas/members/definition.ts';
import { personFields } from '../../areas/people/definition.ts';
import { requestFields } from '../../areas/requests/definition.ts';
import type { RecordKind } from './record-kinds.ts';
import {
  caseEventTexts,
  definedTexts,
  erasureTexts,
  moveTexts,
  ownerOfMember,
  ownerOfPerson,
  questionTexts,
  sheetTexts,
} from './text-places.ts';
import {
  asAccessIsRead,
  pickFields,
  travellingApproval,
  travellingPair,
  withEventsById,
  withIdFromKey,
  withoutCountsByPerson,
  withoutKeyed,
} from './travelling-records.ts';

/** The kinds of records of a handover pack that have CSV tables for people to read. table-definitions.ts has the tables' columns. */
export const readableKinds: readonly RecordKind[] = [
  {
    name: 'collectives',
    pk: /^COLLECTIVE#/,
    sk: /^COLLECTIVE$/,
    holds: 'The groups.',
  },
  {
    name: 'group-money',
    pk: /^COLLECTIVE#/,
    sk: /^MONEY$/,
    holds: 'What each group has and owes: cash, bank, grants, surplus and borrowings.',
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'accounts',
    pk: /^COLLECTIVE#/,
    sk: /^ACCOUNT#/,
    holds: 'Each member’s savings and loans in her group.',
  },
  {
    name: 'meetings',
    pk: /^COLLECTIVE#/,
    sk: /^MEETING#/,
    holds: 'The sheets of meetings: attendance, entries and lines.',
    textsOf: sheetTexts,
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'vouchers',
    pk: /^COLLECTIVE#/,
    sk: /^VOUCHER#/,
    holds: 'Money of groups that moved without a meeting.',
    textsOf: sheetTexts,
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'questions',
    pk: /^COLLECTIVE#/,
    sk: /^QUESTION#/,
    holds: 'What the desk asked leaders, and what they answered.',
    textsOf: questionTexts,
  },
  {
    name: 'openings',
    pk: /^COLLECTIVE#/,
    sk: /^OPENING$/,
    holds: 'The balances with which the books of groups with a past began.',
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'moves',
    pk: /^COLLECTIVE#/,
    sk: /^MOVE#/,
    holds: 'What went from one group to another, with the women; each move stands in the books of both.',
    textsOf: moveTexts,
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'members',
    pk: /^MEMBER#/,
    sk: /^MEMBER$/,
    holds: 'The members, with their consents, children and offices.',
    textsOf: (item) => definedTexts(memberFields, item, ownerOfMember(item.id)),
    asTravelling: (item) => withoutKeyed(memberFields, item),
  },
  {
    name: 'erased',
    pk: /^(MEMBER|PERSON)#/,
    sk: /^ERASED$/,
    holds: 'Who was erased, by id: nothing else of her is in the pack, and nobody can write about her again.',
    asTravelling: (item) => pickFields(item, 'pk', 'sk', 'id', 'code'),
  },
  {
    name: 'same-women',
    pk: /^PAIR#/,
    holds: 'Pairs of records that may be one woman’s, and what was decided.',
    asTravelling: travellingPair,
  },
  {
    name: 'requests',
    pk: /^REQUESTS#/,
    holds: 'What members asked about what is kept of them.',
    textsOf: (item) => definedTexts(requestFields, item, ownerOfMember(item.memberId)),
  },
  {
    name: 'talks',
    pk: /^TALKS#/,
    holds: 'The talks with members: how each is in six areas, and what she wants.',
    textsOf: (item) => definedTexts(talkFields, item, ownerOfMember(item.memberId)),
  },
  {
    name: 'entitlements',
    pk: /^ENTITLEMENTS#/,
    holds: 'The entitlement events of each member, of all her cases.',
    asTravelling: withoutCountsByPerson,
    inTable: withEventsById,
  },
  {
    name: 'cases',
    pk: /^CASE#/,
    sk: /^CASE$/,
    holds: 'The cases, as they stand.',
  },
  {
    name: 'case-events',
    pk: /^CASE#/,
    sk: /^EVENT#/,
    holds: 'The timelines of the cases.',
    textsOf: caseEventTexts,
    inTable: withIdFromKey('caseId'),
  },
  {
    name: 'emergency-access',
    pk: /^GLASS$/,
    holds: 'Who reached an urgent case in an emergency, and why.',
    textsOf: (item) => definedTexts(emergencyAccessFields, item, ownerOfMember(item.memberId)),
  },
  {
    name: 'outreach',
    pk: /^OUTREACH$/,
    holds: 'Trainings, orientations and stories, with their rosters.',
  },
  {
    name: 'demands',
    pk: /^DEMAND#/,
    sk: /^DEMAND$/,
    holds: 'What was asked of offices of the State, and what came of it.',
    textsOf: (item) => definedTexts(demandFields, item, 'organisation'),
  },
  {
    name: 'terms',
    pk: /^PROGRAMME$/,
    sk: /^TERMS#/,
    holds: 'What the programme and those who carry it are called, from a month on.',
  },
  {
    name: 'baselines',
    pk: /^PROGRAMME$/,
    sk: /^BASELINES$/,
    holds: 'What earlier registers say was reached, by indicator.',
  },
  {
    name: 'narratives',
    pk: /^PROGRAMME$/,
    sk: /^NARRATIVE#/,
    holds: 'What was told of months beside their numbers.',
  },
  {
    name: 'targets',
    pk: /^TARGETS#/,
    holds: 'The targets of financial years.',
  },
  {
    name: 'explanations',
    pk: /^EXPLANATIONS#/,
    holds: 'Why findings before a close may stay.',
  },
  {
    name: 'publications',
    pk: /^PUBLICATIONS$/,
    sk: /^PUBLICATION#/,
    holds: 'Which version of which month was published, in which order and with which cutoff.',
  },
  {
    name: 'people',
    pk: /^PERSON#/,
    sk: /^PERSON$/,
    holds: 'Leaders and staff. How they sign in does not travel.',
    textsOf: (item) => definedTexts(personFields, item, ownerOfPerson(item.id)),
    asTravelling: (item) => withoutKeyed(personFields, item),
  },
  {
    name: 'erasures',
    pk: /^ERASURES$/,
    holds: 'The erasures that were asked for.',
    textsOf: erasureTexts,
  },
  {
    name: 'approvals',
    pk: /^APPROVAL#/,
    holds: 'What a second person decided.',
    asTravelling: travellingApproval,
  },
  {
    name: 'access-log',
    // `ACCESS#` and a day. With a word after `ACCESS#`, it is a key of an index.
    pk: /^ACCESS#\d/,
    holds: 'Who read which record, and when; never what it held.',
    bytes: ['shown'],
    inTable: asAccessIsRead,
  },
];
