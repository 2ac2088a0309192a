import { cellSeriesNames } from './breakdowns.ts';
import { type Facts, type FactType, factSubjects } from './facts.ts';
import type {
  Counting,
  DistinctOfMember,
  DistinctRule,
  Indicator,
  PartChanges,
  StockOf,
  StockSubject,
  SubjectDocuments,
  Tally,
  TallyOf,
} from './indicator.ts';
import type { MemberDocument } from './member-document.ts';
import type { Changes } from './monthly-changes.ts';
import { seriesOf } from './totals.ts';

/**
 * The catalogue of indicators, rearranged for counting. The catalogue asks "how is this indicator counted?"; counting asks "here is a fact of this
 * type, or a document: which indicators does it change?" A series is a named row of totals by month (totals.ts).
 */
export type CountingPlan = {
  readonly facts: { readonly [T in FactType]: PlannedFact<T> };
  /** The indicators of distinct members or collectives that count facts. */
  readonly distinct: readonly PlannedDistinct[];
  /** The indicators of distinct members, or of distinct children of a member, that are counted from her document and not from facts. */
  readonly distinctOfMember: readonly (PlannedDistinct & Pick<DistinctOfMember, 'changes'>)[];
  readonly stocks: { readonly [S in StockSubject]: readonly PlannedStock<SubjectDocuments[S]>[] };
  readonly ratiosOfStocks: readonly {
    readonly series: ReturnType<typeof seriesOf>;
    readonly changes: (member: MemberDocument) => PartChanges | null;
  }[];
};

/** What a fact of one type changes. */
export type PlannedFact<T extends FactType> = {
  /** The series that it adds to, of sums and of the two parts of ratios. `count` is the amount that one fact adds. */
  readonly tallies: readonly { readonly series: string; readonly count: (fact: Facts[T]) => number }[];
  /** The indicators of distinct members or collectives that count a fact if `when` is true of it. `index` is the indicator's index in `distinct`. */
  readonly distinct: readonly { readonly index: number; readonly when: (fact: Facts[T]) => boolean }[];
};

/**
 * The series to which a member's number is added besides the total: by her cell (`cellOf`), the names of the series of its district and of its age
 * band. Null for an indicator without breakdowns.
 */
export type CellSeries = readonly (readonly [district: string, ageBand: string])[] | null;
/** An indicator of distinct members or collectives, each counted once in a period or once in her life. */
export type PlannedDistinct = {
  readonly each: 'period' | 'lifetime';
  /** How many facts make her count in a month. */
  readonly atLeast: number;
  readonly series: ReturnType<typeof seriesOf>;
  readonly cells: CellSeries;
};
export type PlannedStock<Document> = {
  readonly series: string;
  readonly changes: (document: Document) => Changes;
  readonly cells: CellSeries;
  /** The series of how many members are left out: they have money but haven't consented. Null for a stock that is not money of members. */
  readonly leftOut: string | null;
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

const isRuleOf = <T extends FactType>(
  rule: DistinctRule,
  fact: T,
): rule is DistinctRule & { readonly fact: T; readonly when: (fact: Facts[T]) => boolean } =>
  rule.fact === fact;

/** The indicators of distinct members or collectives that count facts, and what the facts of each type change. */
const planFacts = (indicators: readonly Indicator[]): Pick<CountingPlan, 'distinct' | 'facts'> => {
  const tallies = talliesIn(indicators);
  const rules = indicators.flatMap(({ code, counting, breakdowns }) =>
    counting.way === 'distinct' && 'fact' in counting
      ? [{ rule: counting, series: seriesOf(code), hasCells: breakdowns }]
      : [],
  );
  const planFact = <T extends FactType>(fact: T): PlannedFact<T> => ({
    tallies: tallies.flatMap(({ series, tally }) =>
      isTallyOf(tally, fact) ? [{ series, count: tally.count }] : [],
    ),
    distinct: rules.flatMap(({ rule }: { rule: DistinctRule }, index) =>
      isRuleOf(rule, fact) ? [{ index, when: rule.when }] : [],
    ),
  });
  const factTypes = Object.keys(factSubjects) as FactType[];
  return {
    // No type can say of `fromEntries` that each key has what was planned for it.
    facts: Object.fromEntries(factTypes.map((fact) => [fact, planFact(fact)])) as CountingPlan['facts'],
    distinct: rules.map(({ rule: { each, atLeast = 1 }, series, hasCells }) => ({
      each,
      atLeast,
      series,
      cells: hasCells ? cellSeriesNames(series.first) : null,
    })),
  };
};

const isStockOf = <S extends StockSubject>(counting: Counting, of: S): counting is Counting & StockOf<S> =>
  counting.way === 'stock' && counting.of === of;

/** The stocks of one kind of subject. */
const planStocks = <S extends StockSubject>(
  indicators: readonly Indicator[],
  of: S,
): readonly PlannedStock<SubjectDocuments[S]>[] =>
  indicators.flatMap(({ code, unit, counting, breakdowns }): PlannedStock<SubjectDocuments[S]>[] => {
    const { change: series, leftOut } = seriesOf(code);
    return isStockOf(counting, of)
      ? [
          {
            series,
            changes: counting.changes,
            cells: breakdowns ? cellSeriesNames(series) : null,
            leftOut: of === 'member' && unit === 'paise' ? leftOut : null,
          },
        ]
      : [];
  });

/** The counting plan of a catalogue of indicators. */
export const planCounting = (indicators: readonly Indicator[]): CountingPlan => ({
  ...planFacts(indicators),
  distinctOfMember: indicators.flatMap(({ code, counting }) =>
    counting.way === 'distinct' && 'changes' in counting
      ? [{ each: counting.each, atLeast: 1, series: seriesOf(code), cells: null, changes: counting.changes }]
      : [],
  ),
  stocks: {
    member: planStocks(indicators, 'member'),
    collective: planStocks(indicators, 'collective'),
    request: planStocks(indicators, 'request'),
    demand: planStocks(indicators, 'demand'),
  },
  ratiosOfStocks: indicators.flatMap(({ code, counting }) =>
    counting.way === 'ratio_of_stocks' ? [{ series: seriesOf(code), changes: counting.changes }] : [],
  ),
});
