import type { CollectiveDocument } from './collective-document.ts';
import type { DemandDocument } from './demand-document.ts';
import {
  type DistinctFactType,
  type Facts,
  type FactType,
  type FactTypeOf,
  factSubjects,
  type MemberFactType,
  type Subject,
} from './facts.ts';
import type { MemberDocument } from './member-document.ts';
import type { Changes } from './monthly-changes.ts';
import type { RequestDocument } from './request-document.ts';

/**
 * An indicator is a published number. The catalogue (catalogue/) has one entry for each: its title, its definition, and how it counts. CONTRIBUTING.md
 * says how to add one; add-lines.ts and stocks.ts change only if they lack what it needs. Give it `since`, the first month that is published with it,
 * so that months published before stay unchanged.
 *
 * There are five ways to count:
 * - `sum`: a number from each fact, added up over the months of a period;
 * - `ratio`: two sums, both published;
 * - `ratio_of_stocks`: two stocks of each member, both published. It is counted at the end of March and of September, and repeated in the
 *   months between (publishing/half-yearly.ts);
 * - `distinct`: different members, or collectives. With `each: 'period'` a member counts once in every period in which a fact of hers
 *   lies; with `each: 'lifetime'` only in those in which the first such fact of her life lies. An entry names the type of `fact`, or
 *   derives the months from a member's document itself (`DistinctOfMember`);
 * - `stock`: a level at the end of a month, such as active members or savings. It is the sum of a number of each member (who consents to
 *   reporting on that day), each collective, each request or each demand. How that number changes follows from the document (stocks.ts,
 *   monthly-changes.ts). What time alone brings about, such as a loan that becomes overdue, is a change in a future month.
 *
 * An entry gets only facts of members whose consent lets them count, and gives the same totals however the journal is split into shards (shards.ts).
 */

/** Takes a whole number from each fact of one type, to be added up. */
export type TallyOf<T extends FactType> = { readonly fact: T; readonly count: (fact: Facts[T]) => number };
export type Tally = { [T in FactType]: TallyOf<T> }[FactType];

/** Selects the facts of one type that make a member, or a collective, count. */
export type DistinctRuleOf<T extends DistinctFactType> = {
  readonly fact: T;
  readonly when: (fact: Facts[T]) => boolean;
  /** How many such facts make her count in a month; without it, one. */
  readonly atLeast?: number;
  /** Only members can be counted once in a life. */
  readonly each: 'period' | (T extends MemberFactType ? 'lifetime' : never);
};
export type DistinctRule = { [T in DistinctFactType]: DistinctRuleOf<T> }[DistinctFactType];

/** Two sums of facts. `Counting` allows both parts only facts of the same kind of subject. */
type RatioOf<T extends FactType> = {
  readonly way: 'ratio';
  readonly numerator: { [Fact in T]: TallyOf<Fact> }[T];
  readonly denominator: { [Fact in T]: TallyOf<Fact> }[T];
};

export type Counting =
  | ({ readonly way: 'sum' } & Tally)
  | { [S in Subject]: RatioOf<FactTypeOf<S>> }[Subject]
  | ({ readonly way: 'distinct' } & DistinctRule)
  | DistinctOfMember
  | { [S in StockSubject]: StockOf<S> }[StockSubject]
  | RatioOfStocks;

/** What counting remembers of each subject of a stock. */
export type SubjectDocuments = {
  readonly member: MemberDocument;
  readonly collective: CollectiveDocument;
  readonly request: RequestDocument;
  readonly demand: DemandDocument;
};
export type StockSubject = keyof SubjectDocuments;

/** Counts a member, or each of her children, once in every period. Unlike other `distinct` entries, it finds the facts in her document. */
export type DistinctOfMember = {
  readonly way: 'distinct';
  readonly each: 'period';
  /**
   * Returns a list for her, or one for each of her children: how many facts, such as talks or returns to school, lie in each month.
   * It is written as `Changes` are, but its numbers are each month's own.
   */
  readonly changes: (member: MemberDocument) => readonly Changes[];
};

/** How both parts of a ratio of stocks change by month. */
export type PartChanges = { readonly numerator: Changes; readonly denominator: Changes };

type RatioOfStocks = {
  readonly way: 'ratio_of_stocks';
  /** Derives both parts from the document of one member; null if she is in neither, ever. */
  readonly changes: (member: MemberDocument) => PartChanges | null;
};

/** Derives from the document of one member, collective, request or demand how its number changes by month. */
export type StockOf<S extends StockSubject> = {
  readonly way: 'stock';
  readonly of: S;
  readonly changes: (document: SubjectDocuments[S]) => Changes;
};

/** What an indicator counts, or whose facts. */
export const subjectOf = (counting: Counting): Subject => {
  switch (counting.way) {
    case 'stock':
      return counting.of;
    case 'ratio_of_stocks':
      return 'member';
    case 'ratio':
      return factSubjects[counting.numerator.fact];
    default:
      return 'fact' in counting ? factSubjects[counting.fact] : 'member';
  }
};

export type TranslatedWords = { readonly en: string; readonly te: string; readonly ja: string };

/** The headings under which a report groups the indicators, by theme. */
export const themeTitles = {
  members: { en: 'Members and collectives', te: 'సభ్యులు, సంఘాలు', ja: 'メンバーとグループ' },
  savings: { en: 'Meetings and savings', te: 'సమావేశాలు, పొదుపు', ja: '会合と貯蓄' },
  health_and_justice: { en: 'Health and justice', te: 'ఆరోగ్యం, న్యాయం', ja: '健康と司法' },
  entitlements: { en: 'Entitlements', te: 'హక్కులు, పథకాలు', ja: '公的な権利・給付' },
  road: { en: 'Her road', te: 'ఆమె దారి', ja: '女性たちの歩み' },
  outreach: { en: 'Outreach', te: 'అవగాహన కార్యక్రమాలు', ja: '社会への働きかけ' },
  public: { en: 'Demands on the State', te: 'ప్రభుత్వాన్ని అడిగినవి', ja: '行政への要望・申し入れ' },
} as const satisfies Record<string, TranslatedWords>;

export type Indicator = {
  readonly code: string;
  readonly theme: keyof typeof themeTitles;
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
    | 'demands'
    | 'ratio';
  readonly title: TranslatedWords;
  readonly definition: TranslatedWords;
  /** Whether it is also shown by district and by age band. */
  readonly breakdowns: boolean;
  /** Of a sum: it is withheld while fewer than 11 members are active. */
  readonly isWithheldOfFew?: true;
  /** The first month (`YYYY-MM`) that is published with it; without it, every month is. */
  readonly since?: string;
  readonly counting: Counting;
};
