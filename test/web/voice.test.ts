import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../local/stack.ts';
import { noticeVersion } from '../../web/src/consent/notice.ts';
import { listSpoken } from '../../web/src/spoken/list-spoken.ts';
import {
  type Device,
  type DeviceOnDisk,
  openDevice,
  openDeviceOnDisk,
  openDeviceWithMicrophone,
} from './support/browser.ts';
import { openScreen, signInAtDesk } from './support/desk.ts';
import { lookAtDesk } from './support/desk-look.ts';
import { ask, seedCollective } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';
import {
  encodeSound,
  heardIn,
  hearPage,
  likeness,
  likenessInOrder,
  type Samples,
  speak,
  spokenSecondsOf,
  waitForSilence,
  waitForSound,
  writeWav,
} from './support/sound.ts';

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
  page.evaluate(`new Promise((resolve, reject) => {
    let quiet;
    setTimeout(() => reject(Error('The microphone heard nobody.')), 30_000);
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
async function openText(page: Page, text: string, language = 'తెలుగు'): Promise<void> {
  await openScreen(page, 'Phrases to record');
  await page.getByLabel('Language', { exact: true }).selectOption({ label: language });
  await page.locator('.studio-list button').filter({ hasText: text }).first().click();
}

/** Longer than any text is heard. */
const toItsEnd = { timeout: 90_000 };

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
  expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
  await lookAtDesk(page, 'voice');
}

/** At the coordinator's desk: keeps what a synthetic voice says as its recordings, without the minutes at a microphone. */
async function keepRecordings(said: ReadonlyMap<string, Samples>): Promise<void> {
  const { page } = opened(await openDevice(stack.url, 'laptop', 'en-IN'));
  await page.goto('/');
  for (const [text, sound] of said) {
    const audio = (await encodeSound(page, sound)).toString('base64');
    const toMs = Math.floor((1000 * sound.samples.length) / sound.rate);
    const path = `/api/voice/te/${createHash('sha256').update(text).digest('hex')}`;
    await ask(stack, 'coordinator', 'POST', path, { id: v7(), audio, fromMs: 0, toMs });
  }
}

/** At the other coordinator's desk: hears and approves. */
async function approve(...texts: readonly string[]): Promise<void> {
  const page = await openSecondDesk();
  const button = page.getByRole('button', { name: 'Approve', exact: true });
  for (const text of texts) {
    await openText(page, text);
    expect(await button.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Hear what waits' }).click();
    await button.click(toItsEnd);
    await page.getByRole('button', { name: 'Hear what is approved' }).waitFor();
  }
}

/** What stands on the first screen of a leader without a group. */
const textOf = (key: string): string => listSpoken('te').find((one) => one.key === key)?.text ?? '';
const text = textOf('home.noGroup');
const words = {
  listen: 'వినండి',
  pause: 'ఆపి ఉంచండి',
  goOn: 'కొనసాగించండి',
  headphones: 'పక్కనవారికి వినిపిస్తుంది.',
  now: 'ఇప్పుడు వినిపించండి',
};
const button = (place: Page | Locator, name: string) => place.getByRole('button', { name, exact: true });

/** A leader's phone in Telugu, which keeps all that it plays for the test. @param shown what stands on its first screen */
async function openPhone(shown = text): Promise<DeviceOnDisk> {
  const phone = opened(await openDeviceOnDisk(stack.url, 'phone', 'en-IN'));
  const { page } = phone;
  await hearPage(page);
  await setUpPhone(phone, 'leader', 'pictures');
  await page.locator('.bar .quiet').first().click();
  await button(page, 'తెలుగు').click();
  await page.locator('.bar .quiet').first().click();
  await page.getByText(shown, { exact: true }).waitFor();
  return phone;
}

/** Listens to the screen, or to a part of it that has a button of its own, to its end. */
async function listen(page: Page, place: Page | Locator = page): Promise<Samples> {
  await heardIn(page);
  await button(place, words.listen).click();
  await button(place, words.pause).waitFor();
  await button(place, words.listen).waitFor(toItsEnd);
  return heardIn(page);
}

/**
 * Listens, pauses after the first sounds, and goes on once all has been still for a while.
 * @param whole as it was heard without a pause: most of it must be heard afterwards, and nothing of it twice
 * @returns what was heard before and after the pause
 */
async function hearWithPause(page: Page, place: Page | Locator, whole: Samples): Promise<Samples> {
  await heardIn(page);
  await button(place, words.listen).click();
  await waitForSound(page);
  await button(place, words.pause).click();
  await button(place, words.goOn).waitFor();
  await waitForSilence(page);
  const before = await heardIn(page);
  expect(spokenSecondsOf(before)).toBeLessThan(spokenSecondsOf(whole) / 2);
  await button(place, words.goOn).click();
  await button(place, words.listen).waitFor(toItsEnd);
  const after = await heardIn(page);
  const both = { rate: after.rate, samples: Float32Array.from([...before.samples, ...after.samples]) };
  expect(Math.abs(spokenSecondsOf(both) / spokenSecondsOf(whole) - 1)).toBeLessThan(0.05);
  return both;
}

/** The page falls silent long before the end of what it began to say. */
async function expectCut(page: Page, said: Samples): Promise<void> {
  await waitForSilence(page);
  expect(spokenSecondsOf(await heardIn(page))).toBeLessThan(spokenSecondsOf(said) / 2);
}

test('a text is recorded, approved by another, and heard on a phone, later without a network', async () => {
  const said = speak(text, 'te');
  const other = speak(textOf(`notice.${noticeVersion}.reporting`), 'te');
  await record(text, said);
  await approve(text);
  const phone = await openPhone();
  const { context, page } = phone;
  const asked: string[] = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const heard = await listen(page);
  expect(likeness(heard, said)).toBeGreaterThan(0.9);
  expect(likeness(heard, other)).toBeLessThan(0.6);
  // Nothing else stands there as a recording, and a browser without a screen has no voice of its own: the rest is silent.
  expect(spokenSecondsOf(heard)).toBeLessThan(spokenSecondsOf(said) + 0.5);

  await context.setOffline(true);
  asked.length = 0;
  expect(likeness(await listen(page), said)).toBeGreaterThan(0.9);
  expect(asked.filter((path) => path.startsWith('/voice'))).toEqual([]);

  // Paused, it waits; then it goes on where it was.
  expect(likeness(await hearWithPause(page, page, heard), said)).toBeGreaterThan(0.9);

  // Nobody hears on what she has put away.
  await button(page, words.listen).click();
  await waitForSound(page);
  await page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
  await button(page, words.listen).waitFor();
  await expectCut(page, said);
}, 300_000);

test('the notice is heard whole, repeated with a pause, and falls silent when she leaves the question', async () => {
  const sayFast = (one: string) => speak(one, 'te', 300);
  const notice = textOf(`notice.${noticeVersion}.services`);
  const rights = textOf(`notice.${noticeVersion}.rights`);
  const said = [sayFast(notice), sayFast(rights)] as const;
  await keepRecordings(
    new Map([
      [notice, said[0]],
      [rights, said[1]],
    ]),
  );
  await approve(notice, rights);
  await seedCollective(stack, 1, ['leader'], ['Vennela Sangham', 'Mallika']);
  const { page } = await openPhone('సభ్యులు');
  await page.locator('.tile').filter({ hasText: 'సభ్యులు' }).click();
  await page.getByRole('button', { name: 'కొత్త సభ్యురాలు' }).click();
  await page.getByLabel('ఆమె పుట్టిన సంవత్సరం?').fill('1994');
  await button(page, 'తర్వాత').click();

  // The notice has a button of its own, beside that of the whole screen.
  const quote = page.locator('blockquote').filter({ hasText: notice });
  const whole = await listen(page, quote);
  expect(likenessInOrder(whole, said)).toBeGreaterThan(0.85);

  // Repeated, with a pause.
  const repeated = await hearWithPause(page, quote, whole);
  expect(likenessInOrder(repeated, said)).toBeGreaterThan(0.85);

  await button(quote, words.listen).click();
  await waitForSound(page);
  await page.locator('.bar .quiet').first().click();
  await quote.waitFor({ state: 'detached' });
  await expectCut(page, said[0]);
}, 300_000);

test('what others must not hear proposes headphones, each time, before anything sounds', async () => {
  const question = textOf('cases.which');
  const said = speak(question, 'te');
  await record(question, said);
  await approve(question);
  await seedCollective(stack, 1, ['leader'], ['Chukkala Sangham', 'Sirimalle']);
  const { page } = await openPhone('సభ్యులు');
  await page.locator('.tile').filter({ hasText: 'సభ్యులు' }).click();
  await page.getByRole('button', { name: 'Sirimalle' }).click();
  await button(page, 'ఆమె కోసం కేసు తెరవండి').click();
  await page.getByText(question).waitFor();
  for (const _ of ['the first time', 'again']) {
    await heardIn(page);
    await button(page, words.listen).click();
    await page.getByText(words.headphones).waitFor();
    await waitForSilence(page);
    const { samples } = await heardIn(page);
    expect(samples.every((one) => Math.abs(one) < 0.01)).toBe(true);
    await button(page, words.now).click();
    await button(page, words.pause).waitFor();
    await button(page, words.listen).waitFor();
    expect(likeness(await heardIn(page), said)).toBeGreaterThan(0.9);
  }
}, 300_000);
