import * as z from 'zod';
import { dateInIndia } from '../domain/calendar.ts';
import type { District } from '../domain/districts.ts';
import { type AgeBand, compareLines, type JournalLineOf } from '../journal/line.ts';
import { dayNumber, firstOfFinancialYear, monthNumber, monthOfDay } from './months.ts';
import { addToRuns, appendRun, forEachRun, type Runs } from './runs.ts';
import { type Amounts, addAmount, cellOf } from './totals.ts';

const caseKinds = ['crisis', 'mental_health', 'legal_aid', 'entitlement', 'compensation', 'other'] as const;
const month = z.int();
/** `dayNumber` */
const day = z.int();
const amounts = z.array(z.int());

const consentFacts = z.object({
  given: z.boolean(),
  /** From which day on it is in force: a withdrawal from the day it was recorded. */
  from: day,
  recordedAt: z.string(),
  /** The id of the line that recorded it. */
  id: z.string(),
});
export type ConsentFacts = z.infer<typeof consentFacts>;

const childFacts = z.object({ id: z.string(), inSchool: z.boolean() });

const caseFacts = z.object({
  id: z.string(),
  kind: z.enum(caseKinds).nullable(),
  opened: month.nullable(),
  /** Whether its opening counts; null until the opening was seen. */
  counts: z.boolean().nullable(),
  /** The days from which on it was closed, or not, with the ids of the events: by day, then by recording. */
  statuses: z.array(z.tuple([day, z.boolean(), z.string()])),
  /** Their days, when they are due, whether that is done, and the ids of the events: by day, then by recording. */
  followUps: z.array(z.tuple([day, day, z.boolean(), z.string()])),
});
export type CaseFacts = z.infer<typeof caseFacts>;

/**
 * What is known of one member for counting, and how lines of the journal change it. Plain data: it is sealed as JSON. A full
 * compile holds all members at once: numbers and few objects, since each object is one more to be found, copied and collected.
 *
 * Lines may come before the one that enrols her (of two requests at once, the later may be recorded first). They are kept, and
 * count by the letter: without a consent recorded before them, not at all.
 */
export const memberFacts = z.object({
  /** Her district and age band, one after another, with the lines that recorded them; none until her record was seen. */
  cells: z.array(z.tuple([z.int(), z.string(), z.string()])),
  /** The months in which she joined and left. */
  joined: month.nullable(),
  exited: month.nullable(),
  /** Whether her enrolment counts; null until it was seen. */
  enrolmentCounts: z.boolean().nullable(),
  collectiveId: z.string().nullable(),
  /** From a month's end on, until before another's (or still) she leads. */
  leading: z.array(z.tuple([month, month.nullable()])),
  /** Whether she last agreed to the services; null where she was never asked. */
  services: z.boolean().nullable(),
  /** To be counted in reports, in order of recording. */
  consents: z.array(consentFacts),
  /** Whether a fact of hers counts that is recorded now: her reporting consent that was recorded last. */
  counts: z.boolean(),
  /** As they were recorded last. */
  children: z.array(childFacts),
  /** By how much the number of them who go to school changes, by month: `Amounts`. */
  schooling: amounts,
  /** How many facts of hers count, by the place of the indicator among the plan's `distinct`: of each, by month, `Runs`. */
  marks: z.array(z.array(z.int())),
  /** At the same places, how many of them were recorded while each of `cells` stood. */
  marksByCell: z.array(z.array(z.int())),
  savings: amounts,
  loans: amounts,
  cases: z.array(caseFacts),
  /** Ids of events whose taking back has the earlier place in the journal: of two requests at once, the later was recorded first. */
  takenBack: z.array(z.string()),
  /** The month before which what she did is drawn together (see `drawTogether`); null while nothing is. */
  since: month.nullable(),
});
export type MemberFacts = z.infer<typeof memberFacts>;

export const newMember = (): MemberFacts => ({
  // First what a meeting's sheet touches: it lies together in memory then.
  counts: false,
  since: null,
  savings: [],
  loans: [],
  marks: [],
  marksByCell: [],
  cells: [],
  joined: null,
  exited: null,
  enrolmentCounts: null,
  collectiveId: null,
  leading: [],
  services: null,
  consents: [],
  children: [],
  schooling: [],
  cases: [],
  takenBack: [],
});

/** A line concerns months of a member that are drawn together: what it needs is only in the journal's earlier lines. */
export class OutOfReach extends Error {}

/**
 * To be called with every month in which a change may let her count or stand otherwise than before.
 * @throws OutOfReach for one that is drawn together
 */
export const reachBackTo = ({ since }: MemberFacts, month: number): void => {
  if (since !== null && month < since) {
    throw new OutOfReach();
  }
};

const drawAmounts = (amounts: Amounts, since: number): Amounts => {
  let sum = 0;
  let at = 0;
  for (; at < amounts.length && (amounts[at] ?? 0) < since; at += 2) {
    sum += amounts[at + 1] ?? 0;
  }
  return sum === 0 ? amounts.slice(at) : [since - 1, sum, ...amounts.slice(at)];
};

/** Keeps the first month that counts, and all from the April on after which firsts of a year may still come. */
const drawMark = (facts: Runs, since: number): Runs => {
  const april = firstOfFinancialYear(since);
  const drawn: Runs = [];
  let hasFirst = false;
  forEachRun(facts, (first, last, count) => {
    if (!hasFirst && count > 0) {
      hasFirst = true;
      appendRun(drawn, first, first, count);
      appendRun(drawn, Math.max(first + 1, april), last, count);
    } else {
      appendRun(drawn, hasFirst ? Math.max(first, april) : first, last, count);
    }
  });
  return drawn;
};

/** Whether a case is over, and wholly of months before. */
const liesBefore = ({ kind, opened, counts, statuses, followUps }: CaseFacts, since: number): boolean =>
  kind !== null &&
  counts !== null &&
  opened !== null &&
  opened < since &&
  statuses.at(-1)?.[1] === true &&
  statuses.every(([on]) => monthOfDay(on) < since) &&
  followUps.every(([on]) => monthOfDay(on) < since);

/**
 * Her document with what grows with the years drawn together: the money and schooling of all months before `since` in the last of
 * them, of marks the first, and no case that was over. From that month on she counts and stands as before; what she gave to the totals of
 * earlier months lies in them, and is the same in what is taken out and put in as long as no line reaches back
 * (`reachBackTo`). So a month's compile costs the same after twenty years as after two.
 */
export const drawTogether = (member: MemberFacts, since: number): MemberFacts =>
  member.since !== null && member.since >= since
    ? member
    : {
        ...member,
        since,
        savings: drawAmounts(member.savings, since),
        loans: drawAmounts(member.loans, since),
        schooling: drawAmounts(member.schooling, since),
        marks: member.marks.map((facts) => drawMark(facts, since)),
        cases: member.cases.filter((facts) => !liesBefore(facts, since)),
      };

type Recorded = { readonly recordedAt: string; readonly id: string };

const dayOf = ({ recordedAt }: Recorded): string => dateInIndia(new Date(recordedAt));

/** Whether a fact of hers counts that was recorded at an earlier place in the journal. */
export const countedAt = ({ consents }: MemberFacts, place: Recorded): boolean => {
  for (let at = consents.length - 1; at >= 0; at -= 1) {
    const consent = consents[at];
    if (consent !== undefined && compareLines(consent, place) < 0) {
      return consent.given;
    }
  }
  return false;
};

export const addConsent = (
  member: MemberFacts,
  { purpose, given, on }: JournalLineOf<'consent_recorded'>['consent'],
  line: Recorded,
): void => {
  if (purpose === 'services') {
    member.services = given;
  }
  if (purpose !== 'reporting') {
    return;
  }
  const { recordedAt, id } = line;
  const from = dayNumber(given ? on : dayOf(line));
  reachBackTo(member, monthOfDay(from));
  member.consents = [...member.consents, { given, from, recordedAt, id }];
  member.counts = given;
};

/** Which of her cells stood when something was recorded: the place of the last one recorded before it, else the first. */
export const cellIndexAt = ({ cells }: MemberFacts, place: Recorded): number => {
  let at = cells.length - 1;
  for (; at > 0; at -= 1) {
    const [, recordedAt = '', id = ''] = cells[at] ?? [];
    if (compareLines({ recordedAt, id }, place) < 0) {
      break;
    }
  }
  return Math.max(0, at);
};

/** Her cell as her record stands; null until a line with her record was seen. */
export const currentCell = ({ cells }: MemberFacts): number | null => cells.at(-1)?.[0] ?? null;

/** The cell of her record at the first fact that counts, in order of recording. @param at as `addMark` */
export const markCell = ({ cells, marksByCell }: MemberFacts, at: number): number | null => {
  const index = marksByCell[at]?.findIndex((count) => count > 0) ?? -1;
  return cells[index]?.[0] ?? null;
};

/**
 * Adds facts that make her count, or (with a negative number) takes them back.
 * @param at the place of the indicator among the plan's `distinct`
 * @param cell the place of the cell that stood when they were recorded
 */
export const addMark = (
  member: MemberFacts,
  at: number,
  month: number,
  count: number,
  cell: number,
): void => {
  for (let place = member.marks.length; place <= at; place += 1) {
    member.marks[place] = [];
    member.marksByCell[place] = [];
  }
  const byCell = member.marksByCell[at] ?? [];
  while (byCell.length <= cell) {
    byCell.push(0);
  }
  byCell[cell] = (byCell[cell] ?? 0) + count;
  const facts = member.marks[at];
  if (facts !== undefined && facts.length > 0) {
    addToRuns(facts, month, count);
  } else {
    // Written out: an array that is pushed to at once takes room for more than most marks ever hold.
    member.marks[at] = [month, month, count];
  }
};

export const addMoney = (
  member: MemberFacts,
  { kind, amountPaise }: JournalLineOf<'meeting_held'>['entries'][number],
  month: number,
  sign: 1 | -1,
): void => {
  switch (kind) {
    case 'deposit':
      addAmount(member.savings, month, sign * amountPaise);
      break;
    case 'withdrawal':
      addAmount(member.savings, month, -sign * amountPaise);
      break;
    case 'loan':
      addAmount(member.loans, month, sign * amountPaise);
      break;
    case 'repayment':
      addAmount(member.loans, month, -sign * amountPaise);
      break;
    // Interest and fines are the collective's.
    case 'interest':
    case 'fine':
      break;
  }
};

export const childOf = ({ children }: MemberFacts, childId: string) =>
  children.find(({ id }) => id === childId);

export const setSchooling = (
  member: MemberFacts,
  { id, inSchool }: JournalLineOf<'child_recorded'>['child'],
  line: Recorded,
): void => {
  const child = childOf(member, id);
  const wasInSchool = child?.inSchool ?? false;
  if (child === undefined) {
    member.children = [...member.children, { id, inSchool }];
  } else {
    child.inSchool = inSchool;
  }
  addAmount(member.schooling, monthNumber(dayOf(line)), Number(inSchool) - Number(wasInSchool));
};

export const setRecord = (
  member: MemberFacts,
  record: {
    readonly collectiveId: string;
    readonly district: District;
    readonly ageBand: AgeBand;
    readonly joinedOn: string;
    readonly leaderSince?: string | undefined;
  },
  line: Recorded,
): void => {
  const cell = cellOf(record.district, record.ageBand);
  if (cell !== currentCell(member)) {
    member.cells = [...member.cells, [cell, line.recordedAt, line.id]];
  }
  const joined = monthNumber(record.joinedOn);
  if (joined !== member.joined) {
    reachBackTo(member, Math.min(joined, member.joined ?? joined));
    member.joined = joined;
  }
  member.collectiveId = record.collectiveId;
  setLeading(member, record.leaderSince, line);
};

/** A date given anew corrects when she began; a date that is gone ends it on the day that was recorded. */
const setLeading = (member: MemberFacts, since: string | undefined, line: Recorded): void => {
  const current = member.leading.at(-1);
  if (current === undefined || current[1] !== null) {
    if (since !== undefined) {
      reachBackTo(member, monthNumber(since));
      member.leading.push([monthNumber(since), null]);
    }
  } else if (since === undefined) {
    current[1] = monthNumber(dayOf(line));
  } else if (current[0] !== monthNumber(since)) {
    reachBackTo(member, Math.min(current[0], monthNumber(since)));
    current[0] = monthNumber(since);
  }
};

/** @param exitedOn the day on which she left; given anew, it corrects the one before */
export const setExit = (member: MemberFacts, exitedOn: string): void => {
  const exited = monthNumber(exitedOn);
  reachBackTo(member, Math.min(exited, member.exited ?? exited));
  member.exited = exited;
};

const findCase = ({ cases }: MemberFacts, caseId: string): CaseFacts | undefined =>
  cases.findLast(({ id }) => id === caseId);

/** A case that a line opens: until then there is none, or what was recorded before its opening. */
export const newCaseOf = (member: MemberFacts, caseId: string): CaseFacts => {
  const found = findCase(member, caseId);
  if (found !== undefined) {
    return found;
  }
  const facts = { id: caseId, kind: null, opened: null, counts: null, statuses: [], followUps: [] };
  member.cases = [...member.cases, facts];
  return facts;
};

/**
 * A case, to be changed; an empty one where there was none.
 * @throws OutOfReach where it may have been one that is over, and is no longer kept
 */
export const caseOf = (member: MemberFacts, caseId: string): CaseFacts => {
  const found = findCase(member, caseId);
  if (found === undefined) {
    reachBackTo(member, Number.NEGATIVE_INFINITY);
  }
  return found ?? newCaseOf(member, caseId);
};

/** With an entry behind all of the same day or an earlier one. A new list: one that is pushed to takes room for seventeen. */
const insertByDay = <T extends [on: number, ...rest: unknown[]]>(list: readonly T[], entry: T): T[] => {
  let at = list.length;
  while (at > 0 && (list[at - 1]?.[0] ?? 0) > entry[0]) {
    at -= 1;
  }
  return list.toSpliced(at, 0, entry);
};

type CaseEvent = JournalLineOf<'case_event'>['event'];

/** Keeps what later events or days depend on: statuses and follow-ups. @param id of the event */
export const addCaseEvent = (
  member: MemberFacts,
  caseId: string,
  on: string,
  event: CaseEvent,
  id: string,
): void => {
  reachBackTo(member, monthNumber(on));
  if (event.type === 'status') {
    const facts = caseOf(member, caseId);
    facts.statuses = insertByDay(facts.statuses, [dayNumber(on), event.status === 'closed', id]);
  } else if (event.type === 'follow_up') {
    const facts = caseOf(member, caseId);
    const { due, done } = event;
    facts.followUps = insertByDay(facts.followUps, [dayNumber(on), dayNumber(due), done === true, id]);
  }
};

/** @param on the date of the event that is taken back */
export const removeCaseEvent = (
  member: MemberFacts,
  caseId: string,
  on: string,
  event: CaseEvent,
  eventId: string,
): void => {
  reachBackTo(member, monthNumber(on));
  if (event.type === 'status' || event.type === 'follow_up') {
    const facts = caseOf(member, caseId);
    facts.statuses = facts.statuses.filter(([, , id]) => id !== eventId);
    facts.followUps = facts.followUps.filter(([, , , id]) => id !== eventId);
  }
};
