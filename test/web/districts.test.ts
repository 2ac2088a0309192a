import { expect, test } from 'vitest';
import { districtNames } from '../../functions/shared/reach/districts.ts';
import { findDistrict } from '../../web/src/desks/import/read/districts.ts';
import messages from '../../web/src/districts/messages.json' with { type: 'json' };

test('every district has a name in each language, which the import understands too', () => {
  expect(Object.keys(messages)).toEqual(districtNames.map((name) => `district.${name}`));
  for (const [key, { te, en }] of Object.entries(messages)) {
    expect(key).toBe(`district.${en}`);
    expect(findDistrict(te)).toBe(en);
  }
  for (const language of ['te', 'ja'] as const) {
    expect(new Set(Object.values(messages).map((one) => one[language])).size).toBe(districtNames.length);
  }
});
