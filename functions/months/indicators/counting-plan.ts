import { cellSeriesNames } from './breakdowns.ts';
import type { CollectiveDocument } from './collective-document.ts';
import type {
  DistinctOfMember,
  DistinctRule,
  DistinctRuleOf,
  Facts,
  FactType,
  Indicator,
  MemberFactType,
  Tally,
  TallyOf,
} from './indicator.ts';
import type { MemberDocument } from './member-document.ts';
import type { Changes } from './monthly-changes.ts';
import type { RequestDocument } from './request-document.ts';
import { seriesOf } from './totals.ts';

/** The catalogue rearranged for counting: the rules for each type of fact, and the stocks of each kind of subject. */
export type CountingPlan = {
  /** The sums, and the numerators and denominators of ratios: `count` is the amount that one fact adds to the series. */
  readonly tallies: {
    readonly [T in FactType]: readonly { series: string; count: (fact: Facts[T]) => number }[];
  };
  /** A fact counts for the indicator if `when` is true of it. `index` is the indicator's index in `distinct`. */
  readonly distinctRules: {
    readonly [T in MemberFactType]: readonly { index: number; when: (fact: Facts[T]) => boolean }[];
  };
  /** The indicators of distinct members that count facts. */
  readonly distinct: readonly PlannedDistinct[];
  /** The indicators that count a member's children, from her document and not from facts. */
  readonly distinctOfMember: readonly (PlannedDistinct & Pick<DistinctOfMember, 'changes'>)[];
  readonly memberStocks: readonly (PlannedStock<MemberDocument> & {
    /** Only of money: the series of the members who are left out. */
    readonly leftOut: string | null;
  })[];
  readonly collectiveStocks: readonly PlannedStock<CollectiveDocument>[];
  readonly requestStocks: readonly PlannedStock<RequestDocument>[];
};

/** For each cell (`cellOf`), the names of its district's and its age band's series; null for an indicator without breakdowns. */
export type CellSeries = readonly (readonly [district: string, ageBand: string])[] | null;
/** An indicator of distinct members, each counted once in a period or once in her life. */
export type PlannedDistinct = {
  readonly each: 'period' | 'lifetime';
  readonly series: ReturnType<typeof seriesOf>;
  readonly cells: CellSeries;
};
type PlannedStock<Document> = {
  readonly series: string;
  readonly changes: (document: Document) => Changes;
  readonly cells: CellSeries;
};

/** The tallies of all indicators that have one or two, each with its series. */
const talliesIn = (indicators: readonly Indicator[]): { series: string; tally: Tally }[] =>
  indicators.flatMap(({ code, counting }) => {
    const { amount, numerator, denominator } = seriesOf(code);
    switch (counting.way) {
      case 'sum':
        return [{ series: amount, tally: counting }];
      case 'ratio':
        return [
          { series: numerator, tally: counting.numerator },
          { series: denominator, tally: counting.denominator },
        ];
      default:
        return [];
    }
  });

const isTallyOf = <T extends FactType>(tally: Tally, fact: T): tally is Tally & TallyOf<T> =>
  tally.fact === fact;

/** The tallies of each type of fact. */
const planTallies = (indicators: readonly Indicator[]): CountingPlan['tallies'] => {
  const tallies = talliesIn(indicators);
  const talliesOf = <T extends FactType>(fact: T) =>
    tallies.flatMap(({ series, tally }) => (isTallyOf(tally, fact) ? [{ series, count: tally.count }] : []));
  return {
    meeting: talliesOf('meeting'),
    outreach: talliesOf('outreach'),
    request: talliesOf('request'),
    roster: talliesOf('roster'),
    enrolment: talliesOf('enrolment'),
    attendance: talliesOf('attendance'),
    entry: talliesOf('entry'),
    case: talliesOf('case'),
    event: talliesOf('event'),
  };
};

const isRuleOf = <T extends MemberFactType>(
  rule: DistinctRule,
  fact: T,
): rule is DistinctRule & DistinctRuleOf<T> => rule.fact === fact;

/** The rules of the indicators of distinct members that count facts, and these indicators in the same order: a rule's index is valid in both. */
const planDistinct = (indicators: readonly Indicator[]): Pick<CountingPlan, 'distinct' | 'distinctRules'> => {
  const ofFacts = indicators.flatMap(({ code, counting, breakdowns }) =>
    counting.way === 'distinct' && 'fact' in counting
      ? [{ rule: counting, series: seriesOf(code), hasCells: breakdowns }]
      : [],
  );
  const rulesOf = <T extends MemberFactType>(fact: T) =>
    ofFacts.flatMap(({ rule }: { rule: DistinctRule }, index) =>
      isRuleOf(rule, fact) ? [{ index, when: rule.when }] : [],
    );
  return {
    distinctRules: {
      roster: rulesOf('roster'),
      enrolment: rulesOf('enrolment'),
      attendance: rulesOf('attendance'),
      entry: rulesOf('entry'),
      case: rulesOf('case'),
      event: rulesOf('event'),
    },
    distinct: ofFacts.map(({ rule, series, hasCells }) => ({
      each: rule.each,
      series,
      cells: hasCells ? cellSeriesNames(series.first) : null,
    })),
  };
};

const planMemberStocks = (indicators: readonly Indicator[]): CountingPlan['memberStocks'] =>
  indicators.flatMap(({ code, unit, counting, breakdowns }) => {
    const { change: series, leftOut } = seriesOf(code);
    return counting.way === 'stock' && counting.of === 'member'
      ? [
          {
            series,
            changes: counting.changes,
            cells: breakdowns ? cellSeriesNames(series) : null,
            leftOut: unit === 'paise' ? leftOut : null,
          },
        ]
      : [];
  });

/** The counting plan of a catalogue of indicators. */
export const planCounting = (indicators: readonly Indicator[]): CountingPlan => ({
  tallies: planTallies(indicators),
  ...planDistinct(indicators),
  distinctOfMember: indicators.flatMap(({ code, counting }) =>
    counting.way === 'distinct' && 'changes' in counting
      ? [{ each: counting.each, series: seriesOf(code), cells: null, changes: counting.changes }]
      : [],
  ),
  memberStocks: planMemberStocks(indicators),
  requestStocks: indicators.flatMap(({ code, counting }) =>
    counting.way === 'stock' && counting.of === 'request'
      ? [{ series: seriesOf(code).change, changes: counting.changes, cells: null }]
      : [],
  ),
  collectiveStocks: indicators.flatMap(({ code, counting }) =>
    counting.way === 'stock' && counting.of === 'collective'
      ? [{ series: seriesOf(code).change, changes: counting.changes, cells: null }]
      : [],
  ),
});
