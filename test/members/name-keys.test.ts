import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxKeys, nameKeys, queryKeys } from '../../functions/areas/members/name-keys.ts';
import { type NameRank, rankName } from '../../functions/areas/members/name-rank.ts';
import { heldBackPairs, type NamePair, namePairs, otherNames } from './name-pairs.ts';

/** Whether a search for what was typed gives the stored name: they share a token, and the name then answers to it. */
const isFound = (typed: string, stored: string): boolean => {
  const keys = new Set(nameKeys(stored));
  return queryKeys(typed).some((key) => keys.has(key)) && rankName(typed, stored) > 0;
};

/** Each pair both ways: whoever registered her may spell as the other would type. */
const recallOf = (pairs: readonly NamePair[]): number => {
  const found = pairs.flatMap(({ stored, typed }) => [isFound(typed, stored), isFound(stored, typed)]);
  return found.filter(Boolean).length / found.length;
};

const plainWords = (name: string): string[] => name.toLowerCase().match(/[a-z]{2,}/g) ?? [];

/** By the plain spellings, and by no rule of the search: the stored name has, or begins with, every word typed. */
const isRight = (typed: NamePair, stored: NamePair): boolean =>
  plainWords(typed.plain).every((word) => plainWords(stored.plain).some((other) => other.startsWith(word)));

type Finding = { readonly rank: NameRank; readonly isRight: boolean };

/** Every name typed against every name stored: what was found, and whether it was right. */
const findingsAmong = (pairs: readonly NamePair[]): Finding[] => {
  const stored = pairs.map((pair) => ({ pair, keys: new Set(nameKeys(pair.stored)) }));
  return pairs.flatMap((typed) => {
    const asked = queryKeys(typed.typed);
    return stored
      .filter(({ keys }) => asked.some((key) => keys.has(key)))
      .map(({ pair }) => ({ rank: rankName(typed.typed, pair.stored), isRight: isRight(typed, pair) }))
      .filter(({ rank }) => rank > 0);
  });
};

const precisionOf = (findings: readonly Finding[], atLeast: NameRank): number => {
  const found = findings.filter(({ rank }) => rank >= atLeast);
  return found.filter((finding) => finding.isRight).length / found.length;
};

const alone = (name: string): NamePair => ({ stored: name, typed: name, plain: name });
const allNames = [...namePairs, ...heldBackPairs, ...otherNames.map(alone)];

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

describe('search by name', () => {
  test('finds at least 95 of 100 names, across scripts and spellings, whichever was stored', ({
    annotate,
  }) => {
    expect(namePairs.length).toBe(100);
    const recall = recallOf(namePairs);
    annotate(`recall on the hundred pairs: ${percent(recall)}`);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  test('finds as many of the names that it was not made with', ({ annotate }) => {
    const recall = recallOf(heldBackPairs);
    annotate(`recall on the ${heldBackPairs.length} held back: ${percent(recall)}`);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  test('gives at least nine right names in ten, even among names that are easily confused', ({
    annotate,
  }) => {
    const among = precisionOf(findingsAmong(namePairs), 1);
    const findings = findingsAmong(allNames);
    const amongAll = precisionOf(findings, 1);
    annotate(
      `precision among the hundred: ${percent(among)}; among all ${allNames.length}: ${percent(amongAll)}`,
    );
    expect(among).toBeGreaterThanOrEqual(0.95);
    expect(amongAll).toBeGreaterThanOrEqual(0.9);
    expect(precisionOf(findings, 2)).toBeGreaterThanOrEqual(amongAll);
    expect(precisionOf(findings, 3)).toBeGreaterThanOrEqual(0.99);
  });

  test('can fail: names that differ are not found', () => {
    for (const [typed, stored] of [
      ['Lakshmi', 'Padma'],
      ['Sarada', 'Sharmila'],
      ['Kavitha', 'Savitha'],
      ['Sujatha', 'Suneetha'],
      ['Vani', 'Veni'],
      ['Asha', 'Usha'],
      ['Kamala', 'Vimala'],
      ['Rani', 'Rajani'],
      ['Padma Devi', 'Durga Devi'],
      ['Shaik Reshma', 'Shaik Begum'],
    ] as const) {
      expect([typed, stored, isFound(typed, stored)]).toEqual([typed, stored, false]);
    }
  });

  test.each([
    ['లక్ష్మి', ['Lakshmi', 'Laxmi', 'Laksmi', 'LAKSHMI', 'Lakshmy', 'Luxmi', 'లక్ష్మీ', 'Lakṣmī']],
    ['Sujatha', ['Sujata', 'సుజాత', 'Sujaatha', 'suj']],
    ['వెంకటేశ్వరి', ['Venkateswari', 'Venkateshwari', 'Venkateswary', 'Venkat', 'వెంకట']],
    ['Sharada', ['Sarada', 'Saradha', 'Sharda', 'శారద']],
    ['షేక్ బేగం', ['Shaik', 'Sk Begum', 'Sheikh Begam', 'Begum']],
    ['K. V. Naga Mani', ['Nagamani', 'KV Nagamani', 'naga', 'నాగమణి', 'కె.వి. నాగమణి']],
    ['Vijayalakshmi', ['Vijaya Laxmi', 'vijaya', 'Vij', 'విజయ లక్ష్మి']],
    ['Padma Devi', ['Padma', 'Smt. Padma', 'Padmadevi', 'Devi']],
    ['Durga', ['Durgamma', 'Durga Kumari', 'దుర్గమ్మ']],
    // Where the letters typed end, they sound otherwise than within the name.
    ['Ramya', ['Ramy', 'రమ్య']],
    ['Priyanka', ['Priy', 'Priya', 'Priyan']],
    ['Raziya', ['Razi', 'Raziy', 'Raz']],
    ['Sulochana', ['Suloc', 'Suloch']],
    ['Josephine', ['Josep', 'Joseph']],
    ['Prameela', ['Prame', 'Pramee', 'Pramila']],
    ['Yarlagadda Venkata Subba Lakshmi', ['Lakshmi', 'Yarlagadda', 'Subba Lakshmi', 'Subbalakshmi']],
  ])('finds %s by %j', (stored, queries) => {
    for (const typed of queries) expect([typed, isFound(typed, stored)]).toEqual([typed, true]);
  });

  test('finds a name by its first letters', ({ annotate }) => {
    const tries = allNames.flatMap(({ plain }) => {
      const word = plainWords(plain)[0] ?? '';
      const lengths = Array.from({ length: Math.max(0, word.length - 3) }, (_, more) => 4 + more);
      return lengths.map((length) => isFound(word.slice(0, length), plain));
    });
    const share = tries.filter(Boolean).length / tries.length;
    annotate(`found by four or more first letters: ${percent(share)}`);
    expect(share).toBeGreaterThanOrEqual(0.97);
  });

  test('puts the same name first, then what is like it, then what begins so', () => {
    expect(rankName('Padma', 'పద్మ')).toBe(3);
    expect(rankName('Padma', 'Padmamma')).toBe(2);
    expect(rankName('Padma', 'Padmavathi')).toBe(1);
    expect(rankName('Padma', 'Durga')).toBe(0);
    expect(rankName('Padma Devi', 'Padma')).toBe(1);
    expect(rankName('', 'Padma')).toBe(0);
  });
});

describe('the keys of a name', () => {
  test('are the consonants of each word, and the first two of them', () => {
    expect(nameKeys('Lakshmi')).toEqual(['lksm', 'lk']);
    expect(nameKeys('లక్ష్మి')).toEqual(['lksm', 'lk']);
    expect(nameKeys('K. Uma Devi')).toEqual(['Am', 'dv']);
    expect(queryKeys('Naga Mani')).toEqual(['ngmn', 'ng', 'mn']);
  });

  test('are at most eight, whatever the text, and none are made of nothing', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.string({ unit: fc.constantFrom(...'లక్ష్మిపద్మజ్ఞం aeiyhkstwcjnm.-'), maxLength: 120 }),
    );
    fc.assert(
      fc.property(anything, anything, (name, other) => {
        for (const keys of [nameKeys(name), queryKeys(name)]) {
          expect(keys.length).toBeLessThanOrEqual(maxKeys);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys).not.toContain('');
        }
        expect([0, 1, 2, 3]).toContain(rankName(name, other));
      }),
    );
    expect(nameKeys('123 --')).toEqual([]);
    expect(nameKeys('Smt.')).toEqual([]);
  });

  test('find every name by itself, in any letter case, composition and with joiners', () => {
    fc.assert(
      fc.property(fc.constantFrom(...allNames.flatMap(({ stored, typed }) => [stored, typed])), (name) => {
        for (const typed of [
          name,
          name.toUpperCase(),
          name.normalize('NFD'),
          `${name}\u200c`,
          ` ${name}  `,
        ]) {
          expect(isFound(typed, name)).toBe(true);
          expect(rankName(typed, name)).toBe(3);
        }
      }),
    );
  });

  test('serve names in other scripts as they are written', () => {
    expect(isFound('山田 花子', '山田 花子')).toBe(true);
    expect(isFound('लक्ष्मी', 'लक्ष्मी')).toBe(true);
    expect(isFound('山田', '田中')).toBe(false);
  });

  // A search that tried every reading of each letter would not end here.
  test.each(['a', 'y', 'క్', 'ch', 'mma', 'క్ష్మ'])('rank the longest name, of %s alone', (letter) => {
    const name = letter.repeat(120).slice(0, 120);
    expect(nameKeys(name).length).toBeLessThanOrEqual(maxKeys);
    expect(rankName(name, `${name.slice(0, 60)} ${name.slice(60)}`)).toBeLessThanOrEqual(3);
  });

  test('merge names: what many share tells less of each', ({ annotate }) => {
    const byKeys = Map.groupBy(allNames, ({ stored }) => nameKeys(stored).toSorted().join(' '));
    const keys = new Set(allNames.flatMap(({ stored }) => nameKeys(stored)));
    annotate(`${allNames.length} names, ${keys.size} tokens, ${byKeys.size} sets of tokens`);
    expect(byKeys.size).toBeLessThan(allNames.length);
  });
});
