import type { Value } from '../../../functions/months/disclosure/value-arithmetic.ts';
import { financialYearOf } from '../../../functions/shared/calendar/calendar.ts';
import type { Indicator, Snapshot } from '../../../web/src/months/published.ts';

/** Publications for the tests of what the funder's page works out. */

type Numbers = { readonly month: Value; readonly financialYear?: Value; readonly toDate?: Value };

export const indicatorOf = (
  way: Indicator['way'],
  { month, financialYear = month, toDate = month }: Numbers,
  more: Partial<Indicator> = {},
): Indicator => ({
  code: way,
  unit: way === 'ratio' ? 'ratio' : 'persons',
  way,
  title: { en: way, te: way, ja: way },
  month,
  financialYear,
  toDate,
  target: null,
  baseline: null,
  breakdowns: { district: null, ageBand: null },
  ...more,
});

export const published = (month: string, more: Partial<Snapshot> = {}): Snapshot => ({
  programme: {
    name: 'Leadership Next',
    implementer: 'HELP',
    forum: 'VIMUKTHI',
    funder: 'Kamonohashi',
    state: 'Andhra Pradesh',
  },
  month,
  version: 1,
  reason: null,
  cutoff: `${month}-28T18:30:00Z`,
  financialYear: financialYearOf(month),
  indicators: [],
  narrative: null,
  stories: [],
  revisions: [],
  ...more,
});
