import { isMonth } from '../../../functions/shared/calendar/calendar.ts';
import { type Period, periods } from './periods/periods.ts';

/**
 * The open page as the part of its address behind the `#`: `#/2026-10/indicators/pensions?period=quarter`. A copied link,
 * Back and a reload keep it. All of it is public. Pure.
 */

export const chartKinds = ['months', 'pairs', 'pair'] as const;
/**
 * `months`: a bar for each month, or each quarter. `pairs`: each bar beside that of a year before. `pair`: only the newest
 * bar, beside that of a year before.
 */
export type ChartKind = (typeof chartKinds)[number];

const pages = ['overview', 'year', 'changes', 'files'] as const;
export type PlainPage = (typeof pages)[number];

export type Address = {
  readonly page: PlainPage | 'indicator';
  /** The indicator's code, on the page `indicator` only. */
  readonly code?: string;
  /** `YYYY-MM`; undefined: the newest month. */
  readonly month?: string;
  /** The version; undefined for the month's newest version, with the revisions in later publications. */
  readonly version?: number;
  readonly period: Period;
  readonly chart: ChartKind;
};

export const defaultAddress: Address = { page: 'overview', period: 'month', chart: 'months' };

/** Stands in the place of the month in an address that names no month: `#/newest/overview`. */
const newest = 'newest';

/**
 * Formats the address of the funder's page, with its `#`: page, month, version, period and chart. Leaves out version,
 * period and chart where they have their defaults.
 */
export function formatAddress({ page, code, month, version, period, chart }: Address): string {
  const path = [month ?? newest, page === 'indicator' ? `indicators/${code}` : page];
  const query = new URLSearchParams({
    ...(version === undefined ? {} : { version: String(version) }),
    ...(period === defaultAddress.period ? {} : { period }),
    ...(chart === defaultAddress.chart ? {} : { chart }),
  });
  return `#/${path.join('/')}${query.size === 0 ? '' : `?${query}`}`;
}

/** An indicator's code, such as `police_oriented_in_person`. */
const codePattern = /^[a-z_\d]+$/;

/** Parses the address of the funder's page; parts that it can't read get their defaults. */
export function parseAddress(hash: string): Address {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [month = '', page = '', code = ''] = path.split('/');
  const query = new URLSearchParams(search);
  // 0 if the address has no version.
  const version = Number(query.get('version'));
  return {
    ...(page === 'indicators' && codePattern.test(code)
      ? { page: 'indicator', code }
      : { page: pages.find((one) => one === page) ?? defaultAddress.page }),
    ...(isMonth(month) ? { month } : {}),
    ...(Number.isInteger(version) && version > 0 ? { version } : {}),
    period: periods.find((one) => one === query.get('period')) ?? defaultAddress.period,
    chart: chartKinds.find((one) => one === query.get('chart')) ?? defaultAddress.chart,
  };
}

/**
 * The link to another of the funder's pages, for the same month, version and period. Another indicator starts with the
 * default chart.
 */
export const linkTo = (address: Address, change: Partial<Address>): string =>
  formatAddress({
    ...address,
    ...(change.code === undefined || change.code === address.code ? {} : { chart: defaultAddress.chart }),
    ...change,
  });
