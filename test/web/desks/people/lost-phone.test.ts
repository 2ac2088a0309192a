import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoPeople } from '../../../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, openDevice, signInAs, takePicture } from '../../support/browser.ts';
import { agree, openDesk, openScreen } from '../../support/desk.ts';
import { chooseSecret, setUpPhone, unlockPhone } from '../../support/phone.ts';

let stack: Stack;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
}, 120_000);
afterAll(() => stack?.close());
afterEach(() => Promise.all(devices.splice(0).map((device) => device.close())));

const openOne = async (size: 'phone' | 'laptop') => {
  const device = await openDevice(stack.url, size, 'en-IN');
  devices.push(device);
  return device;
};

test('ends the phone that a leader lost, by the administrator’s click; found again, it is set up anew', async () => {
  const phone = await openOne('phone');
  await setUpPhone(phone, 'leader', 'server');

  const { page } = await openOne('laptop');
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'I understand' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAs(page, 'administrator');
  await openScreen(page, 'People and access');
  await page.getByRole('link', { name: demoPeople.leader.name }).click();
  await page.getByRole('button', { name: 'She lost her phone' }).click();
  const dialog = page.getByRole('dialog', { name: 'Has she lost her phone?' });
  await dialog.getByText('1 phone wipes what is kept there').waitFor();
  await takePicture(page, 'phone-lost-asks');
  await dialog.getByRole('button', { name: 'End it, and make a first password' }).click();
  await page.getByText('lost: opens nothing at its next contact').waitFor();
  expect(await page.locator('.password').textContent()).toMatch(/^([A-Z][a-z]+-){3}\d\d$/);
  expect(await page.getByRole('button', { name: 'She lost her phone' }).count()).toBe(0);
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'phone-lost');
  // Until she sets up another, she is among those who have none.
  await page.locator('.link.back').click();
  await page
    .locator('.warning', { hasText: /ha(s|ve) no phone set up now/ })
    .getByRole('link', { name: demoPeople.leader.name })
    .waitFor();

  // Whoever has it may know her password: signing in on it opens nothing either.
  await phone.page.goto('/');
  await phone.page.getByRole('button', { name: 'I forgot my PIN' }).click();
  await signInAs(phone.page, 'leader');
  await phone.page.getByRole('heading', { name: 'Your access on this phone has ended' }).waitFor();
  await phone.page.goto('/');
  await phone.page.getByRole('button', { name: 'Sign in' }).click();
  await signInAs(phone.page, 'leader');
  await chooseSecret(phone.page, 'server');
  await unlockPhone(phone.page);
  await phone.page.getByRole('heading', { name: 'Today' }).waitFor();
}, 180_000);

test('ends no phone, and makes no password, before it is said which of two is lost', async () => {
  for (const _ of ['first', 'second']) await setUpPhone(await openOne('phone'), 'leader2', 'server');
  const desk = await openDesk(stack.url, 'administrator');
  devices.push(desk);
  const { page } = desk;
  await openScreen(page, 'People and access');
  await page.getByRole('link', { name: demoPeople.leader2.name }).click();
  const form = page.getByRole('form', { name: 'She lost her phone' });
  expect(await form.getByRole('checkbox', { checked: true }).count()).toBe(0);
  await form.getByRole('button', { name: 'She lost her phone' }).click();
  await form.locator('.field-error').getByText('Tick the phone that is lost.').first().waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await form.getByRole('checkbox').first().check();
  await form.getByRole('button', { name: 'She lost her phone' }).click();
  await page.getByRole('dialog').getByText('1 phone wipes what is kept there').waitFor();
  await agree(page, 'No, go back');

  // To shut her out ends both, and says so first.
  const change = page.getByRole('form', { name: 'Change' });
  await change.getByLabel('Status').selectOption('true');
  await change.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable her?' });
  await dialog
    .getByText('2 phones of hers wipe what is kept there at the next contact, with what was not sent.')
    .waitFor();
  await takePicture(page, 'leader-disable-asks');
  await dialog.getByRole('button', { name: 'Disable her' }).click();
  await expect.poll(() => page.getByText('ends at its next contact').count()).toBe(2);
  expect(await page.getByRole('heading', { name: 'First password' }).count()).toBe(0);
}, 180_000);
