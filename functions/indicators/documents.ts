import type { JournalLine, JournalLineOf } from '../journal/line.ts';
import { compareLines } from '../journal/line-order.ts';
import {
  addGroupMoney,
  type CollectiveDocument,
  newCollective,
  setBorrowing,
  setCollective,
} from './collective-document.ts';
import { addStep, newRequest, type RequestDocument, setRequest } from './counted-requests.ts';
import type { Facts, FactType, Indicator, MemberFactType } from './indicator.ts';
import { addChild, addObservation, changeChild } from './member-children.ts';
import {
  addCaseEvent,
  addConsent,
  addMoney,
  addOpening,
  addToFactCounts,
  caseOf,
  contextAt,
  type FactContext,
  type LinePosition,
  type MemberDocument,
  newFactCounts,
  newMember,
  removeCaseEvent,
  setRecord,
} from './member-document.ts';
import { monthNumber } from './months.ts';
import { addOffice, endOffice } from './offices.ts';
import { type CountingPlan, planCounting } from './plan.ts';
import type { ProgrammeLine } from './programme-at-cutoff.ts';
import { addChange } from './series.ts';
import { addTotal, type Totals } from './totals.ts';

/** The content of the journal's lines, by subject. count.ts explains how it becomes numbers. */
export type Documents = {
  readonly plan: CountingPlan;
  readonly members: Map<string, MemberDocument>;
  readonly collectives: Map<string, CollectiveDocument>;
  readonly requests: Map<string, RequestDocument>;
  /** The newest roster of each outreach; null once the outreach was reversed. */
  readonly rosters: Map<string, JournalLineOf<'roster_set'> | null>;
  /** Totals of facts that no later line moves to another month: those of sheets, events and outreach. */
  readonly sums: Totals;
  /** The lines with terms, targets, baselines, narratives and stories, in the order of recording. */
  readonly programme: ProgrammeLine[];
  /**
   * Ids of facts whose reversal comes first in the journal. The journal is in the order of arrival, and of two concurrent requests the first
   * to arrive may be the second to be written.
   */
  readonly takenBack: Set<string>;
};

export const createDocuments = (catalogue: readonly Indicator[]): Documents => ({
  plan: planCounting(catalogue),
  members: new Map(),
  collectives: new Map(),
  requests: new Map(),
  rosters: new Map(),
  sums: new Map(),
  programme: [],
  takenBack: new Set(),
});

/**
 * Adds journal lines to the documents from which indicators are counted.
 * @param lines in the order of `compareLines`, behind all that were added before
 */
export const addLines = (documents: Documents, lines: Iterable<JournalLine>): void => {
  for (const line of lines) {
    addLine(documents, line);
  }
};

const addLine = (documents: Documents, line: JournalLine): void => {
  switch (line.type) {
    case 'collective_formed':
      formCollective(documents, line);
      break;
    case 'collective_changed':
      setCollective(collectiveOf(documents, line.collectiveId), line);
      break;
    case 'member_enrolled':
      enrolMember(documents, line);
      break;
    case 'member_changed':
      setRecord(memberOf(documents, line.memberId), line, line);
      break;
    case 'consent_recorded':
      addConsent(memberOf(documents, line.memberId), line.consent, line);
      break;
    case 'child_recorded': {
      const member = memberOf(documents, line.memberId);
      addChild(member, line.child, line);
      addObservation(member, line.child.id, line.schooling, line, { isFirst: true });
      break;
    }
    case 'child_changed': {
      const member = memberOf(documents, line.memberId);
      changeChild(member, line.child);
      if (line.schooling !== undefined) {
        addObservation(member, line.child.id, line.schooling, line);
      }
      break;
    }
    case 'schooling_recorded':
      addObservation(memberOf(documents, line.memberId), line.childId, line.schooling, line);
      break;
    case 'office_recorded':
      addOffice(memberOf(documents, line.memberId), line);
      break;
    case 'office_ended':
      endOffice(memberOf(documents, line.memberId), line);
      break;
    case 'member_entry_reversed':
      if (line.kind === 'request') {
        requestOf(documents, line.of).isReversed = true;
      } else {
        memberOf(documents, line.memberId).reversed.push(line.of);
      }
      break;
    case 'member_exited':
      memberOf(documents, line.memberId).exited = monthNumber(line.exitedOn);
      break;
    case 'meeting_held':
      if (!documents.takenBack.has(line.meetingId)) {
        addSheet(documents, line, recording(monthNumber(line.heldOn)));
      }
      break;
    case 'meeting_reversed': {
      const recorded = { recordedAt: line.meetingRecordedAt, id: line.meetingId };
      takeBack(documents, line, recorded, () =>
        addSheet(documents, line, reversal(monthNumber(line.heldOn), recorded)),
      );
      break;
    }
    case 'voucher_recorded':
      if (!documents.takenBack.has(line.voucherId)) {
        addGroupMoney(collectiveOf(documents, line.collectiveId), line.lines, monthNumber(line.on), 1);
      }
      break;
    case 'voucher_reversed': {
      const recorded = { recordedAt: line.voucherRecordedAt, id: line.voucherId };
      takeBack(documents, line, recorded, () =>
        addGroupMoney(collectiveOf(documents, line.collectiveId), line.lines, monthNumber(line.on), -1),
      );
      break;
    }
    case 'borrowing_recorded':
      setBorrowing(collectiveOf(documents, line.collectiveId), line);
      break;
    case 'books_opened':
      openBooks(documents, line);
      break;
    case 'case_opened':
      openCase(documents, line);
      break;
    case 'case_changed': {
      const document = caseOf(memberOf(documents, line.memberId), line.caseId);
      document.kind = line.kind;
      document.opened = monthNumber(line.openedOn);
      break;
    }
    case 'case_event':
      if (!documents.takenBack.has(line.id)) {
        addEvent(documents, line);
      }
      break;
    case 'case_event_taken_back': {
      const recorded = { recordedAt: line.eventRecordedAt, id: line.eventId };
      takeBack(documents, line, recorded, () => removeEvent(documents, line, recorded));
      break;
    }
    case 'outreach_recorded':
      addTallies(documents, 'outreach', [line], monthNumber(line.on), 1);
      documents.programme.push(line);
      break;
    case 'roster_set':
      setRoster(documents, line);
      break;
    case 'request_recorded':
      setRequest(requestOf(documents, line.id), line);
      break;
    case 'request_step':
      addStep(requestOf(documents, line.requestId), line);
      break;
    case 'outreach_reversed':
      dropRoster(documents, line.outreachId);
      addTallies(documents, 'outreach', [line], monthNumber(line.on), -1);
      documents.programme.push(line);
      break;
    case 'programme_terms_set':
    case 'targets_set':
    case 'baselines_set':
    case 'narrative_set':
      documents.programme.push(line);
      break;
    // Lines about people with access, devices and publications are not counted.
    default:
      break;
  }
};

/** @param recorded the position of the line that is reversed */
const takeBack = (
  { takenBack }: Documents,
  line: LinePosition,
  recorded: LinePosition,
  subtract: () => void,
): void => {
  if (compareLines(line, recorded) < 0) {
    takenBack.add(recorded.id);
  } else {
    subtract();
  }
};

const memberOf = ({ members }: Documents, id: string): MemberDocument => {
  const found = members.get(id);
  if (found !== undefined) {
    return found;
  }
  const member = newMember();
  members.set(id, member);
  return member;
};

const collectiveOf = ({ collectives }: Documents, id: string): CollectiveDocument => {
  const collective = collectives.get(id) ?? newCollective();
  collectives.set(id, collective);
  return collective;
};

const requestOf = ({ requests }: Documents, id: string): RequestDocument => {
  const request = requests.get(id) ?? newRequest();
  requests.set(id, request);
  return request;
};

export const addTallies = <T extends FactType>(
  { plan, sums }: Pick<Documents, 'plan' | 'sums'>,
  type: T,
  facts: readonly Facts[T][],
  month: number,
  sign: 1 | -1,
): void => {
  for (const { series, count } of plan.tallies[type]) {
    let amount = 0;
    for (const fact of facts) {
      amount += count(fact);
    }
    if (amount !== 0) {
      addTotal(sums, series, month, sign * amount);
    }
  }
};

type CountedFact = { readonly month: number; readonly cellIndex: number; readonly sign: 1 | -1 };

const addToDistinct = <T extends MemberFactType>(
  { distinctRules }: CountingPlan,
  factCounts: MemberDocument['factCounts'],
  type: T,
  fact: Facts[T],
  { month, cellIndex, sign }: CountedFact,
): void => {
  for (const { index, when } of distinctRules[type]) {
    if (when(fact)) {
      const counts = factCounts[index] ?? newFactCounts();
      factCounts[index] = counts;
      addToFactCounts(counts, month, cellIndex, sign);
    }
  }
};

/** Adds a fact that counts to a member's document, or subtracts it with `sign` -1. */
export const addCountedFact = <T extends MemberFactType>(
  to: Pick<Documents, 'plan' | 'sums'> & Pick<MemberDocument, 'factCounts'>,
  type: T,
  fact: Facts[T],
  counted: CountedFact,
): void => {
  addTallies(to, type, [fact], counted.month, counted.sign);
  addToDistinct(to.plan, to.factCounts, type, fact, counted);
};

/** How a line's facts are added (sign 1) or subtracted (sign -1): their month, and each member's consent and cell. */
type Recording = {
  readonly month: number;
  readonly sign: 1 | -1;
  readonly contextOf: (member: MemberDocument) => FactContext;
};

const recording = (month: number): Recording => ({
  month,
  sign: 1,
  contextOf: ({ context }) => context,
});

/** @param recorded the position of the reversed line: its facts are subtracted by the consent and cell of that time */
const reversal = (month: number, recorded: LinePosition): Recording => ({
  month,
  sign: -1,
  contextOf: (member) => contextAt(member, recorded),
});

/** Adds the facts of one type that a line has, for the members with a reporting consent. */
const addFacts = <T extends MemberFactType>(
  documents: Documents,
  type: T,
  facts: readonly { readonly member: MemberDocument; readonly fact: Facts[T] }[],
  { month, sign, contextOf }: Recording,
): void => {
  const counted: Facts[T][] = [];
  for (const { member, fact } of facts) {
    const { isCounted, cellIndex } = contextOf(member);
    if (isCounted) {
      counted.push(fact);
      addToDistinct(documents.plan, member.factCounts, type, fact, { month, cellIndex, sign });
    }
  }
  addTallies(documents, type, counted, month, sign);
};

const formCollective = (documents: Documents, line: JournalLineOf<'collective_formed'>): void => {
  const collective = collectiveOf(documents, line.collectiveId);
  // A change line before this one has newer values, so keep them.
  if (collective.formed === null) {
    setCollective(collective, line);
  }
};

const enrolMember = (documents: Documents, line: JournalLineOf<'member_enrolled'>): void => {
  const member = memberOf(documents, line.memberId);
  if (member.cells.length === 0) {
    setRecord(member, line, line);
  }
  for (const consent of line.consents) {
    addConsent(member, consent, line);
  }
  for (const child of line.children) {
    addChild(member, child, line);
    addObservation(member, child.id, child.schooling, line, { isFirst: true });
  }
  member.enrolment = member.context;
};

const openCase = (documents: Documents, line: JournalLineOf<'case_opened'>): void => {
  const member = memberOf(documents, line.memberId);
  const document = caseOf(member, line.caseId);
  document.kind ??= line.kind;
  document.opened ??= monthNumber(line.openedOn);
  document.opening = member.context;
};

const aMeeting: Facts['meeting'] = { type: 'meeting' };

const addSheet = (
  documents: Documents,
  {
    collectiveId,
    attendance,
    entries,
    lines = [],
  }: Pick<JournalLineOf<'meeting_held'>, 'collectiveId' | 'attendance' | 'entries' | 'lines'>,
  sheet: Recording,
): void => {
  const { month, sign } = sheet;
  const withMember = <T extends { readonly memberId: string }>(fact: T) => ({
    member: memberOf(documents, fact.memberId),
    fact,
  });
  const money = entries.map(withMember);
  for (const { member, fact } of money) {
    addMoney(member, fact, month, sign);
  }
  addGroupMoney(collectiveOf(documents, collectiveId), [...entries, ...lines], month, sign);
  addTallies(documents, 'meeting', [aMeeting], month, sign);
  addFacts(documents, 'attendance', attendance.map(withMember), sheet);
  addFacts(documents, 'entry', money, sheet);
};

const addRosterFacts = (
  documents: Documents,
  { kind, participants }: JournalLineOf<'roster_set'>,
  roster: Recording,
): void =>
  addFacts(
    documents,
    'roster',
    participants.map(({ memberId, role }) => ({
      member: memberOf(documents, memberId),
      fact: { kind, role },
    })),
    roster,
  );

const takeRosterBack = (documents: Documents, outreachId: string): void => {
  const roster = documents.rosters.get(outreachId);
  if (roster != null) {
    addRosterFacts(documents, roster, reversal(monthNumber(roster.on), roster));
  }
};

/** Replaces the outreach's earlier roster. */
const setRoster = (documents: Documents, line: JournalLineOf<'roster_set'>): void => {
  // If the outreach's reversal precedes this line, it reverses this roster too.
  if (documents.rosters.get(line.outreachId) !== null) {
    takeRosterBack(documents, line.outreachId);
    documents.rosters.set(line.outreachId, line);
    addRosterFacts(documents, line, recording(monthNumber(line.on)));
  }
};

const dropRoster = (documents: Documents, outreachId: string): void => {
  takeRosterBack(documents, outreachId);
  documents.rosters.set(outreachId, null);
};

/** Opening balances count in stocks from their day on, but never as deposits or disbursements. */
const openBooks = (documents: Documents, line: JournalLineOf<'books_opened'>): void => {
  const month = monthNumber(line.asOf);
  const collective = collectiveOf(documents, line.collectiveId);
  addChange(collective.bank, month, line.bankPaise);
  for (const borrowing of line.borrowings) {
    addChange(setBorrowing(collective, borrowing).outstanding, month, borrowing.outstandingPaise);
  }
  for (const opened of line.members) {
    addOpening(memberOf(documents, opened.memberId), opened, month);
  }
};

const addEvent = (documents: Documents, line: JournalLineOf<'case_event'>): void => {
  const member = memberOf(documents, line.memberId);
  addCaseEvent(member, line);
  addFacts(documents, 'event', [{ member, fact: line.event }], recording(monthNumber(line.on)));
};

const removeEvent = (
  documents: Documents,
  { memberId, caseId, eventId, eventOn, event }: JournalLineOf<'case_event_taken_back'>,
  recorded: LinePosition,
): void => {
  const member = memberOf(documents, memberId);
  removeCaseEvent(member, caseId, eventId);
  addFacts(documents, 'event', [{ member, fact: event }], reversal(monthNumber(eventOn), recorded));
};
