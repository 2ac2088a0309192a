import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Stack } from '../../../../local/stack.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { openSharedStack } from '../../../support/stack.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { openDesk, showFindings } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';

/** No other file's, whose duplicates stand in the same list. */
const groupName = 'Zzmonthend Sangham';

let stack: Stack;
let seeded: Collective;
let device: Device | undefined;

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 2, ['leader'], [groupName]);
  // The same sheet twice.
  for (const _ of [1, 2]) {
    await ask(stack, 'coordinator', 'POST', `/api/collectives/${seeded.id}/meetings`, {
      id: v7(),
      heldOn: todayInIndia(),
      attendance: seeded.members.map(({ id: memberId }) => ({ memberId, status: 'present' })),
      entries: [],
      note: 'One hand held the box.',
    });
  }
});

afterEach(async () => {
  await device?.close();
});

const open = async (): Promise<Page> => {
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await page.evaluate(`location.hash = '#/close/${todayInIndia().slice(0, 7)}'`);
  // The first count of a new stack takes its time.
  await page.locator('.checklist').waitFor({ timeout: 90_000 });
  await showFindings(page, 'Likely duplicates');
  await page.getByRole('table', { name: 'Likely duplicates' }).waitFor();
  return page;
};
const duplicate = (page: Page) =>
  page.getByRole('table', { name: 'Likely duplicates' }).getByRole('row').filter({ hasText: groupName });

test('tells a duplicate sheet by its collective, and opens the sheet, where it is taken back', async () => {
  const page = await open();
  await page.getByText(/^\w+ \d{4} closes by itself at the end of /).waitFor();
  expect(await duplicate(page).textContent()).not.toMatch(/[\da-f]{8}-[\da-f]{4}/);
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page)).toEqual([]);
    await takePicture(page, `month-end-${language}`);
  }
  await duplicate(page).getByRole('link').click();
  await page.getByRole('heading', { name: /^Sheet of / }).waitFor();
  await page.getByText('One hand held the box.').waitFor();
  await lookAtDesk(page, 'sheet');
});

test('keeps why a finding may stay, for whoever looks next', async () => {
  const page = await open();
  const choice = () => duplicate(page).getByLabel('Explanation');
  await choice().selectOption({ label: 'Looked at: it is right as it is' });
  await page.getByText('Saved.').waitFor();
  await page.reload();
  await showFindings(page, 'Likely duplicates');
  await duplicate(page).waitFor();
  await expect.poll(() => choice().inputValue()).toBe('checked');
  await page.getByLabel('Show', { exact: true }).selectOption({ label: 'only what is still open' });
  await expect.poll(() => duplicate(page).count()).toBe(0);
});

test('takes a sheet back once she has agreed to what that does', async () => {
  const page = await open();
  await page.getByLabel('Show', { exact: true }).selectOption('');
  await duplicate(page).getByRole('link').click();
  await page.locator('summary').getByText('Take a sheet back').click();
  const form = page.getByRole('form', { name: 'Take a sheet back' });
  await form.getByLabel('Reason').fill('Sent twice');
  await form.getByRole('button', { name: 'Take a sheet back' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('This cannot be undone').waitFor();
  await dialog.getByRole('button', { name: 'No, go back' }).click();
  expect(await page.getByText('This sheet was taken back').count()).toBe(0);
  await form.getByRole('button', { name: 'Take a sheet back' }).click();
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('This sheet was taken back: Sent twice').waitFor();
});
