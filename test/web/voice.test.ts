import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../local/stack.ts';
import { type Device, openDevice, openDeviceOnDisk, openDeviceWithMicrophone } from './support/browser.ts';
import { openScreen, signInAtDesk } from './support/desk.ts';
import { ask } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';
import { heardIn, hearPage, likeness, type Samples, speak, writeWav } from './support/sound.ts';

/*
 * A text is recorded at one desk, approved at another, and heard on a phone. The voice is espeak-ng's, the microphone a file, and what the phone
 * plays is compared with what was said.
 */

let stack: Stack;
let folder: string;
const open: Pick<Device, 'close'>[] = [];
const opened = <D extends Pick<Device, 'close'>>(device: D): D => {
  open.push(device);
  return device;
};

let second: SignIn;

const asked = z.object({ approvalId: z.string() });
const personSchema = z.object({ signInName: z.string() });
const passwordSchema = z.object({ password: z.string() });
type SignIn = { readonly name: string; readonly password: string };

/** The second ear: another coordinator, let in by two persons. */
async function letInCoordinator(): Promise<SignIn> {
  const agreed = async (answer: unknown): Promise<string> => {
    const { approvalId } = asked.parse(answer);
    await ask(stack, 'auditor', 'POST', `/api/approvals/${approvalId}`, { decision: 'approved' });
    return approvalId;
  };
  const person = { id: v7(), name: 'Chinuku Tolakari', role: 'coordinator', locale: 'en' };
  const path = `/api/users/${person.id}`;
  await agreed(await ask(stack, 'administrator', 'POST', '/api/users', person));
  const approvalId = await agreed(await ask(stack, 'administrator', 'POST', `${path}/one-time-password`, {}));
  const { password } = passwordSchema.parse(
    await ask(stack, 'administrator', 'POST', `${path}/one-time-password`, { approvalId }),
  );
  const { signInName } = personSchema.parse(await ask(stack, 'administrator', 'GET', path));
  return { name: signInName, password };
}

/** The other coordinator's desk, in English. The first time she chooses a password of her own. */
async function openSecondDesk(): Promise<Page> {
  const { page } = opened(await openDevice(stack.url, 'laptop', 'en-IN'));
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  for (const _ of [1, 2]) await page.locator('.primary').click();
  await page.getByLabel('User name').fill(second.name);
  await page.getByLabel('Password').fill(second.password);
  await page.locator('form').last().getByRole('button').click();
  const ownPassword = 'A password 0f her own!';
  if (second.password !== ownPassword) {
    await page.getByText('Choose a password of your own').first().waitFor();
    await page.locator('input[type=password]').fill(ownPassword);
    await page.locator('button').last().click();
    second = { ...second, password: ownPassword };
  }
  await page.getByRole('navigation').waitFor();
  return page;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leadership-next-voice-'));
  stack = await startStack({ empty: true, web: true });
  second = await letInCoordinator();
}, 120_000);
afterEach(async () => {
  for (const device of open.splice(0)) await device.close();
});
afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until the microphone has heard somebody, and then nobody for a while. */
const waitForSpeech = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((resolve) => {
    let quiet;
    const look = () => {
      const level = document.querySelector('.level')?.value ?? 0;
      if (level > 0.05) quiet = 0;
      else if (quiet !== undefined) quiet += 1;
      if (quiet > 45) resolve(true);
      else requestAnimationFrame(look);
    };
    look();
  })`);

/** Opens a text at the studio of a language. */
async function openText(page: Page, text: string, language = 'English'): Promise<void> {
  await openScreen(page, 'Voice');
  await page.getByLabel('Language', { exact: true }).selectOption({ label: language });
  await page.locator('.studio-list button').filter({ hasText: text }).first().click();
}

/** At the coordinator's desk: records what a synthetic voice says. */
async function record(text: string, said: Samples): Promise<void> {
  const file = join(folder, 'said.wav');
  writeWav(file, said, [0.8, 4]);
  const desk = opened(await openDeviceWithMicrophone(stack.url, file));
  const { page } = desk;
  await signInAtDesk(desk, 'coordinator');
  await openText(page, text);
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await waitForSpeech(page);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Keep this' }).click();
  await page.getByText('You recorded this. Somebody else must hear').waitFor();
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
}

/** At the other coordinator's desk: hears and approves. */
async function approve(text: string): Promise<void> {
  const page = await openSecondDesk();
  await openText(page, text);
  const button = page.getByRole('button', { name: 'Approve' });
  expect(await button.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Hear what waits' }).click();
  await button.click();
  await page.getByText('1 of').first().waitFor();
}

test('a text is recorded, approved by another, and heard on a phone', async () => {
  const text = 'No group is given to you yet. Ask the coordinator.';
  const said = speak(text, 'en');
  await record(text, said);
  await approve(text);
  const phone = opened(await openDeviceOnDisk(stack.url, 'phone', 'en-IN'));
  const { page } = phone;
  await hearPage(page);
  await setUpPhone(phone, 'leader');
  const listen = page.getByRole('button', { name: 'Listen' });
  await listen.click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await listen.waitFor();
  const heard = await heardIn(page);
  expect(likeness(heard, said)).toBeGreaterThan(0.9);
  expect(likeness(heard, speak('Who came today, and what did each woman pay?', 'en'))).toBeLessThan(0.6);
}, 240_000);
