import { describe, expect, test } from 'vitest';
import { districtNames, districts, districtsOn } from '../../functions/shared/reach/districts.ts';

describe('the districts', () => {
  test('are 26 from April 2022 and 28 from the last day of 2025, each new one out of another', () => {
    expect(districtsOn('2022-04-03')).toEqual([]);
    expect(districtsOn('2022-04-04')).toHaveLength(26);
    const before = districtsOn('2025-12-30');
    const after = districtsOn('2025-12-31');
    expect([before.length, after.length]).toEqual([26, 28]);
    expect(after.filter((name) => !before.includes(name))).toEqual(['Markapuram', 'Polavaram']);
    expect(districts.flatMap(({ name, successorOf }) => (successorOf ? [[name, successorOf]] : []))).toEqual([
      ['Markapuram', 'Prakasam'],
      ['Polavaram', 'Alluri Sitharama Raju'],
    ]);
  });

  test('stand in the order of the alphabet without regard to case, each once', () => {
    const sorted = districtNames.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    expect(districtNames).toEqual(sorted);
    expect(new Set(districtNames).size).toBe(28);
    expect(districtNames.indexOf('NTR')).toBe(districtNames.indexOf('Nandyal') + 1);
  });

  // The breakdown of a month lists the districts of its last day. Nobody is in another one if none begins before the cutoff, which
  // is on the 28th of the next month at the latest; else the gate withholds (docs/decisions/0014-disclosure-gate.md).
  test('begin late enough in a month that no cutoff of the month before lies behind', () => {
    for (const { from } of districts.filter((one) => one.from > '2025-04-01')) {
      expect(Number(from.slice(8))).toBeGreaterThan(28);
    }
    expect(districts.filter(({ to }) => to !== undefined)).toEqual([]);
  });
});
