import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { incidents } from '../../functions/shared/kinds/case-words.ts';
import { bestAnswer, roadAreas, worstAnswer } from '../../functions/shared/kinds/road-words.ts';
import { groups } from '../../web/src/unlock/pictures/pictures.ts';

/** Whatever is shown as a picture is drawn, once, in the one file that a phone keeps. */

const sprite = readFileSync(join(import.meta.dirname, '../../web/src/drawings/pictures.svg'), 'utf8');
const symbols = [...sprite.matchAll(/<symbol id="([^"]+)" viewBox="0 0 48 48">(.*?)<\/symbol>/gs)];
const drawn = symbols.map(([, id = '']) => id);

const answers = roadAreas.flatMap((area) =>
  Array.from({ length: bestAnswer - worstAnswer + 1 }, (_, index) => `${area}-${worstAnswer + index}`),
);
const wanted = [...Object.values(groups).flat(), ...answers, ...incidents.map((one) => `incident-${one}`)];

test('draws every picture of the lock, every answer of a talk and every kind of danger, and nothing else', () => {
  expect(drawn.toSorted()).toEqual(wanted.toSorted());
  expect(answers).toHaveLength(24);
});

test('has no words in the pictures, and asks for nothing from elsewhere', () => {
  const drawings = symbols.map(([, , content = '']) => content).join('');
  expect(drawings).not.toMatch(/<(text|image|use|script|style|foreignObject)\b|href|url\(/);
});
