import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changesAge,
  validateAgeChange,
  validateBirthYear,
  validateConsent,
  validateConsents,
  validateGiver,
} from '../../functions/areas/members/consent-rules.ts';
import type { ConsentInput, ConsentRecord } from '../../functions/areas/members/schema.ts';
import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { readRefusal } from '../support/refusal.ts';

const consent = (more: Partial<ConsentInput> = {}): ConsentInput => ({
  id: newId(),
  purpose: 'services',
  given: true,
  on: '2026-04-01',
  method: 'spoken',
  noticeVersion: '1',
  givenBy: 'self',
  ...more,
});
const recorded = (given: ConsentInput): ConsentRecord => ({
  ...given,
  createdAt: '2026-04-01T00:00:00Z',
  createdBy: newId(),
  version: 1,
});

describe('who consents', () => {
  const years = fc.integer({ min: 1990, max: 2026 });
  const givers = fc.constantFrom('self', 'guardian', 'child_welfare_committee');

  test('is another than she herself, of somebody under 18, wherever something is given', () => {
    fc.assert(
      fc.property(
        years,
        fc.integer({ min: 0, max: 40 }),
        givers,
        fc.boolean(),
        (born, age, givenBy, given) => {
          const own = consent({ givenBy, given, on: `${born + age}-12-31` });
          const isRefused = given && givenBy === 'self' && age < 18;
          expect(readRefusal(validateGiver(born, own))).toEqual(
            isRefused ? ['guardian_needed', 'givenBy'] : undefined,
          );
        },
      ),
    );
  });

  test('is asked of the birth year by the latest consent of each purpose', () => {
    const by = (givenBy: ConsentInput['givenBy'], more: Partial<ConsentInput> = {}) =>
      consent({ givenBy, on: '2026-04-01', ...more });
    const refusal = (consents: ConsentInput[], birthYear = 2010) =>
      readRefusal(validateBirthYear({ birthYear, consents: consents.map(recorded) }));
    const isNeeded = ['guardian_needed', 'birthYear'];
    expect(refusal([by('self')])).toEqual(isNeeded);
    expect(refusal([by('self')], 2008)).toBeUndefined();
    expect(refusal([by('self'), by('guardian')])).toBeUndefined();
    expect(refusal([by('guardian'), by('self')])).toEqual(isNeeded);
    expect(refusal([by('guardian'), by('self', { purpose: 'sharing' })])).toEqual(isNeeded);
    expect(refusal([by('guardian'), by('self', { given: false })])).toBeUndefined();
  });
});

describe('a change of the birth year, on a day of 2026', () => {
  // Years count, not birthdays: whoever turns 18 in 2026 is of age in all of it.
  test.each([
    ['a grown woman is a year older', 1994, 1993, undefined, false],
    ['a girl is a year older', 2010, 2009, undefined, false],
    ['a girl is of age', 2009, 2008, ['coordinator_needed', 'birthYear'], true],
    ['a grown woman is a girl', 2008, 2009, undefined, true],
  ] as const)('%s', (_what, before, after, refusal, isOther) => {
    for (const today of ['2026-01-01', '2026-12-31']) {
      const of = (isCoordinator: boolean) => validateAgeChange(before, after, { isCoordinator, today });
      expect(readRefusal(of(false))).toEqual(refusal);
      expect(of(true)).toBeUndefined();
      expect(changesAge(before, after, today)).toBe(isOther);
    }
  });
});

describe('the order of consents', () => {
  const given = {
    purpose: 'services',
    given: true,
    on: '2026-05-10',
    createdAt: '2026-06-01T00:00:00Z',
  } as const;
  // 18:30 in UTC is the next day in India.
  const withdrawn = { ...given, given: false, on: '2026-05-10', createdAt: '2026-06-01T18:30:00Z' } as const;

  test.each([
    ['the day of the one given before', [given], { on: '2026-05-10' }, undefined],
    ['the day before it', [given], { on: '2026-05-09' }, 'consent_out_of_order'],
    ['before one of the other purpose', [given], { on: '2026-05-09', purpose: 'reporting' }, undefined],
    [
      'the Indian day on which a withdrawal was recorded',
      [given, withdrawn],
      { on: '2026-06-02' },
      undefined,
    ],
    ['the day before that', [given, withdrawn], { on: '2026-06-01' }, 'consent_out_of_order'],
    ['a withdrawal of long ago', [given], { on: '2020-01-01', given: false }, undefined],
    ['a withdrawal upon a withdrawal', [withdrawn], { on: '2020-01-01', given: false }, undefined],
    ['the first of all', [], { on: '2020-01-01' }, undefined],
  ] as const)('%s', (_what, earlier, more, code) => {
    expect(readRefusal(validateConsent(earlier, consent(more)))).toEqual(code && [code]);
  });

  test('is by recording: only the latest of the purpose matters', () => {
    const dates = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2025-09-01', days));
    fc.assert(
      fc.property(fc.array(dates, { minLength: 1, maxLength: 6 }), dates, (before, on) => {
        const earlier = before.map((date) => ({ ...given, on: date }));
        expect(validateConsent(earlier, consent({ on })) === undefined).toBe(on >= (before.at(-1) ?? ''));
      }),
    );
  });
});

describe('the consents that a new member comes with', () => {
  const at = '2026-06-01T06:00:00Z';
  test.each([
    ['one to the services', [consent()], undefined],
    ['none', [], 'consent_missing'],
    ['only the other purpose', [consent({ purpose: 'reporting' })], 'consent_missing'],
    ['one refused', [consent({ given: false })], 'consent_missing'],
    ['given, then taken back', [consent(), consent({ given: false })], 'consent_missing'],
    [
      'refused, then given the same day',
      [consent({ given: false }), consent({ on: '2026-06-01' })],
      undefined,
    ],
    [
      'refused, then given before that',
      [consent({ given: false }), consent({ on: '2026-05-31' })],
      'consent_out_of_order',
    ],
    ['out of order', [consent({ on: '2026-05-02' }), consent({ on: '2026-05-01' })], 'consent_out_of_order'],
  ] as const)('%s', (_what, consents, code) => {
    expect(readRefusal(validateConsents(1994, consents, at))).toEqual(code && [code]);
  });

  test('are given by somebody else, each of them, where she is under 18', () => {
    const refusal = (...consents: ConsentInput[]) => readRefusal(validateConsents(2010, consents, at));
    const committee = consent({ givenBy: 'child_welfare_committee' });
    expect(refusal(committee, consent({ purpose: 'sharing', givenBy: 'guardian' }))).toBeUndefined();
    expect(
      refusal(consent(), committee, consent({ purpose: 'sharing' }), consent({ purpose: 'reporting' })),
    ).toEqual(['guardian_needed', 'consents.0.givenBy', 'consents.2.givenBy', 'consents.3.givenBy']);
    expect(refusal(consent({ purpose: 'sharing' }))).toEqual(['consent_missing']);
  });
});
