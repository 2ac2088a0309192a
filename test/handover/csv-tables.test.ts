import { expect, test } from 'vitest';
import { addRow, renderTable, type Tables } from '../../functions/packing/csv-tables.ts';

const id = '0199a3f0-5c00-7000-8000-000000000001';
const child = '0199a3f0-5c00-7000-8000-000000000002';
const loan = '0199a3f0-5c00-7000-8000-000000000003';

const tablesOf = (name: string, ...records: Record<string, unknown>[]): Record<string, string> => {
  const tables: Tables = new Map();
  for (const record of records) addRow(tables, name, record);
  return Object.fromEntries([...tables].map(([table, rows]) => [table, renderTable(rows).slice(1)]));
};

test('a record is a row, without how it is stored', () => {
  const record = {
    pk: 'MEMBER#1',
    sk: 'MEMBER',
    gsi1pk: 'M',
    id,
    name: 'తార',
    takenBack: { on: '2026-10-01' },
  };
  expect(tablesOf('members', record)).toEqual({
    members: `id,name,takenBack.on\r\n${id},తార,2026-10-01\r\n`,
  });
});

test('a list of objects is a table of its own, whose rows name their record', () => {
  const record = {
    id,
    children: [{ id: child, birthYear: 2015, schooling: [{ on: '2026-10-01', status: 'enrolled' }] }],
    formerCollectives: ['a', 'b'],
  };
  expect(tablesOf('members', record)).toEqual({
    members: `id,formerCollectives\r\n${id},a; b\r\n`,
    'members.children': `of,id,birthYear\r\n${id},${child},2015\r\n`,
    'members.children.schooling': `of,of.of,on,status\r\n${id},${child},2026-10-01,enrolled\r\n`,
  });
});

test('an object whose keys are ids is a list', () => {
  const record = { memberId: id, loans: { [loan]: { principalPaise: 100 } } };
  expect(tablesOf('accounts', record)).toEqual({
    accounts: `memberId\r\n${id}\r\n`,
    'accounts.loans': `of,key,principalPaise\r\n${id},${loan},100\r\n`,
  });
});

test('columns are those of all rows, and a text that a spreadsheet would run is none', () => {
  const rows = tablesOf('notes', { id: 'a' }, { id: 'b', text: '=1+1, "so"', amountPaise: -5 });
  expect(rows.notes).toBe(`id,amountPaise,text\r\na,,\r\nb,-5,"'=1+1, ""so"""\r\n`);
});
