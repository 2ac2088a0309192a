import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import * as z from 'zod';
import { demoPeople, type PersonKey } from '../../../local/identity/demo-people.ts';
import type { Stack } from '../../../local/stack.ts';
import { validCollective, validConsent, validMember } from '../../support/scene.ts';
import type { DeviceOnDisk } from './browser.ts';
import { pin } from './phone.ts';

/** A collective with members whose names nobody else has, and what a leader does with her phone. */

export type Collective = {
  readonly id: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
};

/** In every seeded name: what must not be found on a phone. */
export const marker = 'Zzvennela';

/** A call of the API as a demo person; its answer. */
export const ask = async (
  stack: Stack,
  person: PersonKey,
  method: string,
  path: string,
  body?: object,
  version?: number,
) => {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await stack.tokenFor(person)}`,
      'content-type': 'application/json',
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
};

export async function seedCollective(
  stack: Stack,
  count: number,
  leaders: readonly PersonKey[],
  /** Of the collective, then of its members; with the marker in all of them where none are given. */
  [title = `${marker} Sangham`, ...names]: readonly string[] = [],
  /** Further fields of the collective. */
  more: object = {},
): Promise<Collective> {
  const seeded = validCollective({
    name: title,
    formedOn: '2026-04-01',
    meetingFrequency: 'weekly',
    ...more,
  });
  const { id } = seeded;
  await ask(stack, 'coordinator', 'POST', '/api/collectives', seeded);
  const members = Array.from({ length: count }, (_, index) =>
    validMember(id, {
      name: names[index] ?? `${marker} ${String.fromCharCode(65 + index)}`,
      birthYear: 1992,
      joinedOn: '2026-04-02',
      consents: [validConsent('services', { on: '2026-04-02' })],
    }),
  );
  for (const member of members) await ask(stack, 'coordinator', 'POST', '/api/members', member);
  for (const leader of leaders) {
    const path = `/api/users/${demoPeople[leader].id}`;
    const { version } = z
      .object({ version: z.number() })
      .parse(await ask(stack, 'administrator', 'GET', path));
    await ask(stack, 'administrator', 'PATCH', path, { collectives: [id] }, version);
  }
  return { id, members };
}

const meetings = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      entries: z.array(z.object({ kind: z.string(), amountPaise: z.number() })),
      reversed: z.unknown().optional(),
    }),
  ),
});
const ledger = z.object({
  cashPaise: z.number(),
  savingsPaise: z.number(),
  loansOutstandingPaise: z.number(),
});

/** What the programme holds of a collective. */
export async function readBooks(stack: Stack, collectiveId: string) {
  const path = `/api/collectives/${collectiveId}`;
  const { items } = meetings.parse(await ask(stack, 'coordinator', 'GET', `${path}/meetings`));
  return {
    sheets: items.filter(({ reversed }) => reversed === undefined),
    all: items,
    ...ledger.parse(await ask(stack, 'coordinator', 'GET', `${path}/ledger`)),
  };
}

/** A sheet of today on which all are present with the usual deposit; of a second meeting where there was one today. */
export async function beginMeeting(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Meeting', exact: true }).click();
  const allPresent = page.getByRole('button', { name: 'All are present' });
  const second = page.getByRole('button', { name: 'A second meeting that day' });
  await allPresent.or(second).waitFor();
  if (await second.isVisible()) await second.click();
  await allPresent.click();
}

/** The same with the box counted, up to "saved on this phone". */
export async function recordMeeting(page: Page, counted: string): Promise<void> {
  await beginMeeting(page);
  await page.getByLabel('Cash counted in the box').fill(counted);
  await page.getByRole('button', { name: 'Check the sheet' }).click();
  await page.getByRole('button', { name: 'Yes, save it' }).click();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
}

/** All that the phone has written down, sealed as it is. */
const readRows = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('notes', 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const all = opening.result.transaction('rows').objectStore('rows').getAll();
      all.onerror = () => reject(all.error);
      all.onsuccess = () => {
        opening.result.close();
        resolve(all.result.map((row) => [...row].join()).join(' '));
      };
    };
  })`);

/** Waits until what is typed is on the disk: a tab that is killed sooner takes the last letters with it. */
export async function typeAndKeep(page: Page, type: () => Promise<void>): Promise<void> {
  let before: unknown;
  const isAtRest = async () => {
    const earlier = before;
    before = await readRows(page);
    return before === earlier;
  };
  await expect.poll(isAtRest, { timeout: 20_000 }).toBe(true);
  await type();
  await expect.poll(() => readRows(page), { timeout: 20_000 }).not.toBe(before);
}

export const pillSays = (page: Page, text: string): Promise<void> =>
  page.locator('.pill', { hasText: text }).waitFor({ timeout: 45_000 });

/** How much is not sent yet, with a network or without one. */
export const pillKeeps = (page: Page, count: number): Promise<void> =>
  page
    .locator('.pill', { hasText: new RegExp(`\\b${count} (kept here|not sent)`) })
    .waitFor({ timeout: 45_000 });

/** The files of a browser's profile in which a text stands, in one of the ways in which browsers write texts. */
export function findInProfile(profile: string, text: string): string[] {
  const wanted = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  return readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return wanted.some((bytes) => content.includes(bytes));
    });
}

export async function expectNothingKept(device: DeviceOnDisk): Promise<void> {
  // The browser writes its files when it closes, at the latest.
  const { profile, context }: { profile: string; context: BrowserContext } = device;
  await context.close();
  for (const text of [marker, pin, 'eyJhbGciOi']) {
    expect(findInProfile(profile, text), text).toEqual([]);
  }
}
