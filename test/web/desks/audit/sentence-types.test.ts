import { expect, test } from 'vitest';
import { journalLine } from '../../../../functions/shared/journal/line.ts';
import messages from '../../../../web/src/desks/audit/messages.json' with { type: 'json' };
import { typesWithSentence } from '../../../../web/src/desks/audit/sentence-types.ts';

test('every type of a journal line has a sentence of its own for the auditor', () => {
  const types = journalLine().options.map(({ shape }) => shape.type.value);
  expect([...typesWithSentence].toSorted()).toEqual(types.toSorted());
  expect(types.filter((type) => !(`did.${type}` in messages))).toEqual([]);
});
