import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyFiles, keys } from '../support/table-keys.ts';

/**
 * What lies in the table lies under these very strings. Whoever changes one loses sight of every record that was written before:
 * such a change needs a migration, and then its new string here.
 */
const written: Readonly<Record<keyof typeof keys, readonly [actual: unknown, written: unknown]>> = {
  claimKey: [keys.claimKey('c1'), { pk: 'ID#c1', sk: 'ID' }],
  claimsOf: [keys.claimsOf('p1'), 'CLAIMS#p1'],
  claimIndexKeys: [keys.claimIndexKeys('p1', 'c1'), { gsi2pk: 'CLAIMS#p1', gsi2sk: 'c1' }],
  codeKey: [keys.codeKey('M-7K2'), { pk: 'CODE#M-7K2', sk: 'CODE' }],

  collectiveKey: [keys.collectiveKey('s1'), { pk: 'COLLECTIVE#s1', sk: 'COLLECTIVE' }],
  collectiveList: [keys.collectiveList, 'COLLECTIVES'],
  collectivesOfDistrict: [keys.collectivesOfDistrict('Guntur'), 'COLLECTIVES#Guntur'],
  collectiveDistrictIndexKeys: [
    keys.collectiveDistrictIndexKeys('Guntur', 'c1'),
    { gsi2pk: 'COLLECTIVES#Guntur', gsi2sk: 'c1' },
  ],
  collectiveListIndexKeys: [keys.collectiveListIndexKeys('s1'), { gsi1pk: 'COLLECTIVES', gsi1sk: 's1' }],
  groupMoneyKey: [keys.groupMoneyKey('s1'), { pk: 'COLLECTIVE#s1', sk: 'MONEY' }],
  groupMoneyList: [keys.groupMoneyList, 'GROUP_MONEY'],
  groupMoneyIndexKeys: [keys.groupMoneyIndexKeys('s1'), { gsi1pk: 'GROUP_MONEY', gsi1sk: 's1' }],
  accountPrefix: [keys.accountPrefix, 'ACCOUNT#'],
  accountKey: [keys.accountKey('s1', 'm1'), { pk: 'COLLECTIVE#s1', sk: 'ACCOUNT#m1' }],
  collectiveIdOf: [keys.collectiveIdOf('COLLECTIVE#s1'), 's1'],
  cashDifferenceList: [keys.cashDifferenceList, 'CASH_DIFFERENCES'],
  cashDifferenceIndexKeys: [
    keys.cashDifferenceIndexKeys('2026-10-03T06:30:00Z', 'e1'),
    { gsi1pk: 'CASH_DIFFERENCES', gsi1sk: '2026-10-03T06:30:00Z#e1' },
  ],
  voucherPrefix: [keys.voucherPrefix, 'VOUCHER#'],
  voucherKey: [
    keys.voucherKey('s1', '2026-10-02', 'v1'),
    { pk: 'COLLECTIVE#s1', sk: 'VOUCHER#2026-10-02#v1' },
  ],
  movePrefix: [keys.movePrefix, 'MOVE#'],
  moveKey: [keys.moveKey('s1', '2026-10-02', 'm1'), { pk: 'COLLECTIVE#s1', sk: 'MOVE#2026-10-02#m1' }],
  openingKey: [keys.openingKey('s1'), { pk: 'COLLECTIVE#s1', sk: 'OPENING' }],
  meetingPrefix: [keys.meetingPrefix, 'MEETING#'],
  meetingKey: [
    keys.meetingKey('s1', '2026-10-02', 'e1'),
    { pk: 'COLLECTIVE#s1', sk: 'MEETING#2026-10-02#e1' },
  ],

  meetingsOfMonth: [keys.meetingsOfMonth('2026-10'), 'MEETINGS#2026-10'],
  meetingIndexKeys: [
    keys.meetingIndexKeys('s1', '2026-10-02'),
    { gsi1pk: 'MEETINGS#2026-10', gsi1sk: 's1#2026-10-02' },
  ],

  memberKey: [keys.memberKey('m1'), { pk: 'MEMBER#m1', sk: 'MEMBER' }],
  membersOfCollective: [keys.membersOfCollective('s1'), 'MEMBERS#s1'],
  memberListIndexKeys: [keys.memberListIndexKeys('s1', 'm1'), { gsi1pk: 'MEMBERS#s1', gsi1sk: 'm1' }],
  memberList: [keys.memberList, 'MEMBERS'],
  talksOfMember: [keys.talksOfMember('m1'), 'TALKS#m1'],
  talkKey: [keys.talkKey('m1', 't1'), { pk: 'TALKS#m1', sk: 't1' }],
  dueTalksKey: [keys.dueTalksKey('s1'), { pk: 'DUE_TALKS#s1', sk: 'DUE_TALKS' }],
  dueTalksList: [keys.dueTalksList, 'DUE_TALKS'],
  dueTalksIndexKeys: [keys.dueTalksIndexKeys('s1'), { gsi1pk: 'DUE_TALKS', gsi1sk: 's1' }],
  membersBetween: [keys.membersBetween('Guntur', 'Krishna'), ['Guntur#', 'Krishna#~']],
  allMembersIndexKeys: [keys.allMembersIndexKeys('Guntur', 'm1'), { gsi2pk: 'MEMBERS', gsi2sk: 'Guntur#m1' }],
  nameTokenPartition: [keys.nameTokenPartition('t1'), 'NAME#t1'],
  nameTokenKey: [keys.nameTokenKey('t1', 'Guntur', 'm1'), { pk: 'NAME#t1', sk: 'Guntur#MEMBER#m1' }],
  nameTokensBetween: [keys.nameTokensBetween('Guntur', 'Krishna'), ['Guntur#', 'Krishna#MEMBER#~']],
  fullNamePartition: [keys.fullNamePartition('t1'), 'FULLNAME#t1'],
  fullNameKey: [keys.fullNameKey('t1', 'm1'), { pk: 'FULLNAME#t1', sk: 'MEMBER#m1' }],
  erasedMemberKey: [keys.erasedMemberKey('m1'), { pk: 'MEMBER#m1', sk: 'ERASED' }],
  erasureList: [keys.erasureList, 'ERASURES'],
  erasureKey: [keys.erasureKey('m1'), { pk: 'ERASURES', sk: 'm1' }],

  caseKey: [keys.caseKey('k1'), { pk: 'CASE#k1', sk: 'CASE' }],
  caseEventPrefix: [keys.caseEventPrefix, 'EVENT#'],
  caseEventKey: [
    keys.caseEventKey('k1', '2026-10-02', '2026-10-03T06:30:00.000Z', 'e1'),
    { pk: 'CASE#k1', sk: 'EVENT#2026-10-02#2026-10-03T06:30:00.000Z#e1' },
  ],
  caseList: [keys.caseList, 'CASES'],
  caseListIndexKeys: [keys.caseListIndexKeys('k1'), { gsi1pk: 'CASES', gsi1sk: 'k1' }],
  casesOfAssignee: [keys.casesOfAssignee('p1'), 'CASES#ASSIGNEE#p1'],
  assignedCaseIndexKeys: [
    keys.assignedCaseIndexKeys('p1', 'k1'),
    { gsi2pk: 'CASES#ASSIGNEE#p1', gsi2sk: 'k1' },
  ],
  waitingCases: [keys.waitingCases, 'CASES#WAITING'],
  waitingCaseIndexKeys: [
    keys.waitingCaseIndexKeys('2026-10-02', 'k1'),
    { gsi2pk: 'CASES#WAITING', gsi2sk: '2026-10-02#k1' },
  ],
  alertKey: [keys.alertKey('k1'), { pk: 'ALERT#k1', sk: 'ALERT' }],
  overdueAlertKey: [keys.overdueAlertKey, { pk: 'ALERT#OVERDUE', sk: 'ALERT' }],
  casesOfOpener: [keys.casesOfOpener('p1'), 'CASES#OPENER#p1'],
  entitlementsOfGroup: [keys.entitlementsOfGroup('c1'), 'ENTITLEMENTS#c1'],
  entitlementsKey: [keys.entitlementsKey('c1', 'm1'), { pk: 'ENTITLEMENTS#c1', sk: 'm1' }],
  datedCases: [keys.datedCases, 'CASES#DATED'],
  datedCaseIndexKeys: [keys.datedCaseIndexKeys('k1'), { gsi1pk: 'CASES#DATED', gsi1sk: 'k1' }],
  datedCasesOfAssignee: [keys.datedCasesOfAssignee('p1'), 'CASES#DATED#p1'],
  datedCaseOfAssigneeIndexKeys: [
    keys.datedCaseOfAssigneeIndexKeys('p1', 'k1'),
    { gsi2pk: 'CASES#DATED#p1', gsi2sk: 'k1' },
  ],
  openedCaseKey: [keys.openedCaseKey('p1', 'k1'), { pk: 'CASES#OPENER#p1', sk: 'k1' }],
  casesOfMember: [keys.casesOfMember('m1'), 'CASES#MEMBER#m1'],
  memberCaseKey: [keys.memberCaseKey('m1', 'k1'), { pk: 'CASES#MEMBER#m1', sk: 'k1' }],
  recentEmergencyAccessKey: [keys.recentEmergencyAccessKey('c1'), { pk: 'CASE#c1', sk: 'GLASS' }],
  currentEmergencyAccessKey: [keys.currentEmergencyAccessKey('k1', 'p1'), { pk: 'CASE#k1', sk: 'GLASS#p1' }],
  emergencyAccessList: [keys.emergencyAccessList, 'GLASS'],
  emergencyAccessKey: [
    keys.emergencyAccessKey('2026-10-03T06:30:00.000Z', 'g1'),
    { pk: 'GLASS', sk: '2026-10-03T06:30:00.000Z#g1' },
  ],

  outreachList: [keys.outreachList, 'OUTREACH'],
  outreachKey: [keys.outreachKey('2026-10-02', 'o1'), { pk: 'OUTREACH', sk: '2026-10-02#o1' }],

  likelyByWord: [keys.likelyByWord('t1', 'Guntur'), 'LIKELY#t1#Guntur'],
  likelyByPhone: [keys.likelyByPhone('t1'), 'LIKELY#PHONE#t1'],
  likelyWordKey: [keys.likelyWordKey('t1', 'Guntur', 1992, 'm1'), { pk: 'LIKELY#t1#Guntur', sk: '1992#m1' }],
  likelyPhoneKey: [keys.likelyPhoneKey('t1', 1992, 'm1'), { pk: 'LIKELY#PHONE#t1', sk: '1992#m1' }],
  notCompared: [keys.notCompared, 'LIKELY_PENDING'],
  notComparedKey: [keys.notComparedKey('m1'), { pk: 'LIKELY_PENDING', sk: 'm1' }],
  pairKey: [keys.pairKey('m2', 'm1'), { pk: 'PAIR#m1#m2', sk: 'PAIR' }],
  pairsInState: [keys.pairsInState('open'), 'PAIRS#open'],
  pairIndexKeys: [
    keys.pairIndexKeys('open', '2026-10-03T06:30:00Z', 'q1'),
    { gsi1pk: 'PAIRS#open', gsi1sk: '2026-10-03T06:30:00Z#q1' },
  ],

  requestsOfMember: [keys.requestsOfMember('m1'), 'REQUESTS#m1'],
  requestKey: [keys.requestKey('m1', 'r1'), { pk: 'REQUESTS#m1', sk: 'r1' }],
  requestList: [keys.requestList('open'), 'REQUEST_LIST#open'],
  requestAuditList: [keys.requestAuditList('closed'), 'REQUEST_AUDIT#closed'],
  requestListIndexKeys: [
    keys.requestListIndexKeys('open', '2026-10-03', 'r1'),
    { gsi1pk: 'REQUEST_LIST#open', gsi1sk: '2026-10-03#r1' },
  ],
  requestAuditIndexKeys: [
    keys.requestAuditIndexKeys('open', '2026-10-03', 'r1'),
    { gsi2pk: 'REQUEST_AUDIT#open', gsi2sk: '2026-10-03#r1' },
  ],
  programmePartition: [keys.programmePartition, 'PROGRAMME'],
  termsPrefix: [keys.termsPrefix, 'TERMS#'],
  termsKey: [
    keys.termsKey('2026-04', '2026-03-03T06:30:00.000Z', 't1'),
    { pk: 'PROGRAMME', sk: 'TERMS#2026-04#2026-03-03T06:30:00.000Z#t1' },
  ],
  baselinesKey: [keys.baselinesKey, { pk: 'PROGRAMME', sk: 'BASELINES' }],
  narrativeKey: [keys.narrativeKey('2026-10'), { pk: 'PROGRAMME', sk: 'NARRATIVE#2026-10' }],
  explanationList: [keys.explanationList('2026-10'), 'EXPLANATIONS#2026-10'],
  explanationKey: [
    keys.explanationKey('2026-10', 'outliers', 'id'),
    { pk: 'EXPLANATIONS#2026-10', sk: 'outliers#id' },
  ],
  targetsKey: [keys.targetsKey('2026-27'), { pk: 'TARGETS#2026-27', sk: 'TARGETS' }],
  publicationList: [keys.publicationList, 'PUBLICATIONS'],
  publicationHeadKey: [keys.publicationHeadKey, { pk: 'PUBLICATIONS', sk: 'HEAD' }],
  waitingPrefix: [keys.waitingPrefix, 'WAITING#'],
  waitingMonthKey: [keys.waitingMonthKey('2026-10'), { pk: 'PUBLICATIONS', sk: 'WAITING#2026-10' }],
  publicationPrefix: [keys.publicationPrefix, 'PUBLICATION#'],
  publicationKey: [keys.publicationKey(42), { pk: 'PUBLICATIONS', sk: 'PUBLICATION#000042' }],
  publicationOfMonthKey: [keys.publicationOfMonthKey('2026-10'), { pk: 'PUBLICATIONS', sk: 'MONTH#2026-10' }],

  personKey: [keys.personKey('p1'), { pk: 'PERSON#p1', sk: 'PERSON' }],
  personList: [keys.personList, 'PEOPLE'],
  personListIndexKeys: [keys.personListIndexKeys('p1'), { gsi1pk: 'PEOPLE', gsi1sk: 'p1' }],
  erasedPersonKey: [keys.erasedPersonKey('p1'), { pk: 'PERSON#p1', sk: 'ERASED' }],
  disabledTrustedList: [keys.disabledTrustedList, 'DISABLED_TRUSTED'],
  disabledTrustedKey: [keys.disabledTrustedKey('t', 'p1'), { pk: 'DISABLED_TRUSTED', sk: 't#p1' }],
  credentialsKey: [keys.credentialsKey('p1'), { pk: 'CREDENTIALS#p1', sk: 'CREDENTIALS' }],
  newestSignInKey: [keys.newestSignInKey('p1'), { pk: 'SIGNED_IN#p1', sk: 'SIGNED_IN' }],
  wayInKey: [keys.wayInKey('riverlamp'), { pk: 'WAY_IN#riverlamp', sk: 'WAY_IN' }],
  signInNameKey: [keys.signInNameKey('riverlamp'), { pk: 'SIGN_IN_NAME#riverlamp', sk: 'SIGN_IN_NAME' }],
  firstPeopleKey: [keys.firstPeopleKey, { pk: 'FIRST_PEOPLE', sk: 'FIRST_PEOPLE' }],
  signInList: [keys.signInList, 'SIGN_INS'],
  signInKey: [keys.signInKey('p1'), { pk: 'SIGN_INS', sk: 'p1' }],
  latestRevocationKey: [keys.latestRevocationKey('p1'), { pk: 'DEVICES#p1', sk: 'REVOKED' }],
  deviceKey: [keys.deviceKey('d1'), { pk: 'DEVICE#d1', sk: 'DEVICE' }],
  devicesOfPerson: [keys.devicesOfPerson('p1'), 'DEVICES#p1'],
  deviceListIndexKeys: [
    keys.deviceListIndexKeys('p1', '2026-10-03T06:30:00Z', 'd1'),
    { gsi1pk: 'DEVICES#p1', gsi1sk: '2026-10-03T06:30:00Z#d1' },
  ],

  approvalKey: [keys.approvalKey('a1'), { pk: 'APPROVAL#a1', sk: 'APPROVAL' }],
  handoverList: [keys.handoverList, 'HANDOVERS'],
  handoverKey: [keys.handoverKey('h1'), { pk: 'HANDOVERS', sk: 'h1' }],
  importKey: [keys.importKey, { pk: 'IMPORT', sk: 'IMPORT' }],
  approvalList: [keys.approvalList, 'APPROVALS'],
  approvalListIndexKeys: [
    keys.approvalListIndexKeys('2026-10-03T06:30:00.000Z', 'a1'),
    { gsi1pk: 'APPROVALS', gsi1sk: '2026-10-03T06:30:00.000Z#a1' },
  ],

  journalPartition: [keys.journalPartition('2026-10-03'), 'JOURNAL#2026-10-03'],
  journalKey: [
    keys.journalKey('2026-10-03T06:30:00.000Z', 'l1'),
    { pk: 'JOURNAL#2026-10-03', sk: '2026-10-03T06:30:00.000Z#l1' },
  ],
  journalBySubject: [keys.journalBySubject('m1'), 'SUBJECT#m1'],
  journalByActor: [keys.journalByActor('p1'), 'ACTOR#p1'],
  accessPartition: [keys.accessPartition('2026-10-03'), 'ACCESS#2026-10-03'],
  accessKey: [
    keys.accessKey('2026-10-03T06:30:00.000Z', 'r1'),
    { pk: 'ACCESS#2026-10-03', sk: '2026-10-03T06:30:00.000Z#r1' },
  ],
  accessBySubject: [keys.accessBySubject('m1'), 'ACCESS#SUBJECT#m1'],
  accessByActor: [keys.accessByActor('p1'), 'ACCESS#ACTOR#p1'],
  openedBySubject: [keys.openedBySubject('m1'), 'OPENED#m1'],
  openedKey: [
    keys.openedKey('m1', '2026-10-03', 'p1', 'h1'),
    { pk: 'OPENED#m1', sk: '2026-10#p1#2026-10-03#h1' },
  ],
  dayLineKey: [keys.dayLineKey('2026-10-03', 'd1'), { pk: 'ACCESS#2026-10-03', sk: '2026-10-03T~#d1' }],
  looksAt: [
    [keys.looksAt('s1'), keys.looksAt(undefined)],
    ['LOOKS#s1', 'LOOKS#OTHERS'],
  ],
  lookKey: [keys.lookKey('s1', '2026-10', 'p1', 'h1'), { pk: 'LOOKS#s1', sk: '2026-10#p1#h1' }],
  outreachCountKey: [keys.outreachCountKey('2026-10'), { pk: 'OUTREACH_COUNTS', sk: '2026-10' }],
  memberCountsByKey: [keys.memberCountsByKey('m1', 'p1'), { pk: 'MEMBER_COUNTS#m1', sk: 'BY#p1' }],
  casesOfDistrict: [keys.casesOfDistrict('Guntur'), 'CASES#DISTRICT#Guntur'],
  districtCasesIndexKeys: [
    keys.districtCasesIndexKeys('Guntur', 'm1'),
    { gsi2pk: 'CASES#DISTRICT#Guntur', gsi2sk: 'm1' },
  ],
  memberCountsKey: [keys.memberCountsKey('m1'), { pk: 'MEMBER_COUNTS#m1', sk: 'COUNTS' }],
  withdrawalsKey: [keys.withdrawalsKey, { pk: 'WITHDRAWALS', sk: 'COUNT' }],
  collectiveCountKey: [keys.collectiveCountKey, { pk: 'COLLECTIVE_COUNT', sk: 'COUNT' }],
  urgentCountKey: [keys.urgentCountKey('p1', '2026-10-03'), { pk: 'URGENT#p1', sk: '2026-10-03' }],
  settingCountsKey: [keys.settingCountsKey('p1', '2026-10'), { pk: 'SETTINGS#p1', sk: '2026-10' }],
  questionPrefix: [keys.questionPrefix, 'QUESTION#'],
  questionKey: [
    keys.questionKey('c1', '2026-10-03T06:30:00Z', 'q1'),
    { pk: 'COLLECTIVE#c1', sk: 'QUESTION#2026-10-03T06:30:00.000Z#q1' },
  ],
  openQuestionsKey: [keys.openQuestionsKey('c1'), { pk: 'COLLECTIVE#c1', sk: 'OPEN_QUESTIONS' }],
  questionList: [keys.questionList, 'QUESTIONS'],
  questionListIndexKeys: [
    keys.questionListIndexKeys('2026-10-03T06:30:00.25Z', 'q1'),
    { gsi1pk: 'QUESTIONS', gsi1sk: '2026-10-03T06:30:00.250Z#q1' },
  ],
  openQuestionList: [keys.openQuestionList, 'OPEN_QUESTIONS'],
  openQuestionIndexKeys: [
    keys.openQuestionIndexKeys('2026-10-03T06:30:00Z', 'q1'),
    { gsi2pk: 'OPEN_QUESTIONS', gsi2sk: '2026-10-03T06:30:00.000Z#q1' },
  ],
  demandKey: [keys.demandKey('d1'), { pk: 'DEMAND#d1', sk: 'DEMAND' }],
  demandList: [keys.demandList, 'DEMANDS'],
  demandListIndexKeys: [
    keys.demandListIndexKeys('2026-10-03', 'd1'),
    { gsi1pk: 'DEMANDS', gsi1sk: '2026-10-03#d1' },
  ],
  datedDemands: [keys.datedDemands, 'DATED_DEMANDS'],
  datedDemandKey: [keys.datedDemandKey('d1'), { pk: 'DEMAND#d1', sk: 'DATES' }],
  datedDemandIndexKeys: [keys.datedDemandIndexKeys('d1'), { gsi2pk: 'DATED_DEMANDS', gsi2sk: 'd1' }],
  spokenTextList: [keys.spokenTextList('te'), 'VOICE#te'],
  spokenTextPrefix: [keys.spokenTextPrefix, 'TEXT#'],
  spokenTextKey: [keys.spokenTextKey('te', 'abc'), { pk: 'VOICE#te', sk: 'TEXT#abc' }],
  voiceSumKey: [keys.voiceSumKey('te'), { pk: 'VOICE#te', sk: 'SUM' }],
  exportCountKey: [keys.exportCountKey('p1', '2026-10-03'), { pk: 'EXPORTS#p1', sk: '2026-10-03' }],
  drillKey: [keys.drillKey, { pk: 'HEALTH', sk: 'DRILL' }],
  drillAskedKey: [keys.drillAskedKey, { pk: 'HEALTH', sk: 'DRILL_ASKED' }],
  healthLookKey: [keys.healthLookKey, { pk: 'HEALTH', sk: 'LOOK' }],
  sealsKey: [keys.sealsKey, { pk: 'HEALTH', sk: 'SEALS' }],
};

test.each(Object.entries(written))('%s is what lies in the table', (_, [actual, literal]) => {
  expect(actual).toEqual(literal);
});

test('no key is missing here', () => {
  const exported = Object.values(keyFiles).flatMap((file) => Object.keys(file));
  expect(Object.keys(written).toSorted()).toEqual(exported.toSorted());
});

test('no file of keys is missing here', () => {
  const folder = join(import.meta.dirname, '../../functions/shared/table/keys');
  expect(readdirSync(folder).toSorted()).toEqual([...Object.keys(keyFiles), 'key.ts'].toSorted());
});
