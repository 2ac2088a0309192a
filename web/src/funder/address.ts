import { isMonth } from '../../../functions/domain/calendar.ts';
import { type Period, periods } from './periods.ts';

/**
 * Which page is open, as it stands behind the `#` of its address: `#/2026-10/indicators/pensions?period=quarter`. A copied link,
 * Back and a reload keep it. All of it is public. Pure.
 */

export const chartKinds = ['months', 'pairs', 'pair'] as const;
/** Each month; each beside the same month a year before; or one alone beside that of a year before. */
export type ChartKind = (typeof chartKinds)[number];

const pages = ['overview', 'year', 'changes', 'files'] as const;
export type PlainPage = (typeof pages)[number];

export type Address = {
  readonly page: PlainPage | 'indicator';
  /** Of the page `indicator`. */
  readonly code?: string;
  /** Without it, the newest. */
  readonly month?: string;
  /** Without it, the month's newest. */
  readonly version?: number;
  readonly period: Period;
  readonly chart: ChartKind;
};

export const defaultAddress: Address = { page: 'overview', period: 'month', chart: 'months' };

const newest = 'newest';

/**
 * Formats the address of the funder's page, with its `#`: page, month, version and period. What is the default is
 * left out.
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

/** Parses the address of the funder's page; what it can't read is the default. */
export function parseAddress(hash: string): Address {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [month = '', page = '', code = ''] = path.split('/');
  const query = new URLSearchParams(search);
  const version = Number(query.get('version'));
  return {
    ...(page === 'indicators' && /^[a-z_\d]+$/.test(code)
      ? { page: 'indicator', code }
      : { page: pages.find((one) => one === page) ?? defaultAddress.page }),
    ...(isMonth(month) ? { month } : {}),
    ...(Number.isInteger(version) && version > 0 ? { version } : {}),
    period: periods.find((one) => one === query.get('period')) ?? defaultAddress.period,
    chart: chartKinds.find((one) => one === query.get('chart')) ?? defaultAddress.chart,
  };
}

/** The address of another of the funder's pages, for the same month, version and period. Each indicator begins with the whole chart. */
export const linkTo = (address: Address, change: Partial<Address>): string =>
  formatAddress({
    ...address,
    ...(change.code === undefined || change.code === address.code ? {} : { chart: defaultAddress.chart }),
    ...change,
  });
