import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PersonKey } from '../../local/identity/people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice, signInAs, takePicture } from './support/browser.ts';
import { ask } from './support/field.ts';

let stack: Stack;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
}, 120_000);
afterAll(() => stack?.close());
afterEach(() => Promise.all(devices.splice(0).map((device) => device.close())));

/** A desk of a person; the others stay open beside it. */
const openDesk = async (person: PersonKey) => {
  const device = await openDevice(stack.url, 'laptop', 'en-IN');
  devices.push(device);
  const { page } = device;
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'I understand' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAs(page, person);
  await page.getByRole('navigation').waitFor();
  const open = (screen: string) =>
    page.getByRole('navigation').getByRole('button', { name: screen, exact: true }).click();
  return { page, open };
};

const addLeader = async (name: string): Promise<string> => {
  const id = v7();
  await ask(stack, 'administrator', 'POST', '/api/users', { id, name, role: 'leader', locale: 'te' });
  return id;
};

test('lets an auditor ask that a leader is erased, and shows what became of it: declined, asked again, approved', async () => {
  const name = 'Zzsampenga Poolamala';
  const id = await addLeader(name);
  const auditor = await openDesk('auditor');
  const administrator = await openDesk('administrator');
  const row = auditor.page.getByRole('row').filter({ hasText: id });
  const askToErase = async () => {
    await auditor.open('Erasures');
    await auditor.page.getByText('Ask for an erasure').click();
    await auditor.page.getByLabel('Whose record?').selectOption({ label: 'a leader or one of the staff' });
    await auditor.page.getByLabel('Her id').fill(id);
    await auditor.page.getByLabel('Reason').fill('She asked for it');
    await auditor.page.getByLabel('I know that this cannot be taken back').check();
    await auditor.page.getByRole('button', { name: 'Ask for an erasure' }).click();
    await row.getByText('waits for an administrator').waitFor();
  };
  const decide = async (decision: 'Approve' | 'Decline') => {
    await administrator.open('Approvals');
    const asked = administrator.page.getByRole('region').filter({ hasText: name });
    await asked.waitFor();
    if (decision === 'Approve') await asked.getByLabel('I know that this is right.').check();
    await asked.getByRole('button', { name: decision }).click();
    await administrator.page.getByText('Nothing here').waitFor();
    await auditor.open('Erasures');
  };

  await askToErase();
  expect(await findSeriousFaults(auditor.page)).toEqual([]);
  await decide('Decline');
  await row.getByText('declined').waitFor();
  await askToErase();
  await decide('Approve');
  await row.getByText('approved: nobody reaches her record').waitFor();
  await takePicture(auditor.page, 'erasures');
  await administrator.open('People and access');
  await administrator.page.getByRole('table').waitFor();
  expect(await administrator.page.getByText(name).count()).toBe(0);
}, 180_000);
