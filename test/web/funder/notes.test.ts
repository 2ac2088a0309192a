import { expect, test } from 'vitest';
import { indicators } from '../../../functions/months/indicators/catalogue.ts';
import notes from '../../../web/src/funder/indicator/notes/messages.json' with { type: 'json' };

const common = ['note.title', ...['who', 'when', 'late'].map((one) => `note.${one}.`)];

test('every indicator, and nothing else, has a note on what it counts', () => {
  const noted = Object.keys(notes).filter((key) => !common.some((one) => key.startsWith(one)));
  expect(noted.toSorted()).toEqual(indicators.map(({ code }) => `note.${code}`).toSorted());
});
