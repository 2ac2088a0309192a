import { compareLines, type JournalLine, type JournalLineOf } from '../journal/line.ts';
import type { Facts, FactType, MemberFactType } from './catalogue.ts';
import {
  type CollectiveFacts,
  collectiveFacts,
  forEachCollectiveStanding,
  newCollective,
  setCollective,
} from './collective.ts';
import type { CountingPlan, PlannedDistinct, PlannedStock } from './counting-plan.ts';
import {
  addCaseEvent,
  addConsent,
  addMark,
  addMoney,
  type CaseFacts,
  caseOf,
  cellIndexAt,
  childOf,
  countedAt,
  currentCell,
  type MemberFacts,
  markCell,
  memberFacts,
  newCaseOf,
  newMember,
  reachBackTo,
  removeCaseEvent,
  setExit,
  setRecord,
  setSchooling,
} from './member.ts';
import { forEachStanding } from './member-standing.ts';
import { firstOfFinancialYear, monthNumber } from './months.ts';
import { forEachRun, type Runs } from './runs.ts';
import { createSubjects, type Subjects, settleSubjects, touchSubject } from './subjects.ts';
import { addTotal, type Totals } from './totals.ts';

/**
 * (state, lines of the journal in order) -> state.
 *
 * The state holds a small document per member and collective, and the totals. What a document gives to the totals is a pure
 * function of it: when lines touch a document, what it gave is taken out, the document changes, and what it then gives is
 * put in again. So it does not matter in how many pieces the journal is folded, and late facts, reversals and consents need no
 * rules of their own. What concerns one fact alone (the sums) goes to the totals directly.
 *
 * The state is changed in place, and given back: a copy would cost more than the fold.
 */
export type FoldState = {
  readonly members: Subjects<MemberFacts>;
  readonly collectives: Subjects<CollectiveFacts>;
  /** Of settled documents; read them by `settledTotals`. */
  readonly totals: Totals;
  /** By financial year: what was set, in the order of recording. A correction goes back to what its month was published with. */
  readonly targets: Map<string, readonly TargetsSet[]>;
};

export type TargetsSet = { readonly recordedAt: string; readonly targets: Readonly<Record<string, number>> };

/** The targets of a financial year as they stood at an instant, with milliseconds. */
export const targetsAt = (
  targets: FoldState['targets'],
  financialYear: string,
  instant: string,
): TargetsSet['targets'] =>
  targets.get(financialYear)?.findLast(({ recordedAt }) => recordedAt < instant)?.targets ?? {};

export const emptyState = (): FoldState => ({
  members: createSubjects(newMember, memberFacts.parse),
  collectives: createSubjects(newCollective, collectiveFacts.parse),
  totals: new Map(),
  targets: new Map(),
});

type Fold = {
  readonly plan: CountingPlan;
  readonly state: FoldState;
  /** Take what a document gives out of the totals. */
  readonly takeOutMember: (member: MemberFacts) => void;
  readonly takeOutCollective: (collective: CollectiveFacts) => void;
};

/**
 * Folds lines that follow those which were folded before.
 * @param lines in the order of `compareLines`
 * @throws OutOfReach where a line concerns what is drawn together; the state is then not to be used any more
 */
export const foldLines = (plan: CountingPlan, state: FoldState, lines: Iterable<JournalLine>): FoldState => {
  const { totals } = state;
  const fold: Fold = {
    plan,
    state,
    takeOutMember: (member) => giveMember(plan, totals, member, -1),
    takeOutCollective: (collective) => giveCollective(plan, totals, collective, -1),
  };
  for (const line of lines) {
    foldLine(fold, line);
  }
  return state;
};

/** The totals, once every document that changed has given what it gives. */
export const settledTotals = (plan: CountingPlan, state: FoldState): Totals => {
  const { totals, members, collectives } = state;
  settleSubjects(members, (member) => giveMember(plan, totals, member, 1));
  settleSubjects(collectives, (collective) => giveCollective(plan, totals, collective, 1));
  return totals;
};

const foldLine = (fold: Fold, line: JournalLine): void => {
  switch (line.type) {
    case 'collective_formed':
      formCollective(fold, line);
      break;
    case 'collective_changed':
      setCollective(touchCollective(fold, line.collectiveId), line);
      break;
    case 'member_enrolled':
      enrolMember(fold, line);
      break;
    case 'member_changed':
      changeMember(fold, line);
      break;
    case 'consent_recorded':
      addConsent(touchMember(fold, line.memberId), line.consent, line);
      break;
    case 'child_recorded':
    case 'child_changed':
      setSchooling(touchMember(fold, line.memberId), line.child, line);
      break;
    case 'member_exited':
      setExit(touchMember(fold, line.memberId), line.exitedOn);
      break;
    case 'meeting_held':
      foldMeeting(fold, line, asRecordedNow);
      break;
    case 'meeting_reversed':
      foldMeeting(fold, line, asTakenBack({ recordedAt: line.meetingRecordedAt, id: line.meetingId }));
      break;
    case 'case_opened':
      openCase(fold, line);
      break;
    case 'case_changed':
      changeCase(fold, line);
      break;
    case 'case_event':
      foldCaseEvent(fold, line);
      break;
    case 'case_event_taken_back':
      takeBackCaseEvent(fold, line);
      break;
    case 'outreach_recorded':
      addTallies(fold, 'outreach', line, monthNumber(line.on), 1);
      break;
    case 'outreach_reversed':
      addTallies(fold, 'outreach', line, monthNumber(line.on), -1);
      break;
    case 'targets_set': {
      const { financialYear, recordedAt, targets } = line;
      const before = fold.state.targets.get(financialYear) ?? [];
      fold.state.targets.set(financialYear, [...before, { recordedAt, targets }]);
      break;
    }
    // Who works here and what was published is nothing that is counted.
    default:
      break;
  }
};

/** A member's document, out of the totals, to be changed. */
const touchMember = ({ state, takeOutMember }: Fold, id: string): MemberFacts =>
  touchSubject(state.members, id, takeOutMember);

const touchCollective = ({ state, takeOutCollective }: Fold, id: string): CollectiveFacts =>
  touchSubject(state.collectives, id, takeOutCollective);

const addTallies = <T extends FactType>(
  { plan, state }: Fold,
  type: T,
  fact: Facts[T],
  month: number,
  sign: 1 | -1,
): void => {
  for (const { series, count } of plan.tallies[type]) {
    const amount = count(fact);
    if (amount !== 0) {
      addTotal(state.totals, series, month, sign * amount);
    }
  }
};

/** A fact as it is told now, or taken back: what of a member it counts for, and where it stands in her record. */
type Telling = {
  readonly sign: 1 | -1;
  readonly counts: (member: MemberFacts) => boolean;
  /** The place of the cell that stood when the fact was recorded. */
  readonly cellIndex: (member: MemberFacts) => number;
};

const lastCell = ({ cells }: MemberFacts): number => Math.max(0, cells.length - 1);

const asRecordedNow: Telling = { sign: 1, counts: ({ counts }) => counts, cellIndex: lastCell };

/** @param place of the line by which the fact was recorded */
const asTakenBack = (place: { readonly recordedAt: string; readonly id: string }): Telling => ({
  sign: -1,
  counts: (member) => countedAt(member, place),
  cellIndex: (member) => cellIndexAt(member, place),
});

/** A fact of a member's that counts. */
const addFact = <T extends MemberFactType>(
  fold: Fold,
  member: MemberFacts,
  type: T,
  fact: Facts[T],
  month: number,
  sign: 1 | -1,
  cell = lastCell(member),
): void => {
  addTallies(fold, type, fact, month, sign);
  for (const { at, when } of fold.plan.marks[type]) {
    if (when(fact)) {
      addMark(member, at, month, sign, cell);
    }
  }
};

const formCollective = (fold: Fold, line: JournalLineOf<'collective_formed'>): void => {
  const collective = touchCollective(fold, line.collectiveId);
  // A change that was recorded first was made to what this line forms: it stands.
  if (collective.formed === null) {
    setCollective(collective, line);
  }
};

const enrolment: Facts['enrolment'] = { type: 'enrolment' };

const enrolMember = (fold: Fold, line: JournalLineOf<'member_enrolled'>): void => {
  const member = touchMember(fold, line.memberId);
  if (member.cells.length === 0) {
    setRecord(member, line, line);
  }
  for (const consent of line.consents) {
    addConsent(member, consent, line);
  }
  for (const child of line.children) {
    // A change of hers that was recorded first stands.
    if (childOf(member, child.id) === undefined) {
      setSchooling(member, child, line);
    }
  }
  member.enrolmentCounts = member.counts;
  if (member.enrolmentCounts) {
    const joined = member.joined ?? monthNumber(line.joinedOn);
    reachBackTo(member, joined);
    addFact(fold, member, 'enrolment', enrolment, joined, 1);
  }
};

const changeMember = (fold: Fold, line: JournalLineOf<'member_changed'>): void => {
  const member = touchMember(fold, line.memberId);
  const { joined } = member;
  setRecord(member, line, line);
  if (member.enrolmentCounts && joined !== null && member.joined !== null && joined !== member.joined) {
    addFact(fold, member, 'enrolment', enrolment, joined, -1);
    addFact(fold, member, 'enrolment', enrolment, member.joined, 1);
  }
};

const aMeeting: Facts['meeting'] = { type: 'meeting' };

const foldMeeting = (
  fold: Fold,
  { heldOn, attendance, entries }: Pick<JournalLineOf<'meeting_held'>, 'heldOn' | 'attendance' | 'entries'>,
  telling: Telling,
): void => {
  const { sign } = telling;
  const month = monthNumber(heldOn);
  addTallies(fold, 'meeting', aMeeting, month, sign);
  const touch = (memberId: string): MemberFacts => {
    const member = touchMember(fold, memberId);
    reachBackTo(member, month);
    return member;
  };
  const listed = attendance.map(({ memberId }) => touch(memberId));
  // Entries mostly follow the list of attendance: looking there first spares a search among all members.
  let at = 0;
  const paying = entries.map(({ memberId }) => {
    while (at < listed.length && attendance[at]?.memberId !== memberId) {
      at += 1;
    }
    const found = listed[at];
    if (found !== undefined) {
      return found;
    }
    at = 0;
    return touch(memberId);
  });
  paying.forEach((member, row) => {
    const entry = entries[row];
    if (entry !== undefined) {
      addMoney(member, entry, month, sign);
    }
  });
  addFacts(fold, 'attendance', attendance, listed, month, telling);
  addFacts(fold, 'entry', entries, paying, month, telling);
};

/** Facts of one date, each of the member at the same place, where what it says of her counts. */
const addFacts = <T extends MemberFactType>(
  { plan, state }: Fold,
  type: T,
  facts: readonly Facts[T][],
  members: readonly MemberFacts[],
  month: number,
  { sign, counts, cellIndex }: Telling,
): void => {
  for (const { series, count } of plan.tallies[type]) {
    let amount = 0;
    members.forEach((member, row) => {
      const fact = facts[row];
      amount += fact !== undefined && counts(member) ? count(fact) : 0;
    });
    addTotal(state.totals, series, month, sign * amount);
  }
  for (const { at, when } of plan.marks[type]) {
    members.forEach((member, row) => {
      const fact = facts[row];
      if (fact !== undefined && counts(member) && when(fact)) {
        addMark(member, at, month, sign, cellIndex(member));
      }
    });
  }
};

const addCase = (fold: Fold, member: MemberFacts, { kind, opened }: CaseFacts, sign: 1 | -1): void => {
  if (kind !== null && opened !== null) {
    addFact(fold, member, 'case', { kind }, opened, sign);
  }
};

const openCase = (fold: Fold, line: JournalLineOf<'case_opened'>): void => {
  const member = touchMember(fold, line.memberId);
  const facts = newCaseOf(member, line.caseId);
  reachBackTo(member, monthNumber(line.openedOn));
  facts.kind ??= line.kind;
  facts.opened ??= monthNumber(line.openedOn);
  facts.counts = member.counts;
  if (facts.counts) {
    addCase(fold, member, facts, 1);
  }
};

const changeCase = (fold: Fold, line: JournalLineOf<'case_changed'>): void => {
  const member = touchMember(fold, line.memberId);
  const facts = caseOf(member, line.caseId);
  const opened = monthNumber(line.openedOn);
  if (facts.kind !== line.kind || facts.opened !== opened) {
    reachBackTo(member, Math.min(opened, facts.opened ?? opened));
  }
  if (facts.counts) {
    addCase(fold, member, facts, -1);
  }
  facts.kind = line.kind;
  facts.opened = opened;
  if (facts.counts) {
    addCase(fold, member, facts, 1);
  }
};

const foldCaseEvent = (
  fold: Fold,
  { id, memberId, caseId, on, event }: JournalLineOf<'case_event'>,
): void => {
  const member = touchMember(fold, memberId);
  if (member.takenBack.includes(id)) {
    return;
  }
  addCaseEvent(member, caseId, on, event, id);
  if (member.counts) {
    addFact(fold, member, 'event', event, monthNumber(on), 1);
  }
};

const takeBackCaseEvent = (fold: Fold, line: JournalLineOf<'case_event_taken_back'>): void => {
  const { memberId, caseId, eventId, eventOn, eventRecordedAt, event } = line;
  const member = touchMember(fold, memberId);
  const place = { recordedAt: eventRecordedAt, id: eventId };
  if (compareLines(line, place) < 0) {
    member.takenBack = [...member.takenBack, eventId];
    return;
  }
  removeCaseEvent(member, caseId, eventOn, event, eventId);
  const { counts, cellIndex } = asTakenBack(place);
  if (counts(member)) {
    addFact(fold, member, 'event', event, monthNumber(eventOn), -1, cellIndex(member));
  }
};

// What a document gives to the totals

const giveMember = (plan: CountingPlan, totals: Totals, member: MemberFacts, sign: 1 | -1): void => {
  plan.distinct.forEach((distinct, at) => {
    giveMark(totals, distinct, { cell: markCell(member, at), facts: member.marks[at] ?? [] }, sign);
  });
  const cell = currentCell(member);
  const before = plan.memberStocks.map(() => 0);
  forEachStanding(member, (month, standing) => {
    plan.memberStocks.forEach((stock, at) => {
      const amount = standing === null ? 0 : stock.count(standing);
      giveChange(totals, stock, cell, month, sign * (amount - (before[at] ?? 0)));
      before[at] = amount;
    });
  });
};

const giveMark = (
  totals: Totals,
  distinct: PlannedDistinct,
  { cell, facts }: { readonly cell: number | null; readonly facts: Runs },
  sign: 1 | -1,
): void => {
  let isFirst = true;
  let year = Number.NaN;
  forEachRun(facts, (first, last, count) => {
    for (let month = first; count > 0 && month <= last; month += 1) {
      if (isFirst) {
        addTotal(totals, distinct.first, month, sign);
        addToCell(totals, distinct.cells, cell, month, sign);
        isFirst = false;
      }
      if (distinct.each === 'lifetime') {
        return;
      }
      addTotal(totals, distinct.inMonth, month, sign);
      const yearOfMonth = firstOfFinancialYear(month);
      if (yearOfMonth !== year) {
        addTotal(totals, distinct.firstOfYear, month, sign);
        year = yearOfMonth;
      }
    }
  });
};

const giveCollective = (plan: CountingPlan, totals: Totals, facts: CollectiveFacts, sign: 1 | -1): void => {
  for (const stock of plan.collectiveStocks) {
    let before = 0;
    forEachCollectiveStanding(facts, (month, standing) => {
      const amount = stock.count(standing);
      giveChange(totals, stock, null, month, sign * (amount - before));
      before = amount;
    });
  }
};

const giveChange = <S>(
  totals: Totals,
  { change, cells }: PlannedStock<S>,
  cell: number | null,
  month: number,
  amount: number,
): void => {
  if (amount !== 0) {
    addTotal(totals, change, month, amount);
    addToCell(totals, cells, cell, month, amount);
  }
};

const addToCell = (
  totals: Totals,
  cells: PlannedDistinct['cells'],
  cell: number | null,
  month: number,
  amount: number,
): void => {
  const names = cells === null || cell === null ? undefined : cells[cell];
  if (names !== undefined) {
    addTotal(totals, names[0], month, amount);
    addTotal(totals, names[1], month, amount);
  }
};
