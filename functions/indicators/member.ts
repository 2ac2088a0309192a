import type { AgeBand } from '../domain/age-bands.ts';
import { changesOf } from '../domain/book-entries.ts';
import { addDays, dateInIndia } from '../domain/calendar.ts';
import type { District } from '../domain/districts.ts';
import { instalmentsOf, type LoanPlan } from '../domain/instalments.ts';
import { compareLines, type JournalLineOf } from '../journal/line.ts';
import { addChange, type Changes } from './changes.ts';
import type { ChildDocument } from './children.ts';
import { dayNumber, monthNumber } from './months.ts';
import type { OfficeDocument } from './offices.ts';
import { cellOf } from './totals.ts';

/** Where a line stands in the journal. */
export type LinePosition = { readonly recordedAt: string; readonly id: string };

export type ConsentDocument = LinePosition & {
  readonly given: boolean;
  /** From which day on (`dayNumber`) it is in force: a withdrawal from the day it was recorded. */
  readonly from: number;
};

export type LoanDocument = {
  readonly id: string;
  /** Principal, in paise, by the dates of the sheets. */
  readonly disbursed: Changes;
  readonly repaid: Changes;
  /** What of its principal puts it at risk if it is not repaid, by the month in which 30 days have passed since it was due. */
  readonly overdueFrom: Changes;
};

export type CaseDocument = {
  readonly id: string;
  kind: JournalLineOf<'case_opened'>['kind'] | null;
  /** The month in which it was opened; null until a line said so. */
  opened: number | null;
  /** As of the recording of its opening, whose date may still be corrected; null until then. */
  opening: FactContext | null;
  /** By day (`dayNumber`), then by recording. */
  statuses: { readonly on: number; readonly id: string; readonly isClosed: boolean }[];
  followUps: { readonly on: number; readonly id: string; readonly due: number; readonly isDone: boolean }[];
  stages: ApplicationStage[];
};

/** A stage of an application for compensation from which it is pending, or no more; `id` is the event's. */
export type ApplicationStage = {
  readonly id: string;
  readonly applicationId: string;
  /** In which month it is pending if nothing was decided, or in which it was decided. */
  readonly month: number;
  readonly isDecision: boolean;
};

/** What decides how a member's fact counts, as of its recording: whether it does (her consent), and the index of her cell. */
export type FactContext = { readonly isCounted: boolean; readonly cellIndex: number };

/** The facts that make a member count for one indicator. */
export type Mark = {
  /** How many there are, by month. */
  readonly byMonth: Changes;
  /** How many were recorded while each of her cells stood, by the cell's index. */
  readonly byCell: number[];
};

/**
 * All that is known of one member for counting. Lines may come before the one that enrols her (of two requests at once, the later may be
 * recorded first). They are kept. As facts they do not count without a consent recorded before them; in stocks (balance, loans,
 * open cases) they count as soon as a consent is in force.
 */
export type MemberDocument = {
  /** Her district and age band (`cellOf`), each with the line that recorded it; none until her record was seen. */
  readonly cells: (LinePosition & { readonly cell: number })[];
  /** The months in which she joined and left. */
  joined: number | null;
  exited: number | null;
  /** As of the recording of her enrolment, whose date may still be corrected; null until then. */
  enrolment: FactContext | null;
  /** Of a fact that is recorded next. */
  context: FactContext;
  /** From the end of which month on she led, until before the end of which other. */
  readonly leading: { since: number; until: number | null }[];
  /** Whether she last agreed to the services; null if she was never asked. */
  services: boolean | null;
  /** To be counted in reports, in order of recording. */
  readonly consents: ConsentDocument[];
  readonly children: ChildDocument[];
  readonly offices: OfficeDocument[];
  /** Ids of children, observations and offices that were taken back. */
  readonly reversed: string[];
  /** In paise. */
  readonly savings: Changes;
  readonly loans: LoanDocument[];
  readonly cases: CaseDocument[];
  /** By the index of the indicator among those that count distinct members. */
  readonly marks: (Mark | undefined)[];
};

export const newMember = (): MemberDocument => ({
  cells: [],
  joined: null,
  exited: null,
  enrolment: null,
  context: { isCounted: false, cellIndex: 0 },
  leading: [],
  services: null,
  consents: [],
  children: [],
  offices: [],
  reversed: [],
  savings: [],
  loans: [],
  cases: [],
  marks: [],
});

const monthOfRecording = ({ recordedAt }: LinePosition): number =>
  monthNumber(dateInIndia(new Date(recordedAt)));

/** What was recorded last at or before a line; lists are in order of recording. */
const lastUpTo = <T extends LinePosition>(list: readonly T[], line: LinePosition): number => {
  let index = list.length - 1;
  for (let entry = list[index]; entry !== undefined && compareLines(entry, line) > 0; entry = list[index]) {
    index -= 1;
  }
  return index;
};

/**
 * The context of a fact of hers that a line recorded: by the reporting consent recorded last before the line, or with it, in the cell in
 * which she stood then; in the first one, if her record was not seen yet.
 */
export const contextAt = ({ consents, cells }: MemberDocument, line: LinePosition): FactContext => ({
  isCounted: consents[lastUpTo(consents, line)]?.given ?? false,
  cellIndex: Math.max(0, lastUpTo(cells, line)),
});

/** Her present cell; null until her record was seen. */
export const currentCell = ({ cells }: MemberDocument): number | null => cells.at(-1)?.cell ?? null;

/** The cell of the first of a mark's facts, in order of recording; null for none. */
export const markCell = ({ cells }: MemberDocument, { byCell }: Mark): number | null =>
  cells[byCell.findIndex((count) => count > 0)]?.cell ?? null;

export const newMark = (): Mark => ({ byMonth: [], byCell: [] });

export const addToMark = (
  { byMonth, byCell }: Mark,
  month: number,
  cellIndex: number,
  count: number,
): void => {
  addChange(byMonth, month, count);
  while (byCell.length <= cellIndex) {
    byCell.push(0);
  }
  byCell[cellIndex] = (byCell[cellIndex] ?? 0) + count;
};

export const addConsent = (
  member: MemberDocument,
  { purpose, given, on }: JournalLineOf<'consent_recorded'>['consent'],
  { recordedAt, id }: LinePosition,
): void => {
  if (purpose === 'services') {
    member.services = given;
  } else if (purpose === 'reporting') {
    const from = dayNumber(given ? on : dateInIndia(new Date(recordedAt)));
    member.consents.push({ given, from, recordedAt, id });
    member.context = { ...member.context, isCounted: given };
  }
};

/** An entry of a list, or a new one that is added to it. */
const findOrAdd = <T extends { readonly id: string }>(list: T[], id: string, create: () => T): T => {
  const found = list.findLast((entry) => entry.id === id);
  if (found !== undefined) {
    return found;
  }
  const created = create();
  list.push(created);
  return created;
};

const loanOf = (loans: LoanDocument[], id: string): LoanDocument =>
  findOrAdd(loans, id, () => ({ id, disbursed: [], repaid: [], overdueFrom: [] }));

/** A loan's plan, from the entry that gives it; the id is of this loan alone, so it is the same whenever a line tells it. */
const setPlan = ({ overdueFrom }: LoanDocument, plan: LoanPlan): void => {
  if (overdueFrom.length === 0) {
    for (const { dueOn, amountPaise } of instalmentsOf(plan)) {
      addChange(overdueFrom, monthNumber(addDays(dueOn, 30)), amountPaise);
    }
  }
};

/** @param sign 1 for a sheet that was recorded, -1 for one that is taken back */
export const addMoney = (
  { savings, loans }: MemberDocument,
  entry: JournalLineOf<'meeting_held'>['entries'][number],
  month: number,
  sign: 1 | -1,
): void => {
  const changes = changesOf(entry);
  if (changes.savings !== 0) {
    addChange(savings, month, sign * changes.savings);
  }
  if (changes.loans !== 0) {
    const { loanId = '' } = entry;
    const loan = loanOf(loans, loanId);
    if (changes.loans > 0) {
      addChange(loan.disbursed, month, sign * changes.loans);
      setPlan(loan, { ...entry, principalPaise: entry.amountPaise });
    } else {
      addChange(loan.repaid, month, -sign * changes.loans);
    }
  }
};

/** What she saved and owed when her collective's books were opened. */
export const addOpening = (
  { savings, loans }: MemberDocument,
  opened: JournalLineOf<'books_opened'>['members'][number],
  month: number,
): void => {
  addChange(savings, month, opened.savingsPaise);
  for (const { loanId, ...loan } of opened.loans) {
    const document = loanOf(loans, loanId);
    addChange(document.disbursed, month, loan.principalPaise);
    addChange(document.repaid, month, loan.principalPaise - loan.outstandingPaise);
    setPlan(document, loan);
  }
};

export const setRecord = (
  member: MemberDocument,
  record: {
    readonly district: District;
    readonly ageBand: AgeBand;
    readonly joinedOn: string;
    readonly leaderSince?: string | undefined;
  },
  line: LinePosition,
): void => {
  const cell = cellOf(record.district, record.ageBand);
  if (cell !== currentCell(member)) {
    member.cells.push({ cell, recordedAt: line.recordedAt, id: line.id });
    member.context = { ...member.context, cellIndex: member.cells.length - 1 };
  }
  member.joined = monthNumber(record.joinedOn);
  setLeading(member.leading, record.leaderSince, line);
};

/** A date given anew corrects when she began; a date that is gone ends it on the day that was recorded. */
const setLeading = (
  leading: MemberDocument['leading'],
  since: string | undefined,
  line: LinePosition,
): void => {
  const current = leading.at(-1);
  const isLeading = current !== undefined && current.until === null;
  if (since === undefined) {
    if (isLeading) {
      current.until = monthOfRecording(line);
    }
  } else if (isLeading) {
    current.since = monthNumber(since);
  } else {
    leading.push({ since: monthNumber(since), until: null });
  }
};

/** A case of hers; an empty one if no line has named it yet. */
export const caseOf = ({ cases }: MemberDocument, id: string): CaseDocument =>
  findOrAdd(cases, id, () => ({
    id,
    kind: null,
    opened: null,
    opening: null,
    statuses: [],
    followUps: [],
    stages: [],
  }));

type CaseEvent = JournalLineOf<'case_event'>['event'];

/** Puts an entry behind all of the same day or an earlier one. */
const insertByDay = <T extends { readonly on: number }>(list: T[], entry: T): void => {
  list.splice(list.findLastIndex(({ on }) => on <= entry.on) + 1, 0, entry);
};

/** Days after which an application that nobody decided is pending. */
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
    default:
      return undefined;
  }
};

/** Keeps of an event what later months depend on: statuses, follow-ups and decisions on applications. */
export const addCaseEvent = (
  member: MemberDocument,
  { id, caseId, on, event }: { id: string; caseId: string; on: string; event: CaseEvent },
): void => {
  if (event.type === 'status') {
    const { statuses } = caseOf(member, caseId);
    insertByDay(statuses, { on: dayNumber(on), id, isClosed: event.status === 'closed' });
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

export const removeCaseEvent = (member: MemberDocument, caseId: string, eventId: string): void => {
  const document = member.cases.find(({ id }) => id === caseId);
  if (document !== undefined) {
    document.statuses = document.statuses.filter(({ id }) => id !== eventId);
    document.followUps = document.followUps.filter(({ id }) => id !== eventId);
    document.stages = document.stages.filter(({ id }) => id !== eventId);
  }
};
