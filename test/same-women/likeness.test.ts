import { describe, expect, test } from 'vitest';
import { agreementOf, areLikelyTheSame } from '../../functions/shared/names/likely-same.ts';
import { areAlike, formsOf, soundOfPlace } from '../../functions/shared/names/likeness.ts';
import { type Enrolled, plantTwins } from './planted-twins.ts';

const alike = (a: string, b: string): boolean => areAlike(formsOf(a), formsOf(b));

describe('two names', () => {
  test.each([
    ['Boddu Lakshmi', 'బొడ్డు లక్ష్మి'],
    ['Lakshmi Boddu', 'Boddu Laxmi'],
    ['K. Boddu Lakshmi', 'Boddu Lakshmi'],
    ['Boddu Lakshmi Devi', 'Boddu Lakshmi'],
    ['Boddu Padmavathi', 'Boddu Padmavithi'],
    ['Lakshmi', 'లక్ష్మి'],
    ['Smt. Lakshmi', 'K. Lakshmi'],
  ])('%s and %s are alike', (a, b) => {
    expect(alike(a, b)).toBe(true);
    expect(alike(b, a)).toBe(true);
  });

  test.each([
    ['Boddu Lakshmi', 'Lakshmi'],
    ['Lakshmi', 'Laksmia'],
    ['Boddu Lakshmi', 'Akula Lakshmi'],
    ['Boddu Lakshmi Devi', 'Boddu Lakshni Rani'],
    ['Boddu Rama', 'Boddu Roja'],
    ['Boddu Lakshmi Devi', 'Boddu Lakshni'],
    ['Lakshmi Lakshmi', 'Lakshmi Boddu'],
    ['', ''],
    ['K.', 'K.'],
  ])('%s and %s are not', (a, b) => {
    expect(alike(a, b)).toBe(false);
    expect(alike(b, a)).toBe(false);
  });
});

test('a mandal is the same in either script, in one word or two', () => {
  expect(soundOfPlace('Thotla Valluru')).toBe(soundOfPlace('తోట్లవల్లూరు'));
  expect(soundOfPlace('Thotla Valluru')).not.toBe(soundOfPlace('Vuyyuru'));
});

const record = (id: string, one: Partial<Enrolled> = {}) => {
  const { name = 'Boddu Lakshmi', phone, birthYear = 1990, district = 'Guntur', mandal = 'Tenali' } = one;
  const likeness = {
    words: formsOf(name),
    mandal: soundOfPlace(mandal),
    ...(phone === undefined ? {} : { phone }),
  };
  return { id, createdAt: '2026-10-15T06:30:00Z', birthYear, district, likeness };
};

describe('two records', () => {
  const elsewhere = { district: 'Kurnool', mandal: 'Adoni' };
  test.each<[title: string, a: Partial<Enrolled>, b: Partial<Enrolled>, isLikely: boolean]>([
    ['all the same', {}, {}, true],
    ['two years apart', {}, { birthYear: 1992 }, true],
    ['three years apart', {}, { birthYear: 1993 }, false],
    ['in two districts', {}, elsewhere, false],
    ['in two districts, with one mandal', {}, { district: 'Kurnool' }, true],
    ['in two districts, with one number', { phone: '1' }, { ...elsewhere, phone: '1' }, true],
    [
      'with one number, a word of the name alike, and nothing else',
      { phone: '1' },
      { ...elsewhere, phone: '1', birthYear: 1960, name: 'Lakshmi Akula' },
      true,
    ],
    ['with one number and no word alike', { phone: '1' }, { phone: '1', name: 'Akula Padma' }, false],
    ['with two numbers', { phone: '1' }, { phone: '2' }, true],
  ])('%s', (_title, a, b, isLikely) => {
    expect(areLikelyTheSame(record('a', a), record('b', b))).toBe(isLikely);
  });

  test('agree in all that is the same, whether or not it made the pair', () => {
    const [a, b] = [
      record('a', { phone: '1' }),
      record('b', { phone: '1', mandal: 'Adoni', birthYear: 1960 }),
    ];
    expect(agreementOf(a, b)).toEqual(['name', 'phone', 'district']);
  });
});

test.each([1, 2, 3])(
  'of 200 women enrolled twice at least 190 are found, and few who are two (%i)',
  (seed) => {
    const { women, twins } = plantTwins(2_000, 200, seed);
    const records = women.map((woman, at) => record(String(at), woman));
    const twinRecords = twins.map((twin, at) => record(`twin ${at}`, twin));
    const found = twins.filter(({ of }, at) => {
      const [original, twin] = [records[of], twinRecords[at]];
      return original !== undefined && twin !== undefined && areLikelyTheSame(original, twin);
    });
    expect(found.length).toBeGreaterThanOrEqual(190);
    const falsePairs = records.reduce(
      (sum, one, at) => sum + records.slice(0, at).filter((other) => areLikelyTheSame(one, other)).length,
      0,
    );
    expect((falsePairs / women.length) * 1_000).toBeLessThan(20);
  },
);
