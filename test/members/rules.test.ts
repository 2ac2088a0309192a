import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageBandOf, ageBands } from '../../functions/domain/age-bands.ts';
import { addDays } from '../../functions/domain/calendar.ts';
import { newId } from '../../functions/domain/ids.ts';
import { applyChange } from '../../functions/members/apply-change.ts';
import {
  mayEnrolInto,
  mayReach,
  validateChange,
  validateConsent,
  validateConsents,
  validateGiver,
  validateStay,
} from '../../functions/members/rules.ts';
import type { ConsentInput, Member } from '../../functions/members/schema.ts';
import { createCaller } from '../support/request.ts';

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
const member: Member = {
  id: newId(),
  code: 'M-222222',
  name: 'Vennela',
  phone: '900001',
  birthYear: 1994,
  gender: 'female',
  category: 'cse_survivor',
  district: 'Guntur',
  mandal: 'Tenali',
  collectiveId: newId(),
  joinedOn: '2026-04-01',
  consents: [],
  children: [],
  offices: [],
  createdAt: '2026-04-01T00:00:00Z',
  createdBy: newId(),
  version: 3,
};

describe('who reaches a member', () => {
  const own = newId();
  const scope = { collectiveId: own, district: 'Guntur' };
  test.each([
    ['a coordinator', createCaller('coordinator'), 'all', true],
    ['her leader', createCaller('leader', { collectives: [newId(), own] }), 'own', true],
    [
      'another leader',
      createCaller('leader', { collectives: [newId()], districts: ['Guntur'] }),
      'own',
      false,
    ],
    ['a caseworker of her district', createCaller('caseworker', { districts: ['Guntur'] }), 'district', true],
    [
      'a caseworker of another',
      createCaller('caseworker', { districts: ['Eluru'], collectives: [own] }),
      'district',
      false,
    ],
    [
      'who has cases alone',
      createCaller('caseworker', { districts: ['Guntur'], collectives: [own] }),
      'assigned',
      false,
    ],
  ] as const)('%s', (_who, caller, reach, expected) => {
    expect(mayReach(caller, reach, scope)).toBe(expected);
    expect(mayEnrolInto(caller, reach, own)).toBe(expected && reach !== 'district');
  });
});

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
          expect(validateGiver(born, own)?.code).toBe(isRefused ? 'guardian_needed' : undefined);
        },
      ),
    );
  });

  test('is asked of the birth year by the latest consent of each purpose', () => {
    const by = (givenBy: ConsentInput['givenBy'], more: Partial<ConsentInput> = {}) =>
      consent({ givenBy, on: '2026-04-01', ...more });
    const refusal = (consents: ConsentInput[], birthYear = 2010) =>
      validateChange({ ...member, birthYear, consents }, ['birthYear'])?.code;
    expect(refusal([by('self')])).toBe('guardian_needed');
    expect(refusal([by('self')], 2008)).toBeUndefined();
    expect(refusal([by('self'), by('guardian')])).toBeUndefined();
    expect(refusal([by('guardian'), by('self')])).toBe('guardian_needed');
    expect(refusal([by('guardian'), by('self', { purpose: 'sharing' })])).toBe('guardian_needed');
    expect(refusal([by('guardian'), by('self', { given: false })])).toBeUndefined();
    expect(
      validateChange({ ...member, birthYear: 2010, consents: [by('self')] }, ['mandal']),
    ).toBeUndefined();
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
    expect(validateConsent(earlier, consent(more))?.code).toBe(code);
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
    expect(validateConsents(1994, consents, at)?.code).toBe(code);
  });
});

describe('a stay', () => {
  test.each([
    ['2026-04-01', '2026-04-01', undefined],
    ['2026-04-01', '2026-03-31', 'exit_before_joining'],
    ['2026-04-01', undefined, undefined],
  ])('from %s to %s', (joinedOn, exitedOn, code) => {
    expect(validateStay({ joinedOn, exitedOn })?.code).toBe(code);
  });
});

describe('a change', () => {
  test.each([
    ['nothing', {}, []],
    ['the same values', { name: 'Vennela', phone: '900001', birthYear: 1994 }, []],
    ['a name', { name: 'Asha' }, ['name']],
    ['a telephone number taken away', { phone: null }, ['phone']],
    ['a date that was not there taken away', { leaderSince: null }, []],
    [
      'several',
      { mandal: 'Repalle', leaderSince: '2026-05-01', gender: 'female' },
      ['mandal', 'leaderSince'],
    ],
  ] as const)('of %s names what differs', (_what, change, fields) => {
    const result = applyChange(member, change);
    expect(result.fields).toEqual(fields);
    expect(result.changed.version).toBe(4);
  });

  test('takes away what is null, and leaves what is not named', () => {
    const { changed } = applyChange({ ...member, leaderSince: '2026-04-02' }, { phone: null, name: 'Asha' });
    expect(changed).toEqual({
      ...member,
      leaderSince: '2026-04-02',
      name: 'Asha',
      phone: undefined,
      version: 4,
    });
  });

  test.each([
    ['of her telephone number, once she is gone', { exitedOn: '2026-05-01' }, ['phone'], undefined],
    ['to another collective, once she is gone', { exitedOn: '2026-05-01' }, ['collectiveId'], 'exited'],
    ['to another collective', {}, ['collectiveId'], undefined],
    [
      'of her first day to one after her last',
      { exitedOn: '2026-03-31' },
      ['joinedOn'],
      'exit_before_joining',
    ],
  ])('%s', (_what, more, fields, code) => {
    expect(validateChange({ ...member, ...more }, fields)?.code).toBe(code);
  });
});
