import type { AgeBand } from '../../shared/calendar/age-bands.ts';
import { addDays, dateInIndia } from '../../shared/calendar/calendar.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { compareLines } from '../../shared/journal/line-order.ts';
import { changeOf, type Posting } from '../../shared/kinds/book-entries.ts';
import { daysUntilAtRisk, instalmentsOf, type LoanPlan } from '../../shared/money/instalments.ts';
import type { District } from '../../shared/reach/districts.ts';
import { cellOf } from './breakdowns.ts';
import { addLongChange, type LongChanges, newLongChanges } from './long-changes.ts';
import type { ChildDocument } from './member-children.ts';
import type { OfficeDocument } from './member-offices.ts';
import type { TalkDocument } from './member-road.ts';
import { dayNumber, monthNumber, monthOfRecording } from './month-numbers.ts';
import { addChange, type Changes } from './monthly-changes.ts';
import { type QuietLoans, wakeLoan } from './quiet-loans.ts';
import type { RecordedStop, UndoneStop } from './undone-stops.ts';

/**
 * The document of one member: what counting needs of her, and how lines change it. add-lines.ts calls these functions, stocks.ts and count-totals.ts
 * read the document.
 */

/** A line's position in the journal, which is in the order of `compareLines`. */
export type LinePosition = { readonly recordedAt: string; readonly id: string };

/**
 * How the facts that one line records of a member count. Facts without her consent to reporting don't count. A fact that counts does so in the
 * cell (district and age band, see breakdowns.ts) that she had when it was recorded.
 */
export type FactContext = {
  /** Whether she agreed to reporting in her last answer before the line. */
  readonly isCounted: boolean;
  /** The index of her cell in the `cells` of her document. */
  readonly cellIndex: number;
};

/** The numbers of a member's facts that make her count for one indicator of distinct members. */
export type FactCounts = {
  /** The number of facts, by month. */
  readonly byMonth: LongChanges;
  /** The number of facts by the cell in which she was: the flat list `[index, number, index, number, …]`, with indexes of `cells` in her document. */
  readonly byCell: Changes;
};

/** A member's answer about consent to reporting. */
export type ConsentDocument = LinePosition & {
  readonly given: boolean;
  /** The day (`dayNumber`) from which the answer holds. A consent holds from its own date; a withdrawal from the day on which it was recorded. */
  readonly from: number;
};

/** Amounts of one loan in paise, by month. Money that moved at a meeting counts in the month in which the meeting was held. */
export type LoanDocument = {
  readonly id: string;
  /** The principal paid out; empty in the document of a woman who only repaid on it (joined-loans.ts). */
  readonly disbursed: Changes;
  /** The principal paid back. */
  readonly repaid: Changes;
  /** Each instalment of the plan, in the month in which it will be overdue by `daysUntilAtRisk` unless it is repaid. */
  readonly overdueFrom: Changes;
};

/** Whether a loan in a woman's document was given to her, and its sheet not taken back. */
export const isGiven = ({ disbursed }: LoanDocument): boolean => disbursed.length > 0;

type CaseEvent = JournalLineOf<'case_event'>['event'];

/** What a woman said of the help when her case was closed. */
type HerWord = NonNullable<Extract<CaseEvent, { type: 'status' }>['herWord']>;

export type CaseDocument = {
  readonly id: string;
  kind: JournalLineOf<'case_opened'>['kind'] | null;
  /** Null until the opening or a change of the case is added. */
  isUrgent: boolean | null;
  /** The month in which it was opened; null until a line gives it. */
  openedMonth: number | null;
  /** How its opening counts; null until it is recorded. A later line may correct the date of the opening, but not how it counts. */
  openingContext: FactContext | null;
  /** What happened in a crisis: null if a change of the case removed it, undefined if no line has said it. */
  incident: JournalLineOf<'case_changed'>['incident'];
  /** In order of the day `on` (a `dayNumber`), then of recording; `herWord` is null unless she said something at a closing. */
  statuses: {
    readonly on: number;
    readonly id: string;
    readonly isClosed: boolean;
    readonly herWord: HerWord | null;
  }[];
  /** In order of the day `on` (a `dayNumber`), then of recording; `due` is a `dayNumber` too. */
  followUps: { readonly on: number; readonly id: string; readonly due: number; readonly isDone: boolean }[];
  /** In order of recording. */
  stages: ApplicationStage[];
};

/** The filing or the decision of an application for compensation. */
export type ApplicationStage = {
  /** The event's id. */
  readonly id: string;
  readonly applicationId: string;
  /** A decision's own month. A filing's is the month in which it becomes pending (`daysToDecide` after it), unless it is decided by then. */
  readonly month: number;
  readonly isDecision: boolean;
};

type LeaderTerms = { since: number; until: number | null }[];

/** What is kept of a record that was joined to a member's. Everything else that it says is added to her own document (joined-records.ts). */
export type JoinedRecord = {
  /** The record's id. */
  readonly id: string;
  joinedMonth: number | null;
  readonly leaderTerms: LeaderTerms;
};

/**
 * What counting needs of one member.
 *
 * Lines about her may come before her enrolment in the journal, when two requests were made at once. What they say is kept: her balance, loans and
 * open cases count in stocks as soon as a consent is in force. The facts that these lines record don't count, since no consent was recorded before
 * them.
 */
export type MemberDocument = {
  /**
   * The cells (`cellOf`: district and age band) that she had one after the other, each with the line that recorded it. Empty until her enrolment or
   * a change of her record is added.
   */
  readonly cells: (LinePosition & { readonly cell: number })[];
  /** The month (`monthNumber`) of her joining by her own record (`joinedMonthOf` takes joined records too); null until a line gives it. */
  joinedMonth: number | null;
  /** The month of her exit; null if she is a member. */
  exitedMonth: number | null;
  /** How her enrolment counts; null until it is recorded. A later line may correct its date, but not how it counts. */
  enrolmentContext: FactContext | null;
  /** How the facts of the next line will count. `contextAt` says it for an earlier line. */
  context: FactContext;
  /**
   * Her terms as a leader by her own record (`leaderTermsOf` takes joined records too): she led at the end of month `since`, and no more at the end
   * of month `until` (null: she still leads).
   */
  readonly leaderTerms: LeaderTerms;
  /** The records that were joined to hers. Only a few women have any. */
  readonly joinedRecords: JoinedRecord[];
  /** Her last answer about consent to services; null if she was never asked. */
  servicesConsent: boolean | null;
  /** The instant at which that answer was recorded; null with it. */
  servicesAnsweredAt: string | null;
  /** The ids of the cases that go on though she has withdrawn her consent to the services. */
  continues: readonly string[];
  /** Her answers about consent to reporting, in order of recording. */
  readonly reportingConsents: ConsentDocument[];
  /** Who recorded that she stops, by purpose, since she last consented to it. */
  stops: RecordedStop[];
  /** Her consents by which somebody undid a stop that somebody else had recorded. */
  readonly undoneStops: UndoneStop[];
  readonly children: ChildDocument[];
  readonly offices: OfficeDocument[];
  /** Her talks in order of their day, then of recording. */
  readonly talks: TalkDocument[];
  /** Ids of reversed children, observations, offices and talks. */
  readonly reversedIds: string[];
  /** In paise. */
  readonly savings: LongChanges;
  readonly loans: LoanDocument[];
  /** Her loans that no line has changed for some months. They are not in `loans` but packed together, to save memory. Null if there are none. */
  quietLoans: QuietLoans | null;
  readonly cases: CaseDocument[];
  /** Her facts for each indicator of distinct members, by the indicator's index in `CountingPlan.distinct`. */
  readonly factCounts: (FactCounts | undefined)[];
};

/** A member of whom no line is added yet. */
export const newMember = (): MemberDocument => ({
  cells: [],
  joinedMonth: null,
  exitedMonth: null,
  enrolmentContext: null,
  context: { isCounted: false, cellIndex: 0 },
  leaderTerms: [],
  joinedRecords: [],
  servicesConsent: null,
  servicesAnsweredAt: null,
  continues: [],
  reportingConsents: [],
  stops: [],
  undoneStops: [],
  children: [],
  offices: [],
  talks: [],
  reversedIds: [],
  savings: newLongChanges(),
  loans: [],
  quietLoans: null,
  cases: [],
  factCounts: [],
});

/**
 * The number of entries at the beginning of a list for which `holds` is true; it must be false for all entries after them. A binary search, since a
 * list may be long and is searched again and again.
 */
const lengthUpTo = <T>(list: readonly T[], holds: (entry: T) => boolean): number => {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const entry = list[middle];
    if (entry !== undefined && holds(entry)) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** The index of the last entry recorded at or before a line, in a list in order of recording; -1 if there is none. */
const lastIndexUpTo = (list: readonly LinePosition[], line: LinePosition): number =>
  lengthUpTo(list, (entry) => compareLines(entry, line) <= 0) - 1;

/**
 * How the facts that an earlier line recorded of a member count: by the reporting consent and the cell that she had once that line was added. Facts
 * recorded before her enrolment have her first cell.
 */
export const contextAt = ({ reportingConsents, cells }: MemberDocument, line: LinePosition): FactContext => ({
  isCounted: reportingConsents[lastIndexUpTo(reportingConsents, line)]?.given ?? false,
  cellIndex: Math.max(0, lastIndexUpTo(cells, line)),
});

/** A member's present cell (district and age band); null until a line gives her record. */
export const currentCell = ({ cells }: MemberDocument): number | null => cells.at(-1)?.cell ?? null;

/** The cell that a member had when the first of her facts was recorded, leaving out reversed ones; null if no fact is left. */
export const cellOfFirstFact = ({ cells }: MemberDocument, { byCell }: FactCounts): number | null => {
  // `byCell` is `[index, number, …]`, in ascending order of the index, so in order of recording.
  for (let place = 0; place < byCell.length; place += 2) {
    const cellIndex = byCell[place] ?? 0;
    const facts = byCell[place + 1] ?? 0;
    if (facts > 0) return cells[cellIndex]?.cell ?? null;
  }
  return null;
};

/** The counts of a member who has no fact for the indicator yet. */
export const newFactCounts = (): FactCounts => ({ byMonth: newLongChanges(), byCell: [] });

/** @param count 1 for a recorded fact, -1 for a reversed one */
export const addToFactCounts = (
  { byMonth, byCell }: FactCounts,
  month: number,
  cellIndex: number,
  count: number,
): void => {
  addLongChange(byMonth, month, count);
  addChange(byCell, cellIndex, count);
};

/** Adds a member's answer about one purpose. Purposes other than services and reporting change no indicator. */
export const addConsent = (
  member: MemberDocument,
  { purpose, given, on, continues }: JournalLineOf<'consent_recorded'>['consent'],
  { recordedAt, id }: LinePosition,
): void => {
  if (purpose === 'services') {
    member.servicesConsent = given;
    member.servicesAnsweredAt = recordedAt;
    member.continues = continues ?? [];
  } else if (purpose === 'reporting') {
    // See `ConsentDocument.from`.
    const from = dayNumber(given ? on : dateInIndia(new Date(recordedAt)));
    member.reportingConsents.push({ given, from, recordedAt, id });
    member.context = { ...member.context, isCounted: given };
  }
};

/** Finds an entry by its id, or adds a new one. */
const findOrAdd = <T extends { readonly id: string }>(list: T[], id: string, create: () => T): T => {
  const found = list.findLast((entry) => entry.id === id);
  if (found !== undefined) {
    return found;
  }
  const created = create();
  list.push(created);
  return created;
};

const loanOf = (member: Pick<MemberDocument, 'loans' | 'quietLoans'>, id: string): LoanDocument => {
  wakeLoan(member, id);
  return findOrAdd(member.loans, id, () => ({ id, disbursed: [], repaid: [], overdueFrom: [] }));
};

/**
 * Sets a loan's plan of instalments. Each line that gives the plan gives the same one, so only the first sets it. The plan stays when the
 * sheet is reversed: it then has no effect, since nothing is disbursed.
 */
const setPlan = ({ overdueFrom }: LoanDocument, plan: LoanPlan): void => {
  if (overdueFrom.length === 0) {
    for (const { dueOn, amountPaise } of instalmentsOf(plan)) {
      addChange(overdueFrom, monthNumber(addDays(dueOn, daysUntilAtRisk)), amountPaise);
    }
  }
};

/** The principal that an entry moves: positive if the loan is disbursed, negative if it is repaid, 0 for an entry that moves no loan. */
export const principalOf = (entry: Posting): number => changeOf('loans', entry);

/**
 * Adds a member's entry on a sheet to the loans of her document. Besides the loans that she was given, her document may have a loan of another woman that
 * she repaid while their records were joined (joined-loans.ts).
 * @param sign 1 for a recorded sheet, -1 for a reversed one
 */
export const addPrincipal = (
  member: Pick<MemberDocument, 'loans' | 'quietLoans'>,
  entry: JournalLineOf<'meeting_held'>['entries'][number],
  month: number,
  sign: 1 | -1,
): void => {
  const principal = principalOf(entry);
  if (principal !== 0) {
    // The journal's type leaves `loanId` open, but each disbursement and repayment names its loan.
    const { loanId = '' } = entry;
    const loan = loanOf(member, loanId);
    if (principal > 0) {
      addChange(loan.disbursed, month, sign * principal);
      setPlan(loan, { ...entry, principalPaise: entry.amountPaise });
    } else {
      addChange(loan.repaid, month, -sign * principal);
    }
  }
};

/** Adds a member's savings and loans as of the opening of her collective's books. */
export const addOpening = (
  member: MemberDocument,
  opening: JournalLineOf<'books_opened'>['members'][number],
  month: number,
): void => {
  addLongChange(member.savings, month, opening.savingsPaise);
  for (const { loanId, ...loan } of opening.loans) {
    const document = loanOf(member, loanId);
    addChange(document.disbursed, month, loan.principalPaise);
    addChange(document.repaid, month, loan.principalPaise - loan.outstandingPaise);
    setPlan(document, loan);
  }
};

/** Sets what a line says of a member's record, and notes a new cell if her district or age band changed. */
export const setRecord = (
  member: MemberDocument,
  line: LinePosition & {
    readonly district: District;
    readonly ageBand: AgeBand;
    readonly joinedOn: string;
    readonly leaderSince?: string | undefined;
  },
): void => {
  const cell = cellOf(line.district, line.ageBand);
  if (cell !== currentCell(member)) {
    member.cells.push({ cell, recordedAt: line.recordedAt, id: line.id });
    member.context = { ...member.context, cellIndex: member.cells.length - 1 };
  }
  member.joinedMonth = monthNumber(line.joinedOn);
  setLeading(member.leaderTerms, line.leaderSince, line);
};

/**
 * Sets since when she leads. If she leads already, a date corrects the start of her present term. If `since` is undefined, her present term ends in
 * the month in which the line was recorded.
 */
const setLeading = (
  leaderTerms: MemberDocument['leaderTerms'],
  since: string | undefined,
  line: LinePosition,
): void => {
  const current = leaderTerms.at(-1);
  const isLeading = current !== undefined && current.until === null;
  if (since === undefined) {
    if (isLeading) {
      current.until = monthOfRecording(line);
    }
  } else if (isLeading) {
    current.since = monthNumber(since);
  } else {
    leaderTerms.push({ since: monthNumber(since), until: null });
  }
};

/** Sets what is kept of a record that was joined to a member's. If a change of the record came before its enrolment, the change's newer values stay. */
export const setJoinedRecord = (
  { joinedRecords }: MemberDocument,
  line: JournalLineOf<'member_enrolled' | 'member_changed'>,
): void => {
  const record = findOrAdd(joinedRecords, line.memberId, () => ({
    id: line.memberId,
    joinedMonth: null,
    leaderTerms: [],
  }));
  if (line.type === 'member_changed' || record.joinedMonth === null) {
    record.joinedMonth = monthNumber(line.joinedOn);
    setLeading(record.leaderTerms, line.leaderSince, line);
  }
};

/** The month in which a woman joined by any of her records; null until a line gives it. */
export const joinedMonthOf = ({ joinedMonth, joinedRecords }: MemberDocument): number | null => {
  let earliest = joinedMonth;
  for (const { joinedMonth: other } of joinedRecords) {
    if (other !== null && (earliest === null || other < earliest)) earliest = other;
  }
  return earliest;
};

/** The terms as a leader by all records of a woman. */
export const leaderTermsOf = ({
  leaderTerms,
  joinedRecords,
}: MemberDocument): Readonly<MemberDocument['leaderTerms']> =>
  joinedRecords.length === 0
    ? leaderTerms
    : [...leaderTerms, ...joinedRecords.flatMap((record) => record.leaderTerms)];

/** Finds a case in its member's document, or adds an empty one if no line has named it yet. */
export const caseOf = ({ cases }: MemberDocument, id: string): CaseDocument =>
  findOrAdd(cases, id, () => ({
    id,
    kind: null,
    isUrgent: null,
    openedMonth: null,
    openingContext: null,
    incident: undefined,
    statuses: [],
    followUps: [],
    stages: [],
  }));

/** Inserts an entry after all those of the same or an earlier day. */
const insertByDay = <T extends { readonly on: number }>(list: T[], entry: T): void => {
  list.splice(
    lengthUpTo(list, ({ on }) => on <= entry.on),
    0,
    entry,
  );
};

/** An undecided application counts as pending once this many days have passed since it was filed. */
const daysToDecide = 60;

const stageOf = (
  id: string,
  on: string,
  { applicationId, stage }: Extract<CaseEvent, { type: 'compensation' }>,
): ApplicationStage | undefined => {
  switch (stage) {
    case 'filed':
      return { id, applicationId, month: monthNumber(addDays(on, daysToDecide)), isDecision: false };
    case 'awarded':
    case 'rejected':
    case 'paid':
      return { id, applicationId, month: monthNumber(on), isDecision: true };
    // The other stages neither file an application nor decide it.
    default:
      return undefined;
  }
};

/**
 * Adds an event to its case in the member's document, with the parts that stocks and the preview need: statuses,
 * follow-ups, and filings and decisions of applications.
 */
export const addCaseEvent = (
  member: MemberDocument,
  { id, caseId, on, event }: { id: string; caseId: string; on: string; event: CaseEvent },
): void => {
  if (event.type === 'status') {
    const { statuses } = caseOf(member, caseId);
    const isClosed = event.status === 'closed';
    const herWord = isClosed ? (event.herWord ?? null) : null;
    insertByDay(statuses, { on: dayNumber(on), id, isClosed, herWord });
  } else if (event.type === 'follow_up') {
    const { followUps } = caseOf(member, caseId);
    insertByDay(followUps, {
      on: dayNumber(on),
      id,
      due: dayNumber(event.due),
      isDone: event.done === true,
    });
  } else if (event.type === 'compensation') {
    const stage = stageOf(id, on, event);
    if (stage !== undefined) {
      caseOf(member, caseId).stages.push(stage);
    }
  }
};

/** Removes what `addCaseEvent` added. */
export const removeCaseEvent = (member: MemberDocument, caseId: string, eventId: string): void => {
  const document = member.cases.find(({ id }) => id === caseId);
  if (document !== undefined) {
    document.statuses = document.statuses.filter(({ id }) => id !== eventId);
    document.followUps = document.followUps.filter(({ id }) => id !== eventId);
    document.stages = document.stages.filter(({ id }) => id !== eventId);
  }
};
