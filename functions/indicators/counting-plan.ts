import type {
  CollectiveStanding,
  Facts,
  FactType,
  Indicator,
  Mark,
  MarkOf,
  MemberFactType,
  MemberStanding,
  Tally,
  TallyOf,
} from './catalogue.ts';
import { cellSeriesNames, seriesOf } from './totals.ts';

/** The catalogue as the fold needs it: what to do with each type of fact, and with each subject. */
export type CountingPlan = {
  readonly tallies: { readonly [T in FactType]: readonly PlannedTally<T>[] };
  readonly marks: { readonly [T in MemberFactType]: readonly PlannedMark<T>[] };
  readonly distinct: readonly PlannedDistinct[];
  readonly memberStocks: readonly PlannedStock<MemberStanding>[];
  readonly collectiveStocks: readonly PlannedStock<CollectiveStanding>[];
};

type PlannedTally<T extends FactType> = {
  readonly series: string;
  readonly count: (fact: Facts[T]) => number;
};
type PlannedMark<T extends MemberFactType> = {
  /** Its place in `distinct`. */
  readonly at: number;
  readonly when: (fact: Facts[T]) => boolean;
};
type CellSeries = readonly (readonly [string, string])[] | null;
export type PlannedDistinct = {
  readonly each: 'period' | 'lifetime';
  readonly inMonth: string;
  readonly firstOfYear: string;
  readonly first: string;
  /** The further series of the first one, by cell. */
  readonly cells: CellSeries;
};
export type PlannedStock<S> = {
  readonly change: string;
  readonly count: (standing: S) => number;
  readonly cells: CellSeries;
};

type Named<T> = T & { readonly name: string };
type Placed<T> = T & { readonly at: number };

export const planCounting = (indicators: readonly Indicator[]): CountingPlan => {
  const tallies = indicators.flatMap(({ code, counting }): Named<Tally>[] => {
    const names = seriesOf(code);
    switch (counting.way) {
      case 'sum':
        return [{ ...counting, name: names.amount }];
      case 'ratio':
        return [
          { ...counting.numerator, name: names.numerator },
          { ...counting.denominator, name: names.denominator },
        ];
      default:
        return [];
    }
  });
  const talliesOf = <T extends FactType>(type: T): PlannedTally<T>[] =>
    tallies
      .filter((tally): tally is Named<Tally> & TallyOf<T> => tally.fact === type)
      .map((tally) => ({ series: tally.name, count: tally.count }));

  const marks = indicators
    .flatMap(({ counting }): Mark[] => (counting.way === 'distinct' ? [counting] : []))
    .map((mark, at): Placed<Mark> => ({ ...mark, at }));
  const marksOf = <T extends MemberFactType>(type: T): PlannedMark<T>[] =>
    marks
      .filter((mark): mark is Placed<Mark> & MarkOf<T> => mark.fact === type)
      .map(({ at, when }) => ({ at, when }));

  return {
    tallies: {
      meeting: talliesOf('meeting'),
      outreach: talliesOf('outreach'),
      enrolment: talliesOf('enrolment'),
      attendance: talliesOf('attendance'),
      entry: talliesOf('entry'),
      case: talliesOf('case'),
      event: talliesOf('event'),
    },
    marks: {
      enrolment: marksOf('enrolment'),
      attendance: marksOf('attendance'),
      entry: marksOf('entry'),
      case: marksOf('case'),
      event: marksOf('event'),
    },
    distinct: indicators.flatMap(({ code, counting, breakdowns }) => {
      const { inMonth, firstOfYear, first } = seriesOf(code);
      return counting.way === 'distinct'
        ? [
            {
              each: counting.each,
              inMonth,
              firstOfYear,
              first,
              cells: breakdowns ? cellSeriesNames(first) : null,
            },
          ]
        : [];
    }),
    memberStocks: indicators.flatMap(({ code, counting, breakdowns }) => {
      const { change } = seriesOf(code);
      return counting.way === 'stock' && counting.of === 'member'
        ? [{ change, count: counting.count, cells: breakdowns ? cellSeriesNames(change) : null }]
        : [];
    }),
    collectiveStocks: indicators.flatMap(({ code, counting }) =>
      counting.way === 'stock' && counting.of === 'collective'
        ? [{ change: seriesOf(code).change, count: counting.count, cells: null }]
        : [],
    ),
  };
};
