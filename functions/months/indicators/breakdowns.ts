import { type AgeBand, ageBands } from '../../shared/calendar/age-bands.ts';
import { lastDateOf } from '../../shared/calendar/calendar.ts';
import { type District, districtNames, districtsOn } from '../../shared/reach/districts.ts';

/** The breakdowns of indicators, by district and by age band: each with all keys that it ever had, in the order of display. */
export const breakdownKeys = { district: districtNames, ageBand: ageBands } as const;
export type BreakdownName = keyof typeof breakdownKeys;
export const breakdownNames = ['district', 'ageBand'] as const satisfies readonly BreakdownName[];

/**
 * The keys under which an indicator's breakdowns count a month: the districts in force on its last day, or all age
 * bands.
 */
export const keysInMonth = (name: BreakdownName, month: string): readonly string[] =>
  name === 'district' ? districtsOn(lastDateOf(month)) : breakdownKeys[name];

/** The name of the series of totals of one breakdown's key. */
export const cellSeriesOf = (series: string, breakdown: BreakdownName, key: string): string =>
  `${series}.${breakdown}.${key}`;

/** A cell of the breakdowns: a member's district and age band as one number, an index into `cellSeriesNames`. */
export const cellOf = (district: District, ageBand: AgeBand): number =>
  districtNames.indexOf(district) * ageBands.length + ageBands.indexOf(ageBand);

/**
 * For each cell of the breakdowns (`cellOf`), the names of the two series of totals in which its members count: that of
 * the district and that of the age band.
 * @param series the name of the indicator's series without breakdown
 */
export const cellSeriesNames = (series: string): (readonly [string, string])[] =>
  districtNames.flatMap((district) =>
    ageBands.map(
      (ageBand) =>
        [cellSeriesOf(series, 'district', district), cellSeriesOf(series, 'ageBand', ageBand)] as const,
    ),
  );
