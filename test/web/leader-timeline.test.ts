import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice, takePicture } from './support/browser.ts';
import { ask, type Collective, pillSays, seedCollective } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';

let stack: Stack;
let seeded: Collective;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader']);
}, 120_000);
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const told = z.object({ items: z.array(z.looseObject({ type: z.string() })) });

test('keeps her note in her case, also before it is sent, and lets her take it back', async () => {
  const id = v7();
  const path = `/api/cases/${id}/events`;
  const { code } = z.object({ code: z.string() }).parse(
    await ask(stack, 'leader', 'POST', '/api/cases', {
      id,
      memberId: seeded.members[0]?.id,
      kind: 'other',
      priority: 'normal',
      openedOn: '2026-05-03',
    }),
  );
  const service = { type: 'service', on: '2026-05-04', service: 'legal_aid', provider: 'Legal services' };
  await ask(stack, 'coordinator', 'POST', path, { id: v7(), ...service });
  const fir = { type: 'proceeding', on: '2026-05-04', proceedingId: v7(), step: 'fir' };
  await ask(stack, 'coordinator', 'POST', path, { id: v7(), ...fir });
  const device = await openDevice(stack.url, 'phone');
  devices.push(device);
  const { page } = device;
  await setUpPhone(device, 'leader');
  await device.context.setOffline(true);
  // Her case stands on the member's page too.
  await page.getByRole('button', { name: 'Members', exact: true }).click();
  await page.getByRole('button', { name: /Zzvennela A/ }).click();
  await page.getByRole('button', { name: new RegExp(code) }).click();
  const entries = page.locator('.timeline > li');
  await entries.filter({ hasText: 'Legal services' }).getByText('Recorded by a colleague').waitFor();
  // How far it has come, and what it waits for.
  await page.getByRole('region', { name: 'Police and court' }).getByText('judgment').waitFor();
  await page.getByText(/^Word from the police is due · 2 August 2026/).waitFor();
  await page.getByLabel(/^Note/).fill('She sleeps again.');
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  const openCase = async () => {
    await page.getByRole('button', { name: 'To the start' }).click();
    await page.getByRole('button', { name: 'Cases', exact: true }).click();
    await page.locator('.choice', { hasText: code }).click();
  };
  await openCase();
  const note = entries.filter({ hasText: 'She sleeps again.' });
  await note.getByText('not yet sent').waitFor();
  await note.getByText('Recorded by you').waitFor();
  await device.context.setOffline(false);
  await pillSays(page, 'All sent');
  await note.getByText('not yet sent').waitFor({ state: 'detached' });
  expect(await entries.count()).toBe(3);

  // What a colleague recorded is not hers to take back.
  expect(await entries.getByRole('button', { name: 'Take back' }).count()).toBe(1);
  await note.getByRole('button', { name: 'Take back' }).click();
  await page.getByLabel('Why?').fill('Of another woman');
  await page.getByRole('button', { name: 'Yes, take it back' }).click();
  await note.getByText(/^You took this back on .*: Of another woman$/).waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  await takePicture(page, 'leader-timeline-en');
  await pillSays(page, 'All sent');
  const { items } = told.parse(await ask(stack, 'coordinator', 'GET', path));
  expect(items).toMatchObject([
    { type: 'service' },
    { type: 'proceeding' },
    { type: 'note', takenBack: expect.anything() },
    { type: 'taken_back', reason: 'Of another woman' },
  ]);
}, 240_000);
