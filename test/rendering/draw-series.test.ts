import { describe, expect, test } from 'vitest';
import { drawSeries } from '../../functions/months/rendering/draw-series.ts';

const drawing = {
  kind: 'line' as const,
  width: 170,
  height: 112,
  format: String,
  fontFamily: 'Noto Sans',
};

/** Where the newest number stands, and where the line runs. */
const read = (svg: string) => {
  const [, number = ''] = /<text x="[\d.]+" y="([\d.]+)"[^>]*font-weight="bold"/.exec(svg) ?? [];
  const line = [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y = '']) => Number(y));
  return { number: Number(number), line };
};

describe('the newest number of a series', () => {
  test('stands above its own mark where the line comes from below', () => {
    const { number, line } = read(drawSeries(points(10, 40, 60, 80), drawing));
    expect(number).toBeLessThan(line.at(-1) ?? 0);
    expect((line.at(-1) ?? 0) - number).toBeLessThan(5);
  });

  test('stands above the line where that comes from above', () => {
    const { number, line } = read(drawSeries(points(10, 40, 90, 80), drawing));
    expect(number).toBeLessThan(Math.min(...line));
  });

  test('is kept in the drawing', () => {
    for (const values of [points(0, 0), points(100, 100), points(100, 0)]) {
      expect(read(drawSeries(values, drawing)).number).toBeGreaterThanOrEqual(7);
    }
  });
});

test('each year stands once, below the first of its months', () => {
  const months = ['2025-11', '2025-12', '2026-01', '2026-02'].map((month) => ({
    label: month.slice(5),
    year: month.slice(0, 4),
    value: 1,
  }));
  const svg = drawSeries(months, drawing);
  expect([...svg.matchAll(/>(\d{4})</g)].map(([, year]) => year)).toEqual(['2025', '2026']);
});

function points(...values: number[]) {
  return values.map((value, index) => ({ label: String(index + 1), year: '2026', value }));
}
