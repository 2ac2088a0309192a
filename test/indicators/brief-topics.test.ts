import { expect, test } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { demandTopics } from '../../functions/shared/kinds/demand-words.ts';
import { figuresOf } from '../../web/src/desks/demands/brief/brief-rules.ts';

test.each(demandTopics)('the topic %s of a brief has figures of the catalogue', (topic) => {
  const all = indicators.map(({ code, title, unit, counting: { way } }) => ({
    ...{ code, title, unit, way, month: 1, financialYear: 1, toDate: 1, target: null, baseline: null },
    breakdowns: { district: null, ageBand: null },
  }));
  expect(figuresOf({ month: '2026-10', indicators: all }, topic, undefined).length).toBeGreaterThanOrEqual(3);
});
