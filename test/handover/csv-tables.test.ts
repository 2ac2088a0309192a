import { expect, test } from 'vitest';
import { headerOf, tablesOf, toRows } from '../../functions/jobs/packing/csv-tables.ts';
import { kindOf } from '../../functions/jobs/packing/record-kinds.ts';
import { entitlementsKey } from '../../functions/shared/table/keys/cases.ts';
import { groupMoneyKey } from '../../functions/shared/table/keys/collectives.ts';

const id = '0199a3f0-5c00-7000-8000-000000000001';
const child = '0199a3f0-5c00-7000-8000-000000000002';
const loan = '0199a3f0-5c00-7000-8000-000000000003';
const event = '0199a3f0-5c00-7000-8000-000000000004';

/** The rows of a record by table, each as an object of the cells that are not empty. No cell here has a comma. */
const rowsOf = (section: string, record: Record<string, unknown>) => {
  const columnsOf = new Map(tablesOf(section).map(({ name, columns }) => [name, columns]));
  return toRows(section, record).rows.map(({ table, line }) => {
    const cells = line.replace(/\r\n$/, '').split(',');
    const columns = columnsOf.get(table) ?? [];
    expect(cells.length).toBe(columns.length);
    const filled = columns.map((column, index) => [column, cells[index]]).filter(([, cell]) => cell !== '');
    return [table, Object.fromEntries(filled)];
  });
};

/** A record as its table shows it. */
const inTable = (item: Record<string, unknown>) => kindOf(item)?.inTable?.(item) ?? item;

test('a record is a row, without how it is stored', () => {
  const record = {
    pk: 'MEMBER#1',
    sk: 'MEMBER',
    gsi1pk: 'M',
    id,
    name: 'తార',
    movedFrom: { district: 'Guntur', at: '2026-10-01T06:30:00Z' },
  };
  expect(toRows('members', record).unknown).toEqual([]);
  expect(rowsOf('members', record)).toEqual([
    ['members', { id, name: 'తార', 'movedFrom.district': 'Guntur', 'movedFrom.at': '2026-10-01T06:30:00Z' }],
  ]);
});

test('a list is a table of its own, whose rows name their record', () => {
  const record = {
    id,
    children: [{ id: child, birthYear: 2015, schooling: [{ on: '2026-10-01', status: 'enrolled' }] }],
    formerCollectives: ['a', 'b'],
  };
  expect(rowsOf('members', record)).toEqual([
    ['members', { id }],
    ['members.children', { of: id, id: child, birthYear: '2015' }],
    ['members.children.schooling', { of: id, 'of.of': child, on: '2026-10-01', status: 'enrolled' }],
    ['members.formerCollectives', { of: id, value: 'a' }],
    ['members.formerCollectives', { of: id, value: 'b' }],
  ]);
});

test('an object whose keys are ids is a list: what a group owes names the group', () => {
  const item = {
    ...groupMoneyKey(id),
    cashPaise: 5,
    borrowings: { [loan]: { source: 'bank', principalPaise: 100 } },
  };
  expect(rowsOf('group-money', inTable(item))).toEqual([
    ['group-money', { collectiveId: id, cashPaise: '5' }],
    ['group-money.borrowings', { of: id, key: loan, source: 'bank', principalPaise: '100' }],
  ]);
});

test('each entitlement event is a row, and no column', () => {
  const stored = { entitlement: 'pension', stage: 'received', on: '2026-10-01' };
  const item = { ...entitlementsKey(loan, id), memberId: id, [`event:${event}`]: stored };
  expect(toRows('entitlements', inTable(item)).unknown).toEqual([]);
  expect(rowsOf('entitlements', inTable(item))).toEqual([
    ['entitlements', { memberId: id }],
    ['entitlements.events', { of: id, key: event, ...stored }],
  ]);
});

test('what the definition does not know gets no column, and is told once without ids', () => {
  const record = { id, nickname: 'T', [`seen:${event}`]: { on: '2026-10-01' }, offices: [{ rank: 1 }] };
  const { rows, unknown } = toRows('members', record);
  expect(rows.map(({ table }) => table)).toEqual(['members', 'members.offices']);
  expect(unknown).toEqual(['members.nickname', 'members.seen:<id>.on', 'members.offices.rank']);
});

test('a text that a spreadsheet would run is none, and a number may be negative', () => {
  const lineOf = (record: Record<string, unknown>, section: string) => toRows(section, record).rows[0]?.line;
  expect(lineOf({ id, name: '=1+1, "so"' }, 'members')).toMatch(`${id},,"'=1+1, ""so""",`);
  expect(lineOf({ surplusPaise: -5 }, 'group-money')).toMatch(/^,,,,-5,+\r\n$/);
  expect(headerOf(['id', 'name'])).toBe('\uFEFFid,name\r\n');
});
