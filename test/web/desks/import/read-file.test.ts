import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readFile } from '../../../../web/src/desks/import/read/read-file.ts';
import { writeExcel } from './excel-file.ts';

/** What people choose instead of a workbook, and what a workbook may have in it. */

const read = (bytes: Uint8Array) => readFile(Uint8Array.from(bytes).buffer);
const compound = (text: string): Uint8Array =>
  Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0, ...Buffer.from(text, 'utf16le')]);
const small = writeExcel([{ name: 'Members', rows: [['Name'], ['Vennela']] }]);
const zeros = zipSync({ 'xl/workbook.xml': new Uint8Array(101_000_000) });

test.each([
  ['an empty file', new Uint8Array(), 'empty'],
  ['a list in UTF-8', strToU8('పేరు;1988\n'), 'csv'],
  ['a list in UTF-16', Uint8Array.from([0xff, 0xfe, 0x41, 0, 0x3b, 0]), 'csv'],
  ['a list in an old encoding', Uint8Array.from([0x4e, 0xe0, 0xb3, 0x3b, 0x31, 0x0a]), 'csv'],
  ['an old workbook', compound('Workbook'), 'old'],
  ['one with a password', compound('EncryptedPackage'), 'locked'],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'notWorkbook'],
  ['another archive', zipSync({ 'readme.xml': strToU8('<a/>') }), 'notWorkbook'],
  ['half a workbook', small.slice(0, small.length / 2), 'damaged'],
  ['a small archive of a huge part', zeros, 'tooLarge'],
  ['a huge file', new Uint8Array(20_000_001).fill(0x50, 0, 1).fill(0x4b, 1, 2), 'tooLarge'],
])('%s is named as what it is', async (_, bytes, fault) => {
  expect(await read(bytes)).toEqual({ fault });
});

test('5,000 rows are read, and more are refused', async () => {
  const rows = Array.from({ length: 5_001 }, (_, at) => [
    at === 0 ? 'Name' : `Vennela ${at}`,
    'a long text that makes the part large',
  ]);
  const reading = await read(writeExcel([{ name: 'Members', rows }]));
  expect('sheets' in reading && reading.sheets[0]?.rows.length).toBe(5_001);
  const more = writeExcel([{ name: 'Members', rows: [...rows, ...rows.slice(0, 100)] }]);
  expect(await read(more)).toEqual({ fault: 'tooManyRows' });
});

test('cells are read as what they are, with merges and errors of their own sheet', async () => {
  const reading = await read(
    writeExcel([
      { name: 'First', rows: [['A'], [{ formula: 'X1' }]] },
      {
        name: 'Second',
        rows: [[null, 'వెన్నెల', 12.5], [], [{ day: '2024-03-15' }, { formula: 'SUM(C1)', value: 12.5 }]],
        merged: ['B1:B3'],
      },
    ]),
  );
  expect(reading).toEqual({
    sheets: [
      { name: 'First', rows: [['A']], merges: [], errorCells: [[1, 0]] },
      {
        name: 'Second',
        rows: [
          [null, 'వెన్నెల', 12.5],
          [null, null, null],
          [new Date('2024-03-15T00:00:00Z'), 12.5, null],
        ],
        merges: [{ top: 0, left: 1, bottom: 2, right: 1 }],
        errorCells: [],
      },
    ],
  });
});
