import { createDecipheriv, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argon2id } from 'hash-wasm';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople, type PersonKey } from '../../local/identity/demo-people.ts';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { findKeptFields, findSentTexts, findSeriousFaults } from './support/axe.ts';
import {
  type Device,
  type DeviceOnDisk,
  openDevice,
  openDeviceOnDisk,
  signInAs,
  takePicture,
} from './support/browser.ts';
import {
  ask,
  beginMeeting,
  marker,
  pillSays,
  readBooks,
  recordMeeting,
  seedCollective,
  typeAndKeep,
} from './support/field.ts';
import {
  chooseSecret,
  pictureIds,
  pin,
  pressPictures,
  type Secret,
  setUpPhone,
  signInOnPhone,
  unlockPhone,
  type Way,
} from './support/phone.ts';
import { seedRoad, setUpRoad } from './support/road.ts';

/** What opens a phone, and what does not. */

let stack: Stack;
let collectiveId: string;
const devices: Device[] = [];

const openPhone = async (): Promise<Device> => {
  const device = await openDevice(stack.url, 'phone');
  devices.push(device);
  return device;
};
const openPhoneOnDisk = async (): Promise<DeviceOnDisk> => {
  const device = await openDeviceOnDisk(stack.url, 'phone');
  devices.push(device);
  return device;
};

beforeAll(async () => {
  stack = await openSharedStack();
  collectiveId = (await seedCollective(stack, 3, ['leader', 'leader2'])).id;
  await seedRoad(stack, 2);
}, 120_000);

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

/** A phone whose hardware keeps secrets, as Android's does: what they are made of lies outside of the profile folder. */
const giveHardware = async ({ context, page }: Device): Promise<void> => {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  });
};

const home = (page: Page) => page.getByRole('heading', { name: 'Today', level: 1 });

/** What lies in the browser's database, as a script in the page sees it. */
const keptKeyring = z.object({
  deviceId: z.string(),
  deviceSecret: z.string(),
  escrow: z.string(),
  lock: z.object({
    way: z.string(),
    salt: z.array(z.number()),
    iv: z.array(z.number()),
    wrapped: z.array(z.number()),
  }),
});
const readKeyring = async (page: Page) =>
  keptKeyring.parse(
    await page.evaluate(`new Promise((resolve, reject) => {
      const opening = indexedDB.open('notes', 1);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const reading = opening.result.transaction('keyring').objectStore('keyring').get('key');
        reading.onerror = () => reject(reading.error);
        reading.onsuccess = () => {
          opening.result.close();
          const list = (bytes) => [...bytes];
          // Without a lock there is nothing to read: an error thrown here would leave the test waiting for ever.
          if (reading.result?.lock === undefined) return reject(Error('The phone has no lock.'));
          const { lock, ...rest } = reading.result;
          resolve({ ...rest, lock: { way: lock.way, salt: list(lock.salt), iv: list(lock.iv), wrapped: list(lock.wrapped) } });
        };
      };
    })`),
  );
type Kept = z.infer<typeof keptKeyring>;

/** All bytes of a profile folder, file by file. */
const readProfile = (profile: string): Buffer[] =>
  readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));

const holds = (files: readonly Buffer[], bytes: Buffer | string): boolean =>
  files.some((file) => file.includes(bytes));

/**
 * Tries to unwrap a data key with some secrets, as the app does it; written out here, since an attacker writes his own.
 */
const unwrap = ({ deviceId, lock }: Kept, secrets: readonly Buffer[]): Buffer | undefined => {
  const key = Buffer.from(hkdfSync('sha256', Buffer.concat(secrets), '', 'wrap', 32));
  const wrapped = Buffer.from(lock.wrapped);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(lock.iv));
  decipher.setAAD(Buffer.from(deviceId)).setAuthTag(wrapped.subarray(-16));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(0, -16)), decipher.final()]);
  } catch {
    return undefined;
  }
};
const stretchPin = (typed: string, { lock }: Kept): Buffer =>
  pbkdf2Sync(typed, Buffer.from(lock.salt), 210_000, 32, 'sha256');
const stretchPictures = async (ids: readonly string[], { lock }: Kept): Promise<Buffer> =>
  Buffer.from(
    await argon2id({
      password: ids.join(' '),
      salt: Buffer.from(lock.salt),
      parallelism: 1,
      iterations: 3,
      memorySize: 65_536,
      hashLength: 32,
      outputType: 'binary',
    }),
  );
/** Sends a PIN as a copy of the phone does, with a next secret of its own. */
const shareAt = async ({ deviceId, deviceSecret, ...kept }: Kept, typed = pin): Promise<Response> =>
  fetch(`${stack.url}/api/device/unlock`, {
    method: 'POST',
    headers: {
      authorization: `Bearer device.${deviceId}.${deviceSecret}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      proof: Buffer.from(
        hkdfSync('sha256', stretchPin(typed, { deviceId, deviceSecret, ...kept }), '', 'proof', 32),
      ).toString('base64url'),
      waiting: 0,
      nextSecret: randomBytes(32).toString('base64url'),
    }),
  });

/** What somebody does with her phone: begins something with names, so that they stand in rows and in a draft, and finds it again. */
type Work = {
  readonly setUp: (device: Device, way: Way) => Promise<Secret>;
  readonly begin: (page: Page) => Promise<void>;
  readonly begun: (page: Page) => Promise<void>;
  /** Records something that waits until there is a network. */
  readonly record: (page: Page) => Promise<void>;
  /** Where it is sent to. */
  readonly sentTo: string;
};

const leaderWork: Work = {
  setUp: (device, way) => setUpPhone(device, 'leader', way),
  async begin(page) {
    await beginMeeting(page);
    await page.getByText(marker).first().waitFor();
  },
  begun: (page) => page.getByRole('button', { name: /Continue the meeting/ }).waitFor(),
  async record(page) {
    const before = (await readBooks(stack, collectiveId)).cashPaise;
    await recordMeeting(page, String(before / 100 + 300));
  },
  sentTo: '**/api/collectives/**',
};

/** Opens her first case, in which she has begun a note. */
const openFirstCase = async (page: Page): Promise<void> => {
  await page.locator('.visit').first().click();
  await page.getByText(marker).first().waitFor();
};
const caseworkerWork: Work = {
  setUp: (device, way) => setUpRoad(device, way),
  async begin(page) {
    await openFirstCase(page);
    await typeAndKeep(page, () => page.getByLabel(/^Note/).fill(`${marker} was not at home`));
  },
  begun: (page) => page.getByRole('button', { name: /^All my cases/ }).waitFor(),
  async record(page) {
    await openFirstCase(page);
    await page.getByLabel(/^Note/).fill('She was not at home');
    await page.getByRole('button', { name: 'Save the note' }).click();
    await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  },
  sentTo: '**/api/cases/**',
};

/** The same promises for both roles that work on a phone. */
const roles: readonly (readonly [PersonKey, Work])[] = [
  ['leader', leaderWork],
  ['caseworker', caseworkerWork],
];
const work = leaderWork.begin;

describe('a copy of the whole profile folder', () => {
  test('opens nothing with the right PIN where the secret lies in the phone’s hardware', async () => {
    const device = await openPhoneOnDisk();
    const { page, profile, context } = device;
    await giveHardware(device);
    await setUpPhone(device, 'leader', 'hardware');
    await work(page);
    await page.reload();
    await unlockPhone(page, '999999');
    await page.getByText('4 tries left').waitFor();
    await unlockPhone(page);
    await page.getByRole('button', { name: /Continue the meeting/ }).waitFor();
    const kept = await readKeyring(page);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL('**/away.html');
    await context.close();

    const files = readProfile(profile);
    expect(kept.lock.way).toBe('hardware');
    // The wrapped key is really there, so that what is tried here is what a thief would try.
    expect(holds(files, Buffer.from(kept.lock.wrapped))).toBe(true);
    const stretched = stretchPin(pin, kept);
    expect(unwrap(kept, [stretched])).toBeUndefined();
    expect(unwrap(kept, [Buffer.alloc(32), stretched])).toBeUndefined();
    expectNothingPlain(files);
  });

  test.each(roles)(
    'of a %s opens nothing with the right PIN where the server has the other half, and the server counts',
    async (person, { setUp, begin, begun }) => {
      const device = await openPhoneOnDisk();
      const { page, profile, context } = device;
      await setUp(device, 'server');
      await begin(page);
      await page.reload();
      await unlockPhone(page, '999999');
      await page.getByText('4 tries left').waitFor();
      await unlockPhone(page);
      await begun(page);
      const kept = await readKeyring(page);
      // Another secret: what lay here before stays in the browser's files for a while.
      await page.reload();
      await page.getByRole('button', { name: 'I forgot my PIN' }).click();
      await signInAs(page, person);
      await chooseSecret(page, 'server', '482913');
      await unlockPhone(page);
      await begun(page);
      const next = await readKeyring(page);
      expect(next.lock.wrapped).not.toEqual(kept.lock.wrapped);
      await page.getByRole('button', { name: 'Leave' }).click();
      await page.waitForURL('**/away.html');
      await context.close();

      const files = readProfile(profile);
      for (const [ring, typed] of [
        [kept, pin],
        [next, '482913'],
      ] as const) {
        const stretched = stretchPin(typed, ring);
        expect(unwrap(ring, [stretched])).toBeUndefined();
        expect(unwrap(ring, [Buffer.alloc(32), stretched])).toBeUndefined();
      }
      // The old PIN with the old remains: the server has destroyed its half.
      const asked = await shareAt(kept);
      expect([asked.status, await asked.json()]).toMatchObject([422, { code: 'locked' }]);
      expectNothingPlain(files);
    },
  );

  test('opens with the five pictures alone, and their change makes a new key', async () => {
    const device = await openPhoneOnDisk();
    const { page, profile, context } = device;
    const first = await setUpPhone(device, 'leader', 'pictures');
    const kept = await readKeyring(page);
    await page.reload();
    await page.getByRole('button', { name: 'I forgot my pictures' }).click();
    await signInAs(page, 'leader');
    const second = await chooseSecret(page);
    await unlockPhone(page);
    await work(page);
    const next = await readKeyring(page);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL('**/away.html');
    await context.close();

    const ids = pictureIds([...second]);
    const files = readProfile(profile);
    const key = unwrap(next, [await stretchPictures(ids, next)]);
    expect(key).toHaveLength(32);
    // What opens the former remains has never encrypted what was written since.
    const former = unwrap(kept, [await stretchPictures(pictureIds([...first]), kept)]);
    expect(former).toHaveLength(32);
    expect(former).not.toEqual(key);
    const others = [...ids.slice(1), ids[0] === 'cow' ? 'goat' : 'cow'];
    expect(unwrap(next, [await stretchPictures(others, next)])).toBeUndefined();
    expect(unwrap(next, [stretchPin(pin, next)])).toBeUndefined();
    for (const found of [key, former]) expect(found && holds(files, found)).toBe(false);
    expectNothingPlain(files);
  });
});

/** No name, no PIN, no token, in any of the ways in which browsers write texts. */
function expectNothingPlain(files: readonly Buffer[]): void {
  for (const text of [marker, pin, '482913', 'eyJhbGciOi']) {
    expect(holds(files, Buffer.from(text, 'utf8')), text).toBe(false);
    expect(holds(files, Buffer.from(text, 'utf16le')), text).toBe(false);
  }
}

describe('without a network', () => {
  test('opens with the five pictures, and with the phone’s own lock and a PIN', async () => {
    const byPictures = await openPhone();
    await setUpPhone(byPictures, 'leader', 'pictures');
    const byHardware = await openPhone();
    await giveHardware(byHardware);
    await setUpPhone(byHardware, 'leader2', 'hardware');
    for (const { page, context } of [byPictures, byHardware]) {
      await context.setOffline(true);
      await page.reload();
      await unlockPhone(page);
      await home(page).waitFor();
    }
  });

  test('says that a PIN that the server checks takes one, and opens with it', async () => {
    const device = await openPhone();
    const { page, context } = device;
    await setUpPhone(device, 'leader', 'server');
    await context.setOffline(true);
    await page.reload();
    await unlockPhone(page);
    await page.getByText('There is no network now').waitFor();
    await context.setOffline(false);
    await unlockPhone(page);
    await home(page).waitFor();
  });
});

describe('wrong tries', () => {
  test.each(roles)(
    'of a PIN at the server end after five for a %s, whatever is done to the phone, and nothing is lost',
    async (person, { setUp, record, sentTo }) => {
      const device = await openPhone();
      const { page, context } = device;
      await setUp(device, 'server');
      await context.setOffline(true);
      await record(page);
      await context.route(sentTo, (route) => route.abort());
      await context.setOffline(false);
      await page.reload();
      const fresh = await readKeyring(page);
      for (let left = 4; left > 0; left -= 1) {
        await unlockPhone(page, '999999');
        await page.getByText(`${left} ${left === 1 ? 'try' : 'tries'} left`).waitFor();
      }
      await unlockPhone(page, '999999');
      await page.getByText('This does not open any more').waitFor();
      // A copy from before the tries is worth no more.
      expect(await (await shareAt(fresh)).json()).toMatchObject({ code: 'locked' });
      await page.reload();
      await page.getByText('This does not open any more').waitFor();
      await context.unrouteAll();
      await page.locator('main').getByRole('button', { name: 'Sign in' }).click();
      await signInAs(page, person);
      await chooseSecret(page, 'server', '482913');
      await unlockPhone(page);
      await page.locator('.pill', { hasText: /All sent|needs you/ }).waitFor({ timeout: 45_000 });
    },
  );

  test('of pictures end after ten on the phone itself', async () => {
    const device = await openPhone();
    const { page } = device;
    const secret = await setUpPhone(device, 'leader', 'pictures');
    await page.reload();
    const wrong = [...secret].map((name) => (name === 'cow' ? 'goat' : 'cow'));
    for (let left = 9; left > 0; left -= 1) {
      await pressPictures(page, wrong);
      await page.getByText(`${left} ${left === 1 ? 'try' : 'tries'} left`).waitFor();
    }
    await pressPictures(page, wrong);
    await page.getByText('This does not open any more').waitFor();
  });

  test('of the phone’s own lock cost nothing, and another way is offered where it never opens', async () => {
    const device = await openPhone();
    const { page } = device;
    await page.addInitScript(`
      PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = async () => true;
      navigator.credentials.create = async () => { throw new DOMException('', 'NotAllowedError'); };
    `);
    await signInOnPhone(device, 'leader');
    await chooseSecret(page, 'hardware');
    await page.getByText('did not work with this phone').waitFor();
    expect(await page.getByRole('button', { name: /own lock/ }).count()).toBe(0);
    await chooseSecret(page, 'server');
    await unlockPhone(page);
    await home(page).waitFor();
  });
});

describe('the secret of a phone with a PIN', () => {
  const openAnew = async (page: Page): Promise<void> => {
    await page.reload();
    await unlockPhone(page);
    await home(page).waitFor();
  };

  test.each(roles)(
    'of a %s survives answers that are lost, and two tabs that open at once',
    async (_person, { setUp }) => {
      const device = await openPhone();
      const { page, context } = device;
      await setUp(device, 'server');
      const secrets = [(await readKeyring(page)).deviceSecret];
      // A route misses what passes the service worker.
      const devTools = await context.newCDPSession(page);
      await devTools.send('Network.enable');
      await devTools.send('Network.setBypassServiceWorker', { bypass: true });
      await page.reload();
      // The server has counted, released and changed; the phone hears nothing of it.
      await context.route('**/api/device/unlock', async (route) => {
        await route.fetch();
        await route.abort();
      });
      for (const _ of [1, 2]) {
        // The words of the first time may still stand at the second.
        const lost = page.waitForEvent('requestfailed', (request) =>
          request.url().endsWith('/api/device/unlock'),
        );
        await unlockPhone(page);
        await lost;
        await page.getByText('There is no network now').waitFor();
      }
      await context.unrouteAll();
      await openAnew(page);
      secrets.push((await readKeyring(page)).deviceSecret);
      const other = await context.newPage();
      await other.goto('/');
      await page.reload();
      await Promise.all([unlockPhone(page), unlockPhone(other)]);
      await Promise.all([home(page).waitFor(), home(other).waitFor()]);
      await other.close();
      await openAnew(page);
      secrets.push((await readKeyring(page)).deviceSecret);
      expect(new Set(secrets).size).toBe(3);
    },
  );

  test('shows a copy, which dies; she signs in, and nothing is lost', async () => {
    const device = await openPhone();
    const { page, context } = device;
    const before = (await readBooks(stack, collectiveId)).cashPaise;
    await setUpPhone(device, 'leader', 'server');
    await context.route('**/api/collectives/**', (route) => route.abort());
    await recordMeeting(page, String(before / 100 + 300));
    const copy = await readKeyring(page);
    for (const _ of [1, 2, 3]) await openAnew(page);
    const asked = await shareAt(copy);
    expect([asked.status, await asked.json()]).toMatchObject([422, { code: 'copied' }]);
    await page.reload();
    await unlockPhone(page);
    await page.getByText('Somebody tried to open a copy of this phone').waitFor();
    expect(await page.getByText(/wrong tr(y|ies) to open this/).count()).toBe(0);
    await takePicture(page, 'phone-copied');
    await context.unrouteAll();
    await page.locator('main').getByRole('button', { name: 'Sign in' }).click();
    await signInAs(page, 'leader');
    await chooseSecret(page, 'server', '482913');
    await unlockPhone(page);
    await page.locator('.pill', { hasText: /All sent|needs you/ }).waitFor({ timeout: 45_000 });
  });
});

test('a copy that somebody opened with her PIN shows at her next unlocking, with the wrong tries before', async () => {
  const device = await openPhone();
  const { page } = device;
  await setUpPhone(device, 'leader', 'server');
  const copy = await readKeyring(page);
  expect((await shareAt(copy, '999999')).status).toBe(422);
  expect((await shareAt(copy)).status).toBe(200);
  await page.reload();
  await unlockPhone(page);
  await page.getByText('Somebody tried to open a copy of this phone').waitFor();
  await page.getByText('1 wrong try to open this').waitFor();
  await takePicture(page, 'phone-copied-after-tries');
});

test('wrong tries are told to her with the day since when, and a birthday is no PIN', async () => {
  const device = await openPhone();
  const { page } = device;
  await signInOnPhone(device, 'leader');
  await page.getByRole('button', { name: /^A PIN, with a network/ }).click();
  for (const [typed, trouble] of [
    ['240787', 'Birthdays and years are what people try first'],
    ['198734', 'Birthdays and years are what people try first'],
    ['123456', 'This PIN is easy to guess'],
  ] as const) {
    await page.getByLabel('New PIN').fill(typed);
    await page.getByLabel('The same PIN again').fill(typed);
    await page.getByRole('button', { name: 'Keep this PIN' }).click();
    await page.getByText(trouble).waitFor();
  }
  await page.getByRole('button', { name: 'Back' }).click();
  await chooseSecret(page, 'server');
  await unlockPhone(page, '999999');
  await page.getByText('4 tries left').waitFor();
  await unlockPhone(page);
  await page.getByText(/^1 wrong try to open this since \w+day, /).waitFor();
});

/** Disables a demo person, or lets her in again. */
const setDisabled = async (person: PersonKey, disabled: boolean): Promise<void> => {
  const path = `/api/users/${demoPeople[person].id}`;
  const { version } = z.object({ version: z.number() }).parse(await ask(stack, 'administrator', 'GET', path));
  await ask(stack, 'administrator', 'PATCH', path, { disabled }, version);
};

describe('a disabling', () => {
  afterEach(async () => {
    for (const person of ['leader2', 'caseworker2'] as const)
      await setDisabled(person, false).catch(() => {});
  });

  const rowsKept = (page: Page) =>
    page.evaluate(`new Promise((resolve, reject) => {
      const opening = indexedDB.open('notes', 1);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const transaction = opening.result.transaction(['rows', 'keyring']);
        const counts = [transaction.objectStore('rows').count(), transaction.objectStore('keyring').count()];
        transaction.oncomplete = () => { opening.result.close(); resolve(counts.map(({ result }) => result)); };
      };
    })`);

  test.each(['pictures', 'server'] as const)(
    'reaches a locked phone that opens by %s before it opens, and ends what it keeps',
    async (way) => {
      const device = await openPhone();
      const { page } = device;
      await setUpPhone(device, 'leader2', way);
      await page.reload();
      await page.getByRole('heading', { name: 'Unlock' }).waitFor();
      await setDisabled('leader2', true);
      await unlockPhone(page);
      await page.getByRole('heading', { name: 'Your access on this phone has ended' }).waitFor();
      expect(await page.content()).not.toContain(marker);
      expect(await rowsKept(page)).toEqual([0, 0]);
      await page.reload();
      await page.locator('.primary').waitFor();
    },
  );

  test('reaches an open phone when the programme refuses it, and says what is lost', async () => {
    const device = await openPhone();
    const { page, context } = device;
    await setUpPhone(device, 'leader2', 'server');
    await context.setOffline(true);
    const before = (await readBooks(stack, collectiveId)).cashPaise;
    await recordMeeting(page, String(before / 100 + 300));
    await setDisabled('leader2', true);
    await context.setOffline(false);
    await page
      .getByRole('heading', { name: 'Your access on this phone has ended' })
      .waitFor({ timeout: 60_000 });
    await page.getByText('1 thing that had not been sent went with it').waitFor();
    expect(await rowsKept(page)).toEqual([0, 0]);
  });

  test.each(['locked', 'open'] as const)(
    'reaches a caseworker’s phone that is %s at its next contact, and ends what it keeps',
    async (state) => {
      await seedRoad(stack, 1, { person: 'caseworker2' });
      const device = await openPhone();
      const { page, context } = device;
      await setUpRoad(device, 'server', 'caseworker2');
      if (state === 'locked') await page.reload();
      else await context.setOffline(true);
      if (state === 'open') await caseworkerWork.record(page);
      await setDisabled('caseworker2', true);
      if (state === 'open') await context.setOffline(false);
      else await unlockPhone(page);
      await page
        .getByRole('heading', { name: 'Your access on this phone has ended' })
        .waitFor({ timeout: 60_000 });
      if (state === 'open') await page.getByText('1 thing that had not been sent went with it').waitFor();
      expect(await page.content()).not.toContain(marker);
      expect(await rowsKept(page)).toEqual([0, 0]);
    },
  );

  test('does not reach a phone that is kept off the network; it opens, and ends with the network', async () => {
    const device = await openPhone();
    const { page, context } = device;
    await giveHardware(device);
    await setUpPhone(device, 'leader2', 'hardware');
    await setDisabled('leader2', true);
    await context.setOffline(true);
    await page.reload();
    await unlockPhone(page);
    await home(page).waitFor();
    await page.reload();
    await context.setOffline(false);
    await unlockPhone(page);
    await page.getByRole('heading', { name: 'Your access on this phone has ended' }).waitFor();
  });
});

describe('setting up', () => {
  test.each([
    ['te', 'తెలుగు'],
    ['en', 'English'],
  ] as const)('offers what the phone can do, and looks well at 360 px, in %s', async (code, language) => {
    const device = await openPhone();
    const { page } = device;
    await giveHardware(device);
    await page.goto('/');
    await page.getByRole('button', { name: language }).click();
    for (const _ of [1, 2]) await page.locator('.primary').click();
    await signInAs(page, 'leader');
    await page.locator('.choice').first().waitFor();
    expect(await page.locator('.choice').count()).toBe(3);
    const look = async (name: string): Promise<void> => {
      const label = `${name} in ${code}`;
      expect(await findSeriousFaults(page), label).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        label,
      ).toBeLessThanOrEqual(0);
      const small = await page.evaluate(`[...document.querySelectorAll('button, input')]
          .filter((one) => one.getBoundingClientRect().height < 47.5).map((one) => one.outerHTML)`);
      expect(small, label).toEqual([]);
      expect(await findKeptFields(page), label).toEqual([]);
      expect(await findSentTexts(page), label).toEqual([]);
      await takePicture(page, `phone-${name}-${code}`);
    };
    await look('ways');
    await page.locator('.choice').nth(0).click();
    await page.locator('.pin').first().waitFor();
    await look('hardware');
    await page.locator('main .second').last().click();
    await page.locator('.choice').nth(2).click();
    await page.locator('.pin').first().waitFor();
    await look('server');
    await page.locator('main .second').last().click();
    await page.locator('.choice').nth(1).click();
    await page.locator('.drawn li').first().waitFor();
    await look('pictures');
    await page.locator('main .primary').click();
    await page.locator('.picture').first().waitFor();
    await look('groups');
    await page.locator('.picture').first().click();
    await look('animals');
    for (let index = 0; index < 5; index += 1) {
      if (index > 0) await page.locator('.picture').first().click();
      await page.locator('.picture:not(.group)').first().click();
      if (index === 2) await look('chosen');
    }
    await page.locator('main .error').waitFor();
  });

  test('lets her draw again, up to seven draws, and takes no pictures that she does not repeat', async () => {
    const device = await openPhone();
    const { page } = device;
    await signInOnPhone(device, 'leader');
    await page.getByRole('button', { name: /^Five pictures/ }).click();
    const drawn = () => page.locator('.drawn li').allTextContents();
    const seen = [await drawn()];
    const again = page.getByRole('button', { name: 'Show me others' });
    while ((await again.count()) > 0) {
      await again.click();
      seen.push(await drawn());
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen.map((names) => names.join())).size).toBe(7);
    await page.getByRole('button', { name: 'I know them now' }).click();
    const [last = []] = seen.slice(-1);
    await pressPictures(page, [...last.slice(0, 4), last[4] === 'cow' ? 'goat' : 'cow']);
    await page.getByText('Not those').waitFor();
    expect(await drawn()).toEqual(last);
    await page.getByRole('button', { name: 'I know them now' }).click();
    await pressPictures(page, last);
    await page.getByRole('heading', { name: 'Unlock' }).waitFor();
    await unlockPhone(page, last);
    await pillSays(page, 'All sent');
  });
});
