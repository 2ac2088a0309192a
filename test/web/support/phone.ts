import type { BrowserContext, Page } from 'playwright-core';
import type { PersonKey } from '../../../local/identity/demo-people.ts';
import messages from '../../../web/src/unlock/pictures/messages.json' with { type: 'json' };
import { groups } from '../../../web/src/unlock/pictures/pictures.ts';
import { type Device, signInAs } from './browser.ts';

/** How a phone is set up and opened. */

export const pin = '738164';

/** Five pictures need no network and no hardware; a PIN is quicker by three seconds. */
export type Way = 'pictures' | 'server' | 'hardware';
const wayNames: Readonly<Record<Way, RegExp>> = {
  pictures: /^Five pictures/,
  server: /^A PIN, with a network/,
  hardware: /^The phone's own lock/,
};

/** What opens a phone: a PIN, or the English names of five pictures. */
export type Secret = string | readonly string[];
const remembered = new WeakMap<BrowserContext, Secret>();

const keysByName = new Map(Object.entries(messages).map(([key, { en }]) => [en, key]));
const namesByKey = new Map([...keysByName].map(([name, key]) => [key, name]));

/** The ids of pictures, by their English names. */
export const pictureIds = (names: readonly string[]): string[] =>
  names.map((name) => (keysByName.get(name) ?? '').replace('picture.', ''));

export async function pressPictures(page: Page, names: readonly string[]): Promise<void> {
  const tile = (name: string) => page.locator('.pictures').getByRole('button', { name, exact: true });
  for (const name of names) {
    const [id = ''] = pictureIds([name]);
    const [group] = Object.entries(groups).find(([, pictures]) => pictures.some((one) => one === id)) ?? [];
    await tile(namesByKey.get(`group.${group}`) ?? '').click();
    await tile(name).click();
  }
}

/** Answers how the phone shall open, and remembers what opens it. */
export async function chooseSecret(page: Page, way: Way = 'pictures', chosenPin = pin): Promise<Secret> {
  await page.getByRole('button', { name: wayNames[way] }).click();
  if (way === 'pictures') {
    await page.locator('.drawn li').first().waitFor();
    const names = await page.locator('.drawn li').allTextContents();
    await page.getByRole('button', { name: 'I know them now' }).click();
    await pressPictures(page, names);
    remembered.set(page.context(), names);
    return names;
  }
  await page.getByLabel('New PIN').fill(chosenPin);
  await page.getByLabel('The same PIN again').fill(chosenPin);
  await page.getByRole('button', { name: 'Keep this PIN' }).click();
  remembered.set(page.context(), chosenPin);
  return chosenPin;
}

/** From the first page to the question how the phone shall open, in English. */
export async function signInOnPhone({ page }: Pick<Device, 'page'>, person: PersonKey): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'I understand' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAs(page, person);
}

/** From the first page to the unlocked home, with all that a phone has to know. */
export async function setUpPhone(
  device: Pick<Device, 'page'>,
  person: PersonKey,
  way: Way = 'server',
): Promise<Secret> {
  const { page } = device;
  await signInOnPhone(device, person);
  const secret = await chooseSecret(page, way);
  await unlockPhone(page);
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page
    .locator('main .warning')
    .filter({ hasNotText: 'No group is given to you yet' })
    .waitFor({ state: 'detached' });
  // The shell is kept by now, and this page gets its further parts from there: neither needs a network any more.
  await hasShell(page);
  return secret;
}

/** Turns a leader's phone, on its first page, to Telugu. */
export async function inTelugu(page: Page): Promise<void> {
  await page.locator('.bar .quiet').click();
  await page.getByRole('button', { name: 'తెలుగు' }).click();
  await page.locator('html[lang="te"]').waitFor();
  await page.locator('.bar .quiet').click();
  await page.getByRole('heading', { name: 'ఈ రోజు', level: 1 }).waitFor();
}

/** Waits until the service worker has this page. It fails as any wait does: without an end of its own it would take the test's whole time. */
export const hasShell = (page: Page): Promise<unknown> =>
  page.evaluate(`navigator.serviceWorker.controller !== null ||
    new Promise((resolve, reject) => {
      navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
      AbortSignal.timeout(20_000).addEventListener('abort', () => reject(Error('No service worker has this page.')));
    })`);

/** @param secret without it, what was chosen last on this phone */
export async function unlockPhone(page: Page, secret = remembered.get(page.context())): Promise<void> {
  if (typeof secret === 'string') {
    await page.getByLabel('Your PIN').fill(secret);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
  } else {
    await pressPictures(page, secret ?? []);
  }
}
