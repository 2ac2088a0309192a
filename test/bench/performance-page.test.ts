import { describe, expect, test } from 'vitest';
import type { Row } from '../../bench/measure.ts';
import { isOverLimit, renderPerformance } from '../../bench/performance-page.ts';

const timed = (median: number, bounds: Partial<Row> = {}): Row => ({
  what: 'a start',
  against: 'its clients',
  ratio: { median, p10: median - 0.1, p90: median + 0.1 },
  ...bounds,
});
const counted = (median: number, bounds: Partial<Row> = {}): Row => ({
  ...timed(median, bounds),
  ratio: { median, p10: median, p90: median },
});
const pageOf = (...rows: Row[]): string =>
  renderPerformance({ parts: [{ name: 'starts', on: '2026-12-01', machine: 'a machine', rows }] });
const lineOf = (row: Row): string =>
  pageOf(row)
    .split('\n')
    .find((line) => line.startsWith('| a start')) ?? '';

describe('docs/performance.md', () => {
  test.each([
    [timed(1.051, { limit: 1.18, aim: 1.05 }), '1.05', 'reaches the aim'],
    [timed(1.056, { limit: 1.18, aim: 1.05 }), '1.06', 'within the limit'],
    [timed(1.184, { limit: 1.18, aim: 1.05 }), '1.18', 'within the limit'],
    [timed(1.186, { limit: 1.18, aim: 1.05 }), '1.19', '**over the limit**'],
    [timed(0.5, { limit: 1 }), '0.50', 'within the limit'],
    [timed(0.5), '0.50', ''],
    [timed(12.4, { limit: 12 }), '12', 'within the limit'],
    [timed(Number.NaN, { limit: 12 }), 'NaN', '**over the limit**'],
    // What is counted hides no byte.
    [counted(1.002, { limit: 1 }), '1.002', '**over the limit**'],
    [counted(1, { limit: 1 }), '1.00', 'within the limit'],
    [counted(0, { limit: 0 }), '0.00', 'within the limit'],
  ])('compares the median with limit and aim by the digits that it shows: %#', (row, shown, verdict) => {
    const cells = lineOf(row).split(' | ');
    expect(cells[2]).toBe(shown);
    expect(lineOf(row).endsWith(` | ${verdict} |`)).toBe(true);
    expect(isOverLimit(row)).toBe(verdict === '**over the limit**');
  });

  test('names at its top what is over its limit', () => {
    const page = pageOf(timed(1.2, { limit: 1.18 }), timed(1, { limit: 1.18 }));
    expect(page.split('\n').slice(2, 5)).toEqual([
      '**Over their limit (1 of 2 rows):**',
      '',
      '- a start: 1.20, limit 1.18',
    ]);
    expect(pageOf(timed(1, { limit: 1.18 })).split('\n')[2]).toBe('**Nothing is over its limit.**');
  });

  test('says what was measured when, if not all at once', () => {
    const part = (name: string, on: string) => ({ name, on, machine: 'a machine', rows: [] });
    const page = renderPerformance({
      parts: [part('starts', '2026-12-01'), part('bundles', '2026-12-02'), part('web', '2026-12-01')],
    });
    expect(page).toContain(
      '- starts, web: measured on 2026-12-01 (Indian date), on a machine\n- bundles: measured on 2026-12-02',
    );
  });
});
