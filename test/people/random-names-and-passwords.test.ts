import { describe, expect, test } from 'vitest';
import {
  makeOneTimePassword,
  makeSignInName,
} from '../../functions/areas/people/random-names-and-passwords.ts';
import { words } from '../../functions/areas/people/word-list.ts';

/** How many letters have to be put in, left out or changed to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...a].entries()) {
    const next = [at + 1];
    for (const [index, other] of [...b].entries()) {
      next.push(
        Math.min(
          (row[index + 1] ?? 0) + 1,
          (next[index] ?? 0) + 1,
          (row[index] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe('the words', () => {
  test('are told apart: at least two letters differ, and none is the beginning of another', () => {
    const pairs = words.flatMap((word, at) => words.slice(at + 1).map((other) => [word, other] as const));
    expect(pairs.filter(([a, b]) => distance(a, b) < 2)).toEqual([]);
    expect(pairs.filter(([a, b]) => b.startsWith(a) || a.startsWith(b))).toEqual([]);
  });

  test('are short, in small letters and in the order of the alphabet', () => {
    expect(words.filter((word) => !/^[a-z]{4,8}$/.test(word))).toEqual([]);
    expect(words.toSorted()).toEqual(words);
  });
});

describe('a first password', () => {
  test('is three words and a number, and has what the user pool asks for', () => {
    for (let count = 0; count < 500; count += 1) {
      const password = makeOneTimePassword();
      expect(password).toMatch(/^([A-Z][a-z]{3,7}-){3}[1-9]\d$/);
      expect(password.length).toBeGreaterThanOrEqual(12);
      const said = password.toLowerCase().split('-').slice(0, 3);
      expect(said.filter((word) => !words.includes(word))).toEqual([]);
    }
  });

  test('is one of so many that nobody guesses it at the sign-in page: 33 bits', () => {
    expect(3 * Math.log2(words.length) + Math.log2(90)).toBeGreaterThan(33);
  });

  test('differs from time to time in each of its parts', () => {
    const parts = Array.from({ length: 60 }, () => makeOneTimePassword().split('-'));
    for (const place of [0, 1, 2, 3]) {
      expect(new Set(parts.map((all) => all[place])).size).toBeGreaterThan(20);
    }
  });
});

test('a sign-in name is one word made of two', () => {
  const names = Array.from({ length: 200 }, makeSignInName);
  expect(names.filter((name) => !/^[a-z]{8,16}$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBeGreaterThan(190);
});
