import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageBandOf, ageBands } from '../../functions/shared/calendar/age-bands.ts';

describe('the age band', () => {
  test.each([
    [2009, 'under 18'],
    [2008, '18-24'],
    [2002, '18-24'],
    [2001, '25-34'],
    [1992, '25-34'],
    [1991, '35-44'],
    [1982, '35-44'],
    [1981, '45+'],
    [1900, '45+'],
    [2026, 'under 18'],
  ])('of somebody born in %i who joined in 2026 is %s', (birthYear, band) => {
    expect(ageBandOf(birthYear, '2026-12-31')).toBe(band);
    expect(ageBandOf(birthYear, '2026-01-01')).toBe(band);
  });

  test('never falls with age', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2026 }), fc.integer({ min: 0, max: 30 }), (born, later) => {
        const place = (year: number) => ageBands.indexOf(ageBandOf(born, `${year}-06-01`));
        expect(place(2026 + later)).toBeGreaterThanOrEqual(place(2026));
      }),
    );
  });
});
