import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { broughtFonts } from '../../web/build/brought-fonts.ts';

const source = join(import.meta.dirname, '..', '..', 'web', 'src');
const brought = new Set(broughtFonts.flatMap(({ letters }) => [...letters]));

/** The letters of a style sheet's `unicode-range`, such as `U+20-7E, U+A0`. */
const lettersIn = (ranges: string): string[] =>
  [...ranges.matchAll(/U\+(\w+)(?:-(\w+))?/g)].flatMap(([, first = '', last = first]) =>
    Array.from({ length: Number.parseInt(last, 16) - Number.parseInt(first, 16) + 1 }, (_, index) =>
      String.fromCodePoint(Number.parseInt(first, 16) + index),
    ),
  );

test('every letter of a Telugu or English text is in a font that the pages bring', () => {
  const catalogue = z.record(z.string(), z.object({ te: z.string(), en: z.string() }));
  const missing = globSync('**/messages.json', { cwd: source }).flatMap((file) =>
    Object.entries(catalogue.parse(JSON.parse(readFileSync(join(source, file), 'utf8')))).flatMap(
      ([key, { te, en }]) =>
        [...te, ...en]
          .filter((letter) => letter !== '\n' && !brought.has(letter))
          .map((letter) => `${file} ${key}: ${letter}`),
    ),
  );
  expect(missing).toEqual([]);
});

test('every sign that the code draws is in a font that the pages bring', () => {
  const signs = globSync('**/*.{tsx,css}', { cwd: source }).flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/[\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf]/g)].map(
      ([sign]) => sign,
    ),
  );
  expect(signs).toContain('☰');
  expect(signs.filter((sign) => !brought.has(sign))).toEqual([]);
});

test('the style sheet asks for a file only where that file has the letter', () => {
  const faces = readFileSync(join(source, 'design', 'fonts.css'), 'utf8').matchAll(
    /@font-face \{[^}]*brought-fonts\/(\w+)-(\d+)[^}]*unicode-range:\s*([^;]*);/g,
  );
  const found = [...faces].map(([, name, weight, ranges = '']) => [name, weight, lettersIn(ranges).sort()]);
  const made = broughtFonts.flatMap(({ name, letters, files }) =>
    Object.keys(files).map((weight) => [name, weight, [...letters].sort()]),
  );
  expect(found).toEqual(made);
});
