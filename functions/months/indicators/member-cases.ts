import { addDays } from '../../shared/calendar/calendar.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { findOrAdd, insertByDay } from './document-lists.ts';
import type { FactContext, MemberDocument } from './member-document.ts';
import { dayNumber, monthNumber } from './month-numbers.ts';

/** The cases in a member's document, and how lines change them. */

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
  /** For a decision, its month. For a filing, the month in which the application becomes pending (`daysToDecide` after the filing) unless it is decided by then. */
  readonly month: number;
  readonly isDecision: boolean;
};

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

/** Removes what `addCaseEvent` added for an event that was taken back. */
export const removeCaseEvent = (member: MemberDocument, caseId: string, eventId: string): void => {
  const document = member.cases.find(({ id }) => id === caseId);
  if (document !== undefined) {
    document.statuses = document.statuses.filter(({ id }) => id !== eventId);
    document.followUps = document.followUps.filter(({ id }) => id !== eventId);
    document.stages = document.stages.filter(({ id }) => id !== eventId);
  }
};
