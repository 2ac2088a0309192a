import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Address,
  chartKinds,
  defaultAddress,
  formatAddress,
  parseAddress,
} from '../../../web/src/funder/address.ts';
import { periods } from '../../../web/src/funder/periods/periods.ts';

describe('the address of a page', () => {
  const address: fc.Arbitrary<Address> = fc
    .record(
      {
        page: fc.constantFrom('overview', 'year', 'changes', 'files', 'indicator'),
        code: fc.stringMatching(/^[a-z_]{1,12}$/),
        month: fc.constantFrom('2025-04', '2026-12'),
        version: fc.integer({ min: 1, max: 99 }),
        period: fc.constantFrom(...periods),
        chart: fc.constantFrom(...chartKinds),
      },
      { requiredKeys: ['page', 'code', 'period', 'chart'] },
    )
    .map(({ page, code, ...more }) => (page === 'indicator' ? { page, code, ...more } : { page, ...more }));

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(address, (one) => {
        expect(parseAddress(formatAddress(one))).toEqual(one);
      }),
    );
  });

  test.each([
    ['', defaultAddress],
    ['#', defaultAddress],
    ['#/', defaultAddress],
    ['#/2026-13/overview', defaultAddress],
    ['#/2026-10', { ...defaultAddress, month: '2026-10' }],
    ['#/2026-10/nothing?period=week&version=0', { ...defaultAddress, month: '2026-10' }],
    ['#/newest/indicators/../secret', defaultAddress],
    [
      '#/2026-10/indicators/pensions?period=quarter&chart=pair&version=2',
      {
        page: 'indicator',
        code: 'pensions',
        month: '2026-10',
        version: 2,
        period: 'quarter',
        chart: 'pair',
      },
    ],
  ])('%s is understood', (hash, expected) => {
    expect(parseAddress(hash)).toEqual(expected);
  });

  test('is short where everything is as usual', () => {
    expect(formatAddress(defaultAddress)).toBe('#/newest/overview');
    expect(formatAddress({ ...defaultAddress, page: 'indicator', code: 'pensions', month: '2026-10' })).toBe(
      '#/2026-10/indicators/pensions',
    );
  });
});
