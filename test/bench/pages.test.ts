import { describe, expect, test } from 'vitest';
import { renderCost } from '../../bench/cost-page.ts';
import { readMeasured } from '../../bench/measured.ts';
import { renderPerformance } from '../../bench/performance-page.ts';
import { measuredCountOf } from '../../bench/scale-lines.ts';
import { renderScale } from '../../bench/scale-page.ts';
import { readPage } from './page-tables.ts';

/** Nobody edits a page by hand: whoever changes what a page says runs its command with `-- --render`. */
describe('the measured pages', () => {
  test('are what is kept in bench/measured', () => {
    expect
      .soft(readPage('cost.md'))
      .toBe(renderCost(readMeasured('cost'), measuredCountOf(readMeasured('scale'))));
    expect.soft(readPage('scale.md')).toBe(renderScale(readMeasured('scale')));
    expect.soft(readPage('performance.md')).toBe(renderPerformance(readMeasured('performance')));
  });
});
