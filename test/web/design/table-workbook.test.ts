import { expect, test } from 'vitest';
import { readZip } from '../../../functions/months/rendering/zip.ts';
import { workbookOf } from '../../../web/src/design/table/table-workbook.ts';

test('a table becomes a workbook: texts as texts, rupees as numbers, a name that a sheet may have', async () => {
  const workbook = workbookOf(
    {
      columns: [
        { title: 'Code', isMoney: false },
        { title: 'Savings', isMoney: true },
        { title: 'Present', isMoney: false },
      ],
      rows: [
        ['M-1', 1234.5, 9],
        ['=1+1', undefined, 12],
      ],
    },
    'Members / savings: all of them, and those who left',
  );
  const files = new Map(
    readZip(Buffer.from(await workbook.arrayBuffer())).map(({ name, bytes }) => [name, bytes.toString()]),
  );
  expect(files.get('xl/workbook.xml')).toContain('<sheet name="Members   savings  all of them,"');
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
  expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">M-1</t>');
  expect(sheet).toContain('<v>1234.5</v>');
  expect(sheet).toContain('<v>9</v>');
  expect(sheet).toContain('<t xml:space="preserve">=1+1</t>');
  expect(sheet).toContain('<c r="B3" s="6"/>');
});
