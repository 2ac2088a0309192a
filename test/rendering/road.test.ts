import { expect, test } from 'vitest';
import type { Value } from '../../functions/months/disclosure/value-arithmetic.ts';
import { nameMonth } from '../../functions/months/rendering/report-dates.ts';
import { stateRoad } from '../../functions/months/rendering/road.ts';

/** What the road's section says of how many were asked. */

const told = (code: string, month: Value, way = 'ratio_of_stocks') => ({
  ...{ code, way, month, asOf: '2026-09' },
  title: { en: code, te: code, ja: code },
});
const of = (denominator: number): Value => ({ numerator: 1, denominator });
const active = told('members_active', 1_214, 'stock');
const indicators = [
  active,
  told('road_better_safety', of(40)),
  told('road_worse_safety', of(47)),
  told('road_better_work', of(60)),
  told('road_worse_work', of(41)),
  // Of the mind one half is too few: how many were asked of it in all can't be told.
  told('road_better_mind', of(300)),
  told('road_worse_mind', { withheld: 'too_few' }),
  told('help_helped', of(30)),
];
const state = (of: typeof indicators, language: 'en' | 'ja') =>
  stateRoad(of, '2026-10', language, (month) => nameMonth(month, language));

test.each([
  [
    'en',
    'Depending on the area, between 87 and 101 women were asked at least twice and answered; 1,214 members were active at the end of October 2026.',
  ],
  [
    'ja',
    '二回以上尋ねて答えのあった人は、分野により87〜101人です（2026年10月末の活動中のメンバーは1,214人）。',
  ],
] as const)('says once in %s of how many women something can be said', (language, sentence) => {
  expect(state(indicators, language)?.asked).toContain(sentence);
});

test('says one number where all areas have the same, and nothing where none can be told', () => {
  expect(state(indicators.slice(0, 3), 'en')?.asked).toContain('area, 87 women');
  expect(state([active, told('road_better_mind', of(30))], 'en')?.asked).toBeUndefined();
});

test('says to which day the twelve months of the help run, and who writes her word down', () => {
  expect(state(indicators, 'en')?.help?.note).toBe(
    'In the twelve months to the end of September 2026. Her word is written down by whoever closes the case.',
  );
  expect(state(indicators, 'ja')?.help?.note).toContain('2026年9月末までの12か月間です。');
});
