import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../../../local/stack.ts';
import { openSharedStack } from '../../../support/stack.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { agree, openDesk, unfold } from '../../support/desk.ts';
import { ask, type Collective } from '../../support/field.ts';
import { seedBooks } from './seed-books.ts';

/** Women and money go from one group to another at the coordinator's desk. */

let stack: Stack;
let desk: Device;
let from: Collective;
let to: Collective;

beforeAll(async () => {
  stack = await openSharedStack();
});
beforeEach(async () => {
  desk = await openDesk(stack.url, 'coordinator');
  from = await seedBooks(stack, 'borrowed');
  to = await seedBooks(stack, 'founded', 'Zzfurther Sangham');
});
afterEach(() => desk?.close());

const ledger = z.object({
  cashPaise: z.int(),
  bankPaise: z.int(),
  savingsPaise: z.int(),
  loansOutstandingPaise: z.int(),
  borrowingsOutstandingPaise: z.int(),
});
const ledgerOf = async ({ id }: Collective) =>
  ledger.parse(await ask(stack, 'coordinator', 'GET', `/api/collectives/${id}/ledger`));

const look = async (page: Page, label: string): Promise<void> => {
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), `${label} in ${language}`).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(
      await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
      `${label} in ${language} is wider than a phone`,
    ).toBeLessThanOrEqual(0);
    await takePicture(page, `desk-${label}-${language}-360`, 'form[aria-label]');
    await page.setViewportSize({ width: 1280, height: 800 });
    await takePicture(page, `desk-${label}-${language}`, 'form[aria-label]');
  }
};

const goTo = async (page: Page, ...address: string[]): Promise<void> => {
  await page.evaluate(`location.hash = '#/${address.join('/')}'`);
  await page.getByRole('heading', { level: 2 }).waitFor();
};

test('a woman moves from her own page, and the move is taken back on the group’s', async () => {
  const { page } = desk;
  const [woman] = from.members;
  await goTo(page, 'members', woman?.id ?? '');
  await unfold(page, 'Move to another group');
  const form = page.getByRole('form', { name: 'Move to another group' });
  await form.getByLabel('To which group').selectOption(to.id);
  // She saved ₹300 and owes ₹400: the other group hands over ₹100, which it does not have.
  await form.getByText('Zzfurther Sangham does not have that much.').waitFor();
  expect(await form.getByRole('button', { name: 'Move to another group' }).isEnabled()).toBe(false);
  await ask(stack, 'coordinator', 'POST', `/api/collectives/${to.id}/vouchers`, {
    id: crypto.randomUUID().replace(/^(.{14})4/, '$17'),
    on: new Date().toISOString().slice(0, 10),
    lines: [{ kind: 'other_income', amountPaise: 150_00 }],
  });
  await page.reload();
  await page.getByRole('heading', { level: 2 }).waitFor();
  await unfold(page, 'Move to another group');
  await form.getByLabel('To which group').selectOption(to.id);
  await form.getByText('It balances. Hand over ₹100 in cash: Zzfurther Sangham → Zzbooks Sangham.').waitFor();
  // Whose money goes which way is said by the heading, and not by a sign.
  const plan = form.getByRole('table', { name: 'What goes, what stays' });
  expect(await plan.getByRole('columnheader').allTextContents()).toEqual([
    'Goes out',
    'Comes in',
    'Here after',
    'There after',
  ]);
  const cash = plan.getByRole('row').filter({ hasText: 'Cash' }).getByRole('cell');
  expect((await cash.allTextContents()).slice(0, 2)).toEqual(['–', '₹100']);
  expect(await plan.textContent()).not.toContain('−');
  const choices = await form.getByLabel('To which group').locator('option').allTextContents();
  expect(choices).toContainEqual(expect.stringMatching(/^Zzfurther Sangham · .+, .+$/));
  await look(page, 'move-woman');
  await form.getByRole('button', { name: 'Move to another group' }).click();
  await agree(page, 'Move');
  await expect
    .poll(() => ledgerOf(to))
    .toMatchObject({ cashPaise: 50_00, savingsPaise: 300_00, loansOutstandingPaise: 400_00 });
  const path = page.getByRole('region', { name: 'Her steps to leadership' });
  await path.getByText('went to another group: Zzbooks Sangham → Zzfurther Sangham').waitFor();

  await goTo(page, 'groups', to.id, 'moves');
  await page.getByRole('heading', { level: 2, name: 'Moves between groups' }).waitFor();
  await page.getByRole('heading', { level: 4, name: /· Zzbooks Sangham → Zzfurther Sangham$/ }).waitFor();
  await page.getByText('₹100 (Zzfurther Sangham → Zzbooks Sangham)').waitFor();
  await page.getByRole('button', { name: 'Show the names' }).click();
  await page.getByRole('listitem').getByText('Zzbooks A', { exact: true }).waitFor();
  await unfold(page, 'Take this move back');
  await page.getByLabel('Reason', { exact: true }).last().fill('She stays');
  await look(page, 'move-taken-back');
  await page.getByRole('button', { name: 'Take this move back' }).click();
  await agree(page, 'Take it back');
  await expect.poll(() => ledgerOf(to)).toMatchObject({ cashPaise: 150_00, savingsPaise: 0 });
  await page.getByText('Taken back: She stays').waitFor();
});

test('a group divides, and the rest of it joins another', async () => {
  const { page } = desk;
  const before = await ledgerOf(from);
  await goTo(page, 'groups', from.id, 'moves');
  await unfold(page, 'Divide this group');
  const divide = page.getByRole('form', { name: 'Divide this group' });
  await divide.getByLabel('To which group').selectOption(to.id);
  // The women come in the order of their codes: one who holds nothing goes.
  await divide.getByRole('checkbox', { name: 'savings ₹0, owes ₹0' }).first().check();
  await divide.getByLabel(/Of the surplus/).fill('25');
  await divide.getByLabel(/Through the bank/).fill('10');
  await divide
    .getByText('It balances. Hand over ₹15 in cash: Zzbooks Sangham → Zzfurther Sangham.')
    .waitFor();
  await look(page, 'move-divide');
  await divide.getByRole('button', { name: 'Divide this group' }).click();
  await agree(page, 'Move');
  await expect.poll(() => ledgerOf(to)).toMatchObject({ cashPaise: 15_00, bankPaise: 10_00 });

  await goTo(page, 'groups', from.id, 'moves');
  await page.reload();
  await page.getByRole('heading', { level: 2 }).waitFor();
  await unfold(page, 'Join another group');
  const join = page.getByRole('form', { name: 'Join another group' });
  await join.getByLabel('To which group').selectOption(to.id);
  await look(page, 'move-join');
  await join.getByRole('button', { name: 'Join another group' }).click();
  await agree(page, 'Move');
  await expect.poll(() => ledgerOf(to)).toEqual(before);
  expect(Object.values(await ledgerOf(from)).every((paise) => paise === 0)).toBe(true);
});
