import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { openDesk, openScreen } from '../../support/desk.ts';

/** What a month publishes beside its numbers, at the coordinator's desk. */

let stack: Stack;
let desk: Device;

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
  desk = await openDesk(stack.url, 'coordinator');
}, 240_000);
afterAll(async () => {
  await desk?.close();
  await stack?.close();
});

test('the narrative of a month is shown as it will be read, and is there again after a reload', async () => {
  const { page } = desk;
  await openScreen(page, 'The month in words');
  await page.getByText('Nothing is written yet.').waitFor();
  await page
    .getByRole('textbox', { name: 'In English' })
    .fill('Two groups opened an account.\n\nThe rains were hard.');
  await page.getByRole('region', { name: 'In English' }).getByText('The rains were hard.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').first().waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'desk-narrative');

  await page.getByRole('textbox', { name: 'In English' }).fill('Call 98480 22338');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A telephone number seems to stand in it').first().waitFor();
  await page.reload();
  expect(await page.getByRole('textbox', { name: 'In English' }).inputValue()).toContain('Two groups');
}, 120_000);

test('a baseline is set and taken out, and terms hold from a month on', async () => {
  const { page } = desk;
  await openScreen(page, 'Programme');
  const baselines = page.getByRole('region', { name: 'Reached before the programme' });
  await baselines.getByLabel('Indicator', { exact: true }).selectOption('house_pattas');
  await baselines.getByLabel('Total').fill('41');
  await baselines.getByLabel('Up to').fill('2025-03');
  await baselines.getByLabel('Source').fill('Register of pattas');
  await baselines.getByRole('button', { name: 'Save' }).click();
  await baselines.getByRole('cell', { name: '41' }).waitFor();

  const terms = page.getByRole('region', { name: 'Names of the programme' });
  await terms.getByText('None is recorded yet.').waitFor();
  for (const [label, text] of [
    ['Programme', 'Leadership Further'],
    ['Run by', 'HELP'],
    ['Forum', 'VIMUKTHI'],
    ['Funded by', 'Another funder'],
    ['State', 'Andhra Pradesh'],
  ] as const) {
    await terms.getByLabel(label, { exact: true }).fill(text);
  }
  await terms.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Record them' }).click();
  await terms.getByRole('cell', { name: 'Another funder' }).waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'desk-programme');

  await baselines.getByLabel('Total').fill('');
  await baselines.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').getByText('The 41 that stands there is taken out').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it out' }).click();
  await baselines.getByText('None yet.').waitFor();
}, 120_000);
