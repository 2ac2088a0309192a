import { cellSeriesNames } from './breakdowns.ts';
import type { CollectiveDocument } from './collective-document.ts';
import type { DemandDocument } from './demand-document.ts';
import type {
  DistinctOfMember,
  DistinctRule,
  DistinctRuleOf,
  Facts,
  FactType,
  Indicator,
  MemberFactType,
  PartChanges,
  Tally,
  TallyOf,
} from './indicator.ts';
import type { MemberDocument } from './member-document.ts';
import type { Changes } from './monthly-changes.ts';
import type { RequestDocument } from './request-document.ts';
import { seriesOf } from './totals.ts';

/**
 * The catalogue of indicators, rearranged for counting. The catalogue asks "how is this indicator counted?"; counting asks "here is a fact of this
 * type, or a document: which indicators does it change?" A series is a named row of totals by month (totals.ts).
 */
export type CountingPlan = {
  /** By type of fact: the series that it adds to, of sums and of the two parts of ratios. `count` is the amount that one fact adds. */
  readonly tallies: {
    readonly [T in FactType]: readonly { series: string; count: (fact: Facts[T]) => number }[];
  };
  /** By type of fact: the indicators of distinct members that count a fact if `when` is true of it. `index` is the indicator's index in `distinct`. */
  readonly distinctRules: {
    readonly [T in MemberFactType]: readonly { index: number; when: (fact: Facts[T]) => boolean }[];
  };
  /** The indicators of distinct members that count facts. */
  readonly distinct: readonly PlannedDistinct[];
  /** The indicators of distinct members, or of distinct children of a member, that are counted from her document and not from facts. */
  readonly distinctOfMember: readonly (PlannedDistinct & Pick<DistinctOfMember, 'changes'>)[];
  readonly memberStocks: readonly (PlannedStock<MemberDocument> & {
    /** The series of how many members are left out: they have money but haven't consented. Null for a stock that is not money. */
    readonly leftOut: string | null;
  })[];
  readonly ratiosOfStocks: readonly {
    readonly series: ReturnType<typeof seriesOf>;
    readonly changes: (member: MemberDocument) => PartChanges | null;
  }[];
  readonly collectiveStocks: readonly PlannedStock<CollectiveDocument>[];
  readonly requestStocks: readonly PlannedStock<RequestDocument>[];
  readonly demandStocks: readonly PlannedStock<DemandDocument>[];
};

/**
 * The series to which a member's number is added besides the total: by her cell (`cellOf`), the names of the series of its district and of its age
 * band. Null for an indicator without breakdowns.
 */
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

/** The tallies of all indicators, each with its series: a sum has one, a ratio two, another indicator none. */
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
    demand: talliesOf('demand'),
    answer: talliesOf('answer'),
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

/** The indicators of distinct members that count facts, and their rules by type of fact. */
const planDistinct = (indicators: readonly Indicator[]): Pick<CountingPlan, 'distinct' | 'distinctRules'> => {
  const factIndicators = indicators.flatMap(({ code, counting, breakdowns }) =>
    counting.way === 'distinct' && 'fact' in counting
      ? [{ rule: counting, series: seriesOf(code), hasCells: breakdowns }]
      : [],
  );
  const rulesOf = <T extends MemberFactType>(fact: T) =>
    factIndicators.flatMap(({ rule }: { rule: DistinctRule }, index) =>
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
    distinct: factIndicators.map(({ rule, series, hasCells }) => ({
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
  ratiosOfStocks: indicators.flatMap(({ code, counting }) =>
    counting.way === 'ratio_of_stocks' ? [{ series: seriesOf(code), changes: counting.changes }] : [],
  ),
  requestStocks: indicators.flatMap(({ code, counting }) =>
    counting.way === 'stock' && counting.of === 'request'
      ? [{ series: seriesOf(code).change, changes: counting.changes, cells: null }]
      : [],
  ),
  demandStocks: indicators.flatMap(({ code, counting }) =>
    counting.way === 'stock' && counting.of === 'demand'
      ? [{ series: seriesOf(code).change, changes: counting.changes, cells: null }]
      : [],
  ),
  collectiveStocks: indicators.flatMap(({ code, counting }) =>
    counting.way === 'stock' && counting.of === 'collective'
      ? [{ series: seriesOf(code).change, changes: counting.changes, cells: null }]
      : [],
  ),
});
