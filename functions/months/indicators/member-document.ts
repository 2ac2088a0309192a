import { compareLines } from '../../shared/journal/line-order.ts';
import { lengthUpTo } from './document-lists.ts';
import type { FactCounts } from './fact-counts.ts';
import { type LongChanges, newLongChanges } from './long-changes.ts';
import type { CaseDocument } from './member-cases.ts';
import type { ChildDocument } from './member-children.ts';
import type { LoanDocument } from './member-loans.ts';
import type { OfficeDocument } from './member-offices.ts';
import type { TalkDocument } from './member-road.ts';
import type { QuietLoans } from './quiet-loans.ts';
import type { RecordedStop, UndoneStop } from './undone-stops.ts';

/**
 * The document of one member: what counting needs of her. Lines change it by functions of member-record.ts, member-cases.ts, member-children.ts,
 * member-loans.ts, member-offices.ts and member-road.ts, which add-lines.ts calls; stocks.ts and count-totals.ts read it.
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

/** A member's answer about consent to reporting. */
export type ConsentDocument = LinePosition & {
  readonly given: boolean;
  /** The day (`dayNumber`) from which the answer holds. A consent holds from its own date; a withdrawal from the day on which it was recorded. */
  readonly from: number;
};

/** A member's terms as a leader: she led at the end of month `since`, and no more at the end of month `until` (null: she still leads). */
export type LeaderTerms = { since: number; until: number | null }[];

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
 * Lines about her may come before her enrolment in the journal, when two requests were made at once. The document keeps what they say: her balance, loans and
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
  /** Her terms as a leader by her own record (`leaderTermsOf` takes joined records too). */
  readonly leaderTerms: LeaderTerms;
  /** The records that were joined to hers. Only a few women have any. */
  readonly joinedRecords: JoinedRecord[];
  /** Her last answer about consent to services; null if she was never asked. */
  servicesConsent: boolean | null;
  /** The instant at which `servicesConsent` was recorded; null if she was never asked. */
  servicesAnsweredAt: string | null;
  /** The ids of the cases that go on though she has withdrawn her consent to the services. */
  continues: readonly string[];
  /** Her answers about consent to reporting, in order of recording. */
  readonly reportingConsents: ConsentDocument[];
  /** Who recorded that she withdrew a consent, by purpose, since she last consented to that purpose. */
  stops: RecordedStop[];
  /** The consents of hers by which somebody undid a stop that somebody else had recorded. */
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
