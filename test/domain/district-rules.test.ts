import { describe, expect, test } from 'vitest';
import { validateDistrict, validateDistricts } from '../../functions/shared/reach/district-rules.ts';
import { readRefusal } from '../support/refusal.ts';

// Markapuram is a district from the last day of 2025.
describe('a district', () => {
  test.each([
    ['of the state', 'Guntur', '2025-12-30', true],
    ['the day before it begins', 'Markapuram', '2025-12-30', false],
    ['the day on which it begins', 'Markapuram', '2025-12-31', true],
    ['of another state', 'Hyderabad', '2025-12-31', false],
  ] as const)('is taken if it is in force: %s', (_which, name, today, isTaken) => {
    expect(readRefusal(validateDistrict(name, today))).toEqual(
      isTaken ? undefined : ['district_not_in_force', 'district'],
    );
    expect(readRefusal(validateDistrict(name, today, 'to.district'))).toEqual(
      isTaken ? undefined : ['district_not_in_force', 'to.district'],
    );
  });
});

describe('a list of districts', () => {
  const refusal = (names: string[], before?: string[]) =>
    readRefusal(validateDistricts(names, '2025-12-30', before));

  test('is refused at the first that is not in force', () => {
    expect(refusal(['Guntur', 'Eluru'])).toBeUndefined();
    expect(refusal([])).toBeUndefined();
    expect(refusal(['Guntur', 'Markapuram', 'Polavaram'])).toEqual(['district_not_in_force', 'districts.1']);
  });

  test('keeps what was in it before', () => {
    expect(refusal(['Guntur', 'Markapuram'], ['Markapuram'])).toBeUndefined();
    expect(refusal(['Markapuram', 'Polavaram'], ['Markapuram'])).toEqual([
      'district_not_in_force',
      'districts.1',
    ]);
  });
});
