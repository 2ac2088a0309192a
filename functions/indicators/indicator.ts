import type { JournalLineOf } from '../journal/line.ts';
import type { Changes } from './changes.ts';
import type { CollectiveDocument } from './collective.ts';
import type { MemberDocument } from './member.ts';
import type { RequestDocument } from './requests.ts';

/**
 * What an indicator is. The catalogue (catalogue/) has one entry for each: what the number is called and means, and how it counts.
 * To add one, add its entry and its test; documents.ts and stocks.ts change only if they don't keep yet what it needs. With a `since`,
 * the first month that is published with it, the months published before stay as they were.
 *
 * There are four ways to count:
 * - `sum`: a number from each fact, added up over the months of a period;
 * - `ratio`: two sums, both published;
 * - `distinct`: different members. With `each: 'period'` a member counts once in every period in which a fact of hers
 *   lies; with `each: 'lifetime'` only in those in which the first such fact of her life lies;
 * - `stock`: what is true at the end of a month, of a member (with a reporting consent on that day) or a collective: its changes,
 *   as they follow from the subject's document (stocks.ts, changes.ts). What time alone brings about is a change ahead.
 *
 * Whether a member's fact counts at all (her consent) is decided before an entry sees it.
 */

type Entry = JournalLineOf<'meeting_held'>['entries'][number];
export type CaseEvent = JournalLineOf<'case_event'>['event'];

/** What is counted, by the type of fact. Those of a member are `roster`, `enrolment`, `attendance`, `entry`, `case` and `event`. */
export type Facts = {
  /** A meeting's sheet that was not reversed. */
  readonly meeting: { readonly type: 'meeting' };
  readonly outreach: Pick<JournalLineOf<'outreach_recorded'>, 'kind' | 'mode' | 'participants'>;
  /** A request of a member's, which needs no consent to be counted. */
  readonly request: { readonly type: 'request' };
  /** A member on the roster of outreach. */
  readonly roster: Pick<JournalLineOf<'roster_set'>, 'kind'> &
    Pick<JournalLineOf<'roster_set'>['participants'][number], 'role'>;
  /** A member's coming into the programme, on the day she joined. */
  readonly enrolment: { readonly type: 'enrolment' };
  /** A member's line in the list of attendance. */
  readonly attendance: Pick<JournalLineOf<'meeting_held'>['attendance'][number], 'status'>;
  /** A member's line in the sheet of money. */
  readonly entry: Pick<Entry, 'kind' | 'amountPaise'>;
  /** A case, on the day it was opened. */
  readonly case: Pick<JournalLineOf<'case_opened'>, 'kind'>;
  /** An event in a case's timeline. */
  readonly event: CaseEvent;
};
export type FactType = keyof Facts;
export type MemberFactType = Exclude<FactType, 'meeting' | 'outreach' | 'request'>;

/** A whole number from each fact of one type. */
export type TallyOf<T extends FactType> = { readonly fact: T; readonly count: (fact: Facts[T]) => number };
export type Tally = { [T in FactType]: TallyOf<T> }[FactType];

/** Which facts of one type make a member count. */
export type MarkOf<T extends MemberFactType> = {
  readonly fact: T;
  readonly when: (fact: Facts[T]) => boolean;
  readonly each: 'period' | 'lifetime';
};
export type Mark = { [T in MemberFactType]: MarkOf<T> }[MemberFactType];

export type Counting =
  | ({ readonly way: 'sum' } & Tally)
  | { readonly way: 'ratio'; readonly numerator: Tally; readonly denominator: Tally }
  | ({ readonly way: 'distinct' } & Mark)
  | DistinctOfMember
  | StockOf<'member', MemberDocument>
  | StockOf<'collective', CollectiveDocument>
  | StockOf<'request', RequestDocument>;

/** Others than the member, each counted once in a period: for each of them how many facts count, by month. */
export type DistinctOfMember = {
  readonly way: 'distinct';
  readonly each: 'period';
  readonly changes: (member: MemberDocument) => readonly Changes[];
};

/** By how much a number of one subject changes, by month, from all that is known of it; months may lie ahead. */
type StockOf<Subject extends string, Document> = {
  readonly way: 'stock';
  readonly of: Subject;
  readonly changes: (document: Document) => Changes;
};

export type Words = { readonly en: string; readonly te: string; readonly ja: string };

/** The groups in which a report shows the indicators. */
export const themes = {
  members: { en: 'Members and collectives', te: 'సభ్యులు, సంఘాలు', ja: 'メンバーとグループ' },
  savings: { en: 'Meetings and savings', te: 'సమావేశాలు, పొదుపు', ja: '会合と貯蓄' },
  health_and_justice: { en: 'Health and justice', te: 'ఆరోగ్యం, న్యాయం', ja: '健康と司法' },
  entitlements: { en: 'Entitlements', te: 'హక్కులు, పథకాలు', ja: '公的な権利・給付' },
  outreach: { en: 'Outreach', te: 'అవగాహన కార్యక్రమాలు', ja: '社会への働きかけ' },
} as const satisfies Record<string, Words>;

export type Indicator = {
  readonly code: string;
  readonly theme: keyof typeof themes;
  readonly unit:
    | 'persons'
    | 'collectives'
    | 'children'
    | 'meetings'
    | 'paise'
    | 'cases'
    | 'applications'
    | 'stories'
    | 'trainings'
    | 'offices'
    | 'requests'
    | 'ratio';
  readonly title: Words;
  readonly definition: Words;
  /** Whether it is also shown by district and by age band. */
  readonly breakdowns: boolean;
  /** The first month (`YYYY-MM`) that is published with it; without it, every month is. */
  readonly since?: string;
  readonly counting: Counting;
};
