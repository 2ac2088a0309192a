import { dash } from '../disclosure/format-values.ts';
import type { BreakdownName } from '../indicators/breakdowns.ts';
import type { Report } from './report.ts';
import { words } from './report-words.ts';
import type { Cell, Sheet } from './spreadsheet-sheet.ts';
import { count, heads, introduce, numberHeads, text, textAmongNumbers } from './workbook-cells.ts';

/** The sheets of `report.xlsx` with the breakdowns: by district and by age. */

const breakdownTitles: Readonly<Record<BreakdownName, string>> = {
  district: 'By district 県別',
  ageBand: 'By age 年齢別',
};

export const breakdownSheet = ({ snapshot, rows, keys }: Report, name: BreakdownName): Sheet => {
  const shown = rows.flatMap((row) => {
    const breakdown = row.breakdowns[name];
    return breakdown === null ? [] : [{ row, breakdown }];
  });
  return {
    name: breakdownTitles[name],
    widths: [32, ...shown.map(() => 17)],
    frozen: { rows: 6, columns: 1 },
    rows: [
      ...introduce(snapshot, { en: words.en.breakdownNote, ja: words.ja.breakdownNote }),
      [
        ...heads(`${words.en.breakdownKey[name]} ${words.ja.breakdownKey[name]}`),
        ...numberHeads(...shown.map(({ row }) => `${row.title.en} ${row.title.ja}`)),
      ],
      [text('As of 時点'), ...shown.map(({ breakdown }) => textAmongNumbers(breakdown.asOf))],
      ...keys[name].map((key) => [
        text(key),
        ...shown.map(({ breakdown }): Cell => {
          const value =
            breakdown.cells === 'withheld'
              ? 'withheld 非公表'
              : (breakdown.cells.find((cell) => cell.key === key)?.value ?? dash);
          return typeof value === 'number' ? count(value) : textAmongNumbers(value);
        }),
      ]),
    ],
  };
};
