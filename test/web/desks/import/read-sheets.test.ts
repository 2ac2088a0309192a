import { expect, test } from 'vitest';
import { readSheets } from '../../../../web/src/desks/import/read/read-sheets.ts';

test('rows that are only numbered are passed over, and a title or totals are told', () => {
  const headings = ['Number', 'Name', 'Telephone', 'Year of birth', 'District', 'Mandal', 'Joined on'];
  const rows = [headings, [1, 'Vennela'], [2], ['3'], ['Ningi group'], [4, 'Tara'], ['Total']].map((row) =>
    headings.map((_, place) => row[place] ?? null),
  );
  const sheet = { name: 'Members', rows, merges: [], errorCells: [] };
  const { rows: read, notices } = readSheets([sheet], '2026-10-15');
  expect(read.members.map(({ values }) => values.name)).toEqual(['Vennela', 'Tara']);
  expect(notices).toMatchObject([{ code: 'rowsSkipped', details: '5, 7' }]);
});
