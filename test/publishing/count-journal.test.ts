import { expect, test } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { createJournalCounter } from '../../functions/months/publishing/count-journal.ts';
import { createJournal, idOf, indian, journalSourceOf } from './journal-builder.ts';

test('draws lots from the first member, at every cutoff and from whatever page it begins', async () => {
  const journal = createJournal();
  journal.collective('collective');
  journal.member('Padma');
  journal.at('2025-05-10T10:00').member('Anu');
  journal.changeMember('Padma', { district: 'Krishna' });
  const source = journalSourceOf(journal.lines);
  const countTo = createJournalCounter(indicators, source);
  const secrets = [];
  for (const cutoff of [indian('2025-05-05T00:00'), indian('2025-06-05T00:00')]) {
    secrets.push((await countTo(cutoff)).secret);
    secrets.push((await createJournalCounter(indicators, source)(cutoff)).secret);
  }
  expect(secrets).toEqual([idOf('Padma'), idOf('Padma'), idOf('Padma'), idOf('Padma')]);
});
