import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../../../local/stack.ts';
import { writeDate } from '../../../../web/src/design/fields/date-input.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { openSharedStack } from '../../../support/stack.ts';
import type { Device } from '../../support/browser.ts';
import { agree, openDesk, unfold } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';
import { seedBooks } from './seed-books.ts';

/** A sheet on paper of twenty women, five with something unusual, typed in by keyboard alone; and the blank sheet that is printed for it. */

let stack: Stack;
let seeded: Collective;
let device: Device | undefined;
beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(
    stack,
    20,
    [],
    [
      'Zzgrid Sangham',
      ...Array.from({ length: 20 }, (_, index) => `Kusuma ${String.fromCharCode(65 + index)}`),
    ],
    { usualDepositPaise: 10_000 },
  );
}, 120_000);
afterEach(() => device?.close());

/** At two keys a second, a slow typist's pace, two minutes are this many. */
const maxKeys = 240;

const sheets = z.object({
  items: z.array(
    z.object({
      attendance: z.array(z.object({ status: z.string() })),
      entries: z.array(z.object({ kind: z.string(), amountPaise: z.number() })),
      reversed: z.unknown().optional(),
    }),
  ),
});

test('twenty women, five with something unusual, are typed in by keyboard alone within two minutes', async () => {
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await page.evaluate(`location.hash = '#/groups/${seeded.id}/new-sheet'`);
  await page.getByRole('heading', { name: 'Enter a sheet from paper · Zzgrid Sangham' }).waitFor();
  const form = page.getByRole('form', { name: 'Enter a sheet from paper' });
  // The paper of last month must not land in this one unasked.
  const day = form.getByLabel('Held on', { exact: true });
  expect(await day.inputValue()).toBe('');
  await day.fill(writeDate(todayInIndia()));
  await form.getByRole('button', { name: 'Show the names' }).click();
  await form.getByText('Kusuma A ·').first().waitFor();
  await unfold(page, 'Type it in like the paper');
  const first = page.locator('[data-cell="0 0"]');
  await first.focus();
  let keys = 0;
  const press = async (...pressed: readonly string[]): Promise<void> => {
    for (const key of pressed) {
      await page.keyboard.press(key);
      keys += 1;
    }
  };
  await press('p', 'u');
  await expect.poll(() => page.locator('[data-cell="19 1"]').inputValue()).toBe('100');
  // The third is absent, the fifth excused, the eighth saved 250, the twelfth was fined 5, the last saved 50 and a half.
  await press('ArrowDown', 'ArrowDown', 'a', 'ArrowDown', 'ArrowDown', 'e');
  await press('ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', ...'250');
  await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter', 'Enter', 'Enter', 'Enter', '5');
  await press(
    'ArrowLeft',
    'ArrowLeft',
    'ArrowLeft',
    ...Array.from({ length: 8 }, () => 'ArrowDown'),
    ...'50.5',
  );
  await lookAtDesk(page, 'sheet-grid');
  const after = form.getByText('After this:');
  const inBox = Number(
    /₹([\d,.]+) in the box/.exec((await after.textContent()) ?? '')?.[1]?.replaceAll(',', ''),
  );
  await form.getByLabel('Cash counted in the box (₹)').fill(String(inBox - 10));
  await after.getByText('₹10 short').waitFor();
  await form.getByLabel('Cash counted in the box (₹)').fill(String(inBox));
  await after.getByText('agrees').waitFor();
  await form.getByRole('button', { name: 'Save' }).focus();
  await press('Enter');
  await page.getByRole('heading', { name: /^Sheet of .+ · Zzgrid Sangham/ }).waitFor();
  await page.locator('main tbody').getByText('Kusuma A').waitFor();
  // The banner prepares that it is taken back; it counts until she has said so.
  await page.locator('.toast').getByRole('button', { name: 'Take a sheet back' }).click();
  const reversal = page.getByRole('form', { name: 'Take a sheet back' });
  await expect.poll(() => reversal.getByLabel('Reason').inputValue()).toBe('Typed wrongly');
  await lookAtDesk(page, 'sheet-take-back');
  expect(keys).toBeLessThan(maxKeys);
  const [sheet] = sheets.parse(
    await ask(stack, 'coordinator', 'GET', `/api/collectives/${seeded.id}/meetings`),
  ).items;
  expect(sheet?.attendance.filter(({ status }) => status === 'present')).toHaveLength(18);
  const deposits = sheet?.entries.filter(({ kind }) => kind === 'deposit').map((one) => one.amountPaise);
  expect(deposits?.toSorted((a, b) => a - b)).toEqual([5_050, ...Array(16).fill(10_000), 25_000]);
  expect(sheet?.entries.filter(({ kind }) => kind === 'fine')).toEqual([{ kind: 'fine', amountPaise: 500 }]);
  expect(sheet?.reversed).toBeUndefined();
  await reversal.getByRole('button', { name: 'Take a sheet back' }).click();
  await agree(page, 'Take it back');
  await reversal.waitFor({ state: 'detached' });
  await page.getByText('Typed wrongly').waitFor();
}, 180_000);

test('a correction shows the whole grid, with what she owed before, and asks of a zero too many', async () => {
  const group = await seedBooks(stack, 'opened');
  const [first] = group.members;
  const account = await ask(stack, 'coordinator', 'GET', `/api/members/${first?.id}/savings`);
  const { loans } = z.object({ loans: z.array(z.object({ loanId: z.string() })) }).parse(account);
  const id = v7();
  await ask(stack, 'coordinator', 'POST', `/api/collectives/${group.id}/meetings`, {
    id,
    heldOn: todayInIndia(),
    attendance: group.members.map((member) => ({ memberId: member.id, status: 'present' })),
    entries: [
      { memberId: first?.id, kind: 'deposit', amountPaise: 100_00 },
      { memberId: first?.id, kind: 'repayment', amountPaise: 150_00, loanId: loans[0]?.loanId },
    ],
  });
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  let answerLedger = (): void => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answerLedger = resolve;
  });
  await page.route('**/ledger', async (route) => {
    await mayAnswer;
    await route.continue();
  });
  await page.evaluate(`location.hash = '#/groups/${group.id}/${id}/correct'`);
  await page.getByRole('button', { name: 'Show the names' }).click();
  await page.getByText('Zzbooks A ·').first().waitFor();
  await unfold(page, 'Type it in like the paper');
  const grid = page.locator('.sheet-grid');
  // A dash says that she owes nothing, which nobody knows before the ledger is read.
  expect(await grid.locator('tbody td.number').allTextContents()).toEqual(['…', '…', '…']);
  answerLedger();
  const names = (await grid.locator('tbody th').allTextContents()).map((label) => label.replace(/ · .*/, ''));
  expect(names).toEqual(['Zzbooks A', 'Zzbooks B', 'Zzbooks C']);
  // ₹400, of which this sheet repaid ₹150.
  await expect.poll(() => grid.locator('tbody td.number').first().textContent()).toBe('₹400');
  expect(await grid.locator('tfoot td').allTextContents()).toEqual([
    '',
    '3',
    '₹100',
    '₹150',
    '₹0',
    '₹0',
    '₹0',
  ]);
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    const right = (await grid.boundingBox().then((box) => box && box.x + box.width)) ?? Infinity;
    expect(right, language).toBeLessThanOrEqual(1280);
    await page.setViewportSize({ width: 700, height: 800 });
    const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(beyond, language).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  await lookAtDesk(page, 'sheet-grid-correction');
  await page.locator('[data-cell="0 1"]').fill('1000');
  const form = page.getByRole('form', { name: 'Enter a sheet from paper' });
  await form.getByLabel('Why is the old one taken back?').fill('Typed wrongly');
  await form.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: '₹1,000? It is usually ₹100' });
  await dialog.getByText(/^Zzbooks A · .*: ₹1,000$/).waitFor();
  await agree(page, 'Yes, it is right');
  await page.getByRole('heading', { name: /^Sheet of/ }).waitFor();
}, 120_000);

test('the form waits for the recorded sheets, since it asks whether the sheet is one of them', async () => {
  const group = await seedBooks(stack, 'opened');
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  const listOfSheets = /\/meetings\?/;
  await page.route(listOfSheets, (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
  await page.evaluate(`location.hash = '#/groups/${group.id}/new-sheet'`);
  await page.getByRole('alert').first().waitFor();
  const form = page.getByRole('form', { name: 'Enter a sheet from paper' });
  expect(await form.count()).toBe(0);
  await page.unroute(listOfSheets);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await form.waitFor();
}, 120_000);

test('an amount typed in the grid is repeated in full where its loan is chosen', async () => {
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await page.evaluate(`location.hash = '#/groups/${seeded.id}/new-sheet'`);
  await unfold(page, 'Type it in like the paper');
  await page.locator('[data-cell="0 2"]').focus();
  for (const key of '500') await page.keyboard.press(key);
  const row = page.getByRole('group').filter({ has: page.getByRole('textbox', { name: 'Amount' }) });
  await expect.poll(() => row.getByRole('textbox', { name: 'Amount' }).inputValue()).toBe('500');
  expect(await row.locator('.said-beside output').allTextContents()).toContain('₹500');
}, 120_000);

test('an amount may be typed with its commas, and what is no amount does not stay', async () => {
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await page.evaluate(`location.hash = '#/groups/${seeded.id}/new-sheet'`);
  await unfold(page, 'Type it in like the paper');
  const cell = page.locator('[data-cell="0 1"]');
  const sum = page.locator('tfoot td.number').nth(1);
  for (const [typed, rupees] of [
    ['1,000', '₹1,000'],
    ['1,00,000', '₹1,00,000'],
    ['200.50', '₹200.50'],
  ] as const) {
    await cell.fill(typed);
    await expect.poll(() => sum.textContent()).toBe(rupees);
    expect(await cell.inputValue()).toBe(typed);
  }
  await cell.fill('12x');
  expect(await cell.getAttribute('aria-invalid')).toBe('true');
  await page.locator('[data-cell="0 2"]').focus();
  await expect.poll(() => cell.inputValue()).toBe('');
  expect(await cell.getAttribute('aria-invalid')).toBe('false');
  // A usual amount that is set by its key replaces an unreadable text.
  await cell.fill('12x');
  await cell.press('p');
  await cell.press('u');
  await expect.poll(() => cell.inputValue()).toBe('100');
  expect(await cell.getAttribute('aria-invalid')).toBe('false');
}, 120_000);

test('the blank sheet prints its women in order, without names until they are looked at', async () => {
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await page.evaluate(`location.hash = '#/groups/${seeded.id}/blank-sheet'`);
  const paper = page.locator('.blank-sheet');
  await paper.waitFor({ state: 'attached' });
  await lookAtDesk(page, 'blank-sheet');
  expect(await paper.locator('tbody tr').count()).toBe(20);
  expect(await paper.textContent()).not.toContain('Kusuma');
  await page.getByRole('button', { name: 'Show the names' }).click();
  await paper.getByText('Kusuma A', { exact: false }).waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('h1').isVisible()).toBe(false);
  expect(await paper.isVisible()).toBe(true);
  const rows = await paper.locator('tbody th').allTextContents();
  expect(rows.slice(0, 3)).toEqual(['1. Kusuma A', '2. Kusuma B', '3. Kusuma C']);
  expect(await paper.textContent()).toMatch(/పొదుపు ₹.*Deposit ₹/);
}, 120_000);

test('the blank sheet of twenty-three women is one page', async () => {
  const many = await seedCollective(
    stack,
    23,
    [],
    ['Zzmany Sangham', ...Array.from({ length: 23 }, (_, index) => `Mallika ${index + 1} Suryanarayanamma`)],
  );
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await page.evaluate(`location.hash = '#/groups/${many.id}/blank-sheet'`);
  await page.getByRole('button', { name: 'Show the names' }).click();
  await page.locator('.blank-sheet').getByText('Mallika 23', { exact: false }).waitFor({ state: 'attached' });
  const path = process.env.SCREENS === undefined ? {} : { path: `${process.env.SCREENS}/blank-sheet.pdf` };
  const pdf = await page.pdf({ preferCSSPageSize: true, ...path });
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
}, 120_000);
