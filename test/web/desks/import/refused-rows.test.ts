import { expect, test } from 'vitest';
import { formOf } from '../../../../web/src/desks/import/read/sheet-forms.ts';
import type { Operation } from '../../../../web/src/desks/import/send/operation.ts';
import { createOutcomeText } from '../../../../web/src/desks/import/send/outcome-text.ts';
import { resultSheets } from '../../../../web/src/desks/import/send/result-workbook.ts';
import type { Refusal } from '../../../../web/src/desks/import/send/send-plan.ts';
import { sheetTitle } from '../../../../web/src/desks/import/template/workbook-titles.ts';
import { group, woman } from './rows.ts';
import { planWritten } from './support.ts';

const planned = () =>
  planWritten({
    collectives: [group],
    members: [woman],
    consents: [{ member: 1, on: '5-2-2021', services: 'yes', method: 'spoken' }],
    openings: [{ collective: 'Vennela', asOf: '31-10-2026', cash: 300, bank: 700, grants: 0, surplus: 500 }],
    accounts: [{ member: 1, savings: 1500, disbursedOn: '1-1-2026', principal: 2000, outstanding: 1000 }],
  });

const refusal: Refusal = {
  status: 422,
  document: { title: 'Refused', status: 422, code: 'not_known_here', detail: 'The day is too early.' },
};

/** The texts in the column "To mend" of the result's workbook, by sheet, after the server refused the operations of one sheet. */
const toMendAfterRefusalOf = async (sheet: Operation['row']['sheet']): Promise<Record<string, unknown>> => {
  const { book: workbook, assignedIds, plan, faults } = await planned();
  const refusals = new Map(
    plan.operations.filter(({ row }) => row.sheet === sheet).map((one) => [one, refusal]),
  );
  expect(refusals.size).toBe(1);
  const outcomeTextOf = createOutcomeText({ workbook, assignedIds, plan }, refusals);
  const sheets = resultSheets({ workbook, assignedIds, faults }, { outcomeTextOf, codeOf: () => undefined });
  return Object.fromEntries(
    sheets.map(({ name, rows: [head, row] }) => {
      const column = head?.findIndex(({ value }) => String(value).startsWith('To mend')) ?? -1;
      return [name, row?.[column]?.value];
    }),
  );
};

test.each([
  ['openings', 'accounts'],
  ['members', 'consents'],
] as const)('a refused row of %s and the row in its request say why', async (sheet, included) => {
  const toMend = await toMendAfterRefusalOf(sheet);
  const refused = Object.entries(toMend).filter(([, text]) => text !== null);
  expect(refused.map(([name]) => name)).toEqual([sheet, included].map((key) => sheetTitle(formOf(key))));
  for (const [, text] of refused) expect(text).toContain('The day is too early.');
});
