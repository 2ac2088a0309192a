import { strToU8, zipSync } from 'fflate';
import { spreadsheetParts } from '../../../../../functions/months/rendering/spreadsheet-parts.ts';
import type { Cell } from '../../../../../functions/months/rendering/spreadsheet-sheet.ts';
import { accountRowText, type Translate } from './account-row-text.ts';
import type { Account } from './account-rules.ts';

/** Excel allows 31 characters in the name of a sheet, and none of these: [ ] * ? : / \ ' */
const sheetName = (title: string): string => title.replaceAll(/[[\]*?:/\\']/g, ' ').slice(0, 31);

/** A group's accounts as a workbook: a sheet for each account, its two sides beside each other, amounts in rupees. */
export function workbookOfAccounts(accounts: readonly Account[], say: Translate): Blob {
  const money = (paise: number): Cell => ({ value: paise / 100, format: 'money' });
  const text = (value: string): Cell => ({ value, format: 'text' });
  const empty: Cell = { value: null };
  const parts = spreadsheetParts(
    accounts.map(({ title, left, right }) => ({
      name: sheetName(say(title)),
      // The widths of the columns, in characters.
      widths: [40, 16, 40, 16],
      rows: [
        [left, right].flatMap((side): Cell[] => [
          { value: say(side.title), format: 'head' },
          { value: '₹', format: 'headOfNumbers' },
        ]),
        ...Array.from({ length: Math.max(left.rows.length, right.rows.length) }, (_, index) =>
          [left, right].flatMap((side) => {
            const row = side.rows[index];
            return row === undefined ? [empty, empty] : [text(accountRowText(row, say)), money(row.paise)];
          }),
        ),
        [left, right].flatMap((side) => [text(say('accounts.total')), money(side.totalPaise)]),
      ],
      // The row of titles stays in view.
      frozen: { rows: 1, columns: 0 },
    })),
  );
  const archive = zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, strToU8(content)])),
  );
  return new Blob([archive], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}
