import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overduePaise } from '../../functions/shared/money/instalments.ts';
import { likelyWomen } from '../../web/src/leader/enrol/likely-women.ts';
import { nextInstalmentOf } from '../../web/src/leader/passbook/next-instalment.ts';
import { afterUnlock } from '../../web/src/leader/screen.ts';
import { findWomen } from '../../web/src/phone/find-rules.ts';

describe('a woman of any group', () => {
  const women = [
    { name: 'Zzlakshmi Devi', code: 'M-ABC234' },
    { name: 'జ్యోతి', code: 'M-XYZ789' },
    { name: 'Anasuya' },
    { name: 'K. Nagamani', code: 'M-NAG234' },
  ];
  const namesOf = (typed: string) => findWomen(women, typed).map(({ name }) => name);

  test.each([
    ['', ['Anasuya', 'K. Nagamani', 'Zzlakshmi Devi', 'జ్యోతి']],
    ['an', ['Anasuya']],
    ['A', ['Anasuya']],
    ['Jyothi', ['జ్యోతి']],
    ['అనసూయ', ['Anasuya']],
    ['naga mani', ['K. Nagamani']],
    ['zzlakshmi de', ['Zzlakshmi Devi']],
    ['m-xyz789', ['జ్యోతి']],
    ['XYZ789', ['జ్యోతి']],
    ['Padmavathi', []],
  ])('is found by "%s"', (typed, expected) => expect(namesOf(typed)).toEqual(expected));
});

describe('a new member', () => {
  const women = ['Lakshmi Devi', 'కె. లక్ష్మీ దేవి', 'Jyothi', 'Lakshmi'].map((name) => ({ name }));
  test.each([
    ['Devi Laxmi', ['Lakshmi Devi', 'కె. లక్ష్మీ దేవి']],
    ['జ్యోతి', ['Jyothi']],
    ['Lakshmi', ['Lakshmi']],
    ['Lakshmi Kumari', []],
    ['Padmavathi', []],
  ])('named %s may be %j', (name, expected) =>
    expect(likelyWomen(women, name).map((one) => one.name)).toEqual(expected),
  );
});

describe('what a woman pays next', () => {
  const loan = {
    loanId: 'l',
    principalPaise: 300_000,
    outstandingPaise: 300_000,
    instalments: 3,
    firstDueOn: '2026-10-10',
  };
  const [first, second] = ['2026-10-10', '2026-11-10'].map((on) => ({ on, amountPaise: 100_000 }));
  test.each([
    ['before the first day', 300_000, '2026-09-01', { overduePaise: 0, next: first }],
    ['on its day', 300_000, '2026-10-10', { overduePaise: 0, next: first }],
    ['the day after', 300_000, '2026-10-11', { overduePaise: 100_000, next: second }],
    ['paid in part', 240_000, '2026-10-11', { overduePaise: 40_000, next: second }],
    [
      'paid in advance',
      150_000,
      '2026-10-11',
      { overduePaise: 0, next: { on: '2026-11-10', amountPaise: 50_000 } },
    ],
    ['after the last day', 100_000, '2027-01-01', { overduePaise: 100_000 }],
  ])('%s', (_, outstandingPaise, today, expected) =>
    expect(nextInstalmentOf({ ...loan, outstandingPaise }, today)).toEqual(expected),
  );

  test('is not known if no instalments were agreed', () => {
    const { instalments: _, firstDueOn: _first, ...without } = loan;
    expect(nextInstalmentOf(without, '2026-10-11')).toBeUndefined();
  });

  test('is with what is overdue never more than she owes, and overdue as in the books of the day before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 2, max: 28 }),
        (principalPaise, instalments, part, day) => {
          const outstandingPaise = Math.ceil(principalPaise * part);
          const one = { ...loan, principalPaise, outstandingPaise, instalments };
          const dateOf = (of: number) => `2027-03-${String(of).padStart(2, '0')}`;
          const due = nextInstalmentOf(one, dateOf(day));
          expect(due?.overduePaise).toBe(overduePaise(one, dateOf(day - 1)));
          expect((due?.overduePaise ?? 0) + (due?.next?.amountPaise ?? 0)).toBeLessThanOrEqual(
            outstandingPaise,
          );
        },
      ),
    );
  });
});

test('after unlocking she is where she was, but not at what is for one woman alone', () => {
  expect(afterUnlock({ name: 'past', collectiveId: 'g' })).toEqual({ name: 'past', collectiveId: 'g' });
  expect(afterUnlock({ name: 'record', id: 'm' })).toEqual({ name: 'member', id: 'm' });
  expect(afterUnlock({ name: 'emergency' })).toEqual({ name: 'home' });
});
