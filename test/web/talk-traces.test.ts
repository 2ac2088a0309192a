import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { planFields } from '../../web/src/talks/safety-plan.ts';
import { type DeviceOnDisk, openDeviceOnDisk, takePicture } from './support/browser.ts';
import { ask, findInProfile, pillSays, seedCollective } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';
import { readTimeline, setUpRoad, today, toTheStart } from './support/road.ts';

/**
 * Nothing of a talk, of a safety plan or of her word is in a list, an address, a title, what a page logs, or what a phone keeps unsealed: on a
 * leader's phone and on a caseworker's.
 */

let stack: Stack;
const caseId = v7();
const devices: DeviceOnDisk[] = [];

beforeAll(async () => {
  // Of its own: what is due is counted.
  stack = await startStack({ empty: true, web: true });
  const { members } = await seedCollective(stack, 1, ['leader'], ['Zzjaada Sangham', 'Zzjaada']);
  await ask(stack, 'leader', 'POST', '/api/cases', {
    id: caseId,
    memberId: members[0]?.id,
    kind: 'crisis',
    priority: 'normal',
    openedOn: today(),
    assignedTo: demoPeople.caseworker.id,
  });
}, 120_000);
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});
afterAll(() => stack?.close());

/** A phone of which is noted what its pages ask for, log and are called. */
const openWatched = async () => {
  const device = await openDeviceOnDisk(stack.url, 'phone');
  devices.push(device);
  const { page, context } = device;
  const seen = new Set<string>();
  context.on('request', (request) => seen.add(`address ${request.url()} ${request.headers().referer ?? ''}`));
  page.on('console', (message) => seen.add(`log ${message.text()}`));
  page.on('pageerror', (error) => seen.add(`error ${error.message}`));
  const press = async (name: string | RegExp): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).click();
    seen.add(`title ${await page.title()} ${page.url()}`);
  };
  return { device, page, seen, press };
};

/** What a page keeps beside its sealed rows: caches, storage, cookies, and the state of its history. */
const keptBy = async ({ page, context }: DeviceOnDisk): Promise<string> => {
  const kept = await page.evaluate(`(async () => {
    const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state)];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        texts.push(request.url, await (await cache.match(request)).text());
      }
    }
    return texts.join('\\n');
  })()`);
  return `${String(kept)} ${JSON.stringify(await context.cookies())}`;
};

/**
 * Holds a talk by its pictures and places alone, in whatever language, from the page that begins it.
 * @returns how many taps it took
 */
const holdTalk = async (page: Page, goal: string, { hasGoal = false } = {}): Promise<number> => {
  let taps = 0;
  const tap = async (what: string, at = 0): Promise<void> => {
    await takePicture(page, `talk-${await page.evaluate('document.documentElement.lang')}-${taps}`);
    await page.locator(`main ${what}`).nth(at).click();
    taps += 1;
  };
  await tap('.primary');
  for (const [index, picture] of [2, 1, 0, 2, 3, 2].entries()) {
    await page.locator('main .talk-answers use').first().waitFor();
    await page.locator('main p.part', { hasText: new RegExp(`(^|\\D)${index + 1}\\D+7`) }).waitFor();
    await tap('.talk-answers > button', picture);
  }
  // She names another goal than the one that stands.
  if (hasGoal) await tap('.talk-choices button', 2);
  await tap('.talk-answers > button', 2);
  await page.locator('main textarea').fill(goal);
  await tap('.talk-choices button', 2);
  for (const _ of ['next', 'save', 'to the start']) await tap('.primary');
  return taps;
};

/** Changes the language at her home. */
const speak = async (page: Page, name: 'తెలుగు' | 'English'): Promise<void> => {
  await page.locator('.bar .quiet').click();
  await page.getByRole('button', { name }).click();
  await page.locator('.bar .quiet').click();
};

/** A mark in each field of a plan. */
const makePlan = async (page: Page, press: (name: string | RegExp) => Promise<void>, marks: string[]) => {
  await press(/^(Make a plan for her safety|Her plan: see it, change it)$/);
  const fields = page.locator('main textarea');
  expect(await fields.count()).toBe(planFields.length);
  for (const [index, mark] of marks.entries()) await fields.nth(index).fill(mark);
  await press('Keep it');
  await toTheStart(page);
};

const expectNoTrace = async (
  { device, seen }: Awaited<ReturnType<typeof openWatched>>,
  marks: readonly string[],
) => {
  const kept = await keptBy(device);
  // What is searched must be there, and found.
  expect(kept).toContain('/assets/');
  expect([...seen].join()).toContain('/api/');
  for (const mark of marks) {
    expect([...seen].filter((one) => one.includes(mark))).toEqual([]);
    expect(kept.includes(mark), mark).toBe(false);
  }
  const log = stack.logLines().join('\n');
  expect(marks.filter((mark) => log.includes(mark))).toEqual([]);
  await device.context.close();
  expect(marks.flatMap((mark) => findInProfile(device.profile, mark))).toEqual([]);
};

const said = ['Mostly I am safe', 'She says that it helped'];
const expectNotIn = async (page: Page, marks: readonly string[]) => {
  const text = (await page.locator('body').textContent()) ?? '';
  expect([...marks, ...said].filter((one) => text.includes(one))).toEqual([]);
};

test('a leader’s phone holds a talk and makes a plan, and only the woman’s own pages say so', async () => {
  const watched = await openWatched();
  const { device, page, press } = watched;
  await setUpPhone(device, 'leader', 'pictures');
  const marks = Array.from({ length: 6 }, (_, index) => `Zzmatalu${'abcdef'[index]}leader`);
  const [goal = '', ...plan] = marks;
  await speak(page, 'తెలుగు');
  await page.getByRole('button', { name: /Zzjaada$/ }).click();
  await page.locator('main .choice', { hasText: 'Zzjaada' }).click();
  // With those two fourteen taps, whose words nobody has to read: with what is heard and thought over, well under twelve minutes.
  expect(await holdTalk(page, goal)).toBe(12);
  await speak(page, 'English');
  await press('Cases');
  await press(/Crisis/);
  await makePlan(page, press, plan);
  await expectNotIn(page, marks);
  await pillSays(page, 'All sent');
  await press('All dates');
  await page.locator('.choice', { hasText: 'Her goal' }).waitFor();
  await expectNotIn(page, marks);
  await page.getByRole('button', { name: /Back/ }).click();
  for (const list of ['Members', 'Cases']) {
    await press(list);
    await expectNotIn(page, marks);
    await page.locator('.bar .quiet').click();
  }
  await page.locator('.pill').click();
  await expectNotIn(page, marks);
  expect(JSON.stringify(await readTimeline(stack, caseId))).toContain(plan[0]);
  await expectNoTrace(watched, marks);
}, 120_000);

test('so does a caseworker’s, which closes the case with her word too', async () => {
  const watched = await openWatched();
  const { device, page, press } = watched;
  await setUpRoad(device, 'pictures');
  const marks = Array.from({ length: 6 }, (_, index) => `Zzmatalu${'abcdef'[index]}worker`);
  const [goal = '', ...plan] = marks;
  const openCase = async () => {
    await press(/^All my cases/);
    await page.locator('main .visit').first().click();
  };
  await openCase();
  await press('Talk with her');
  // Her goal was named on the leader’s phone.
  await holdTalk(page, goal, { hasGoal: true });
  await openCase();
  await makePlan(page, press, plan);
  await openCase();
  await press('What becomes of the case');
  await page.getByLabel('Status', { exact: true }).selectOption({ label: 'closed' });
  await page.getByLabel('What she says of the help').selectOption({ label: 'She says that it helped' });
  await press('Save');
  await toTheStart(page);
  await expectNotIn(page, marks);
  await page.locator('.pill').click();
  await expectNotIn(page, marks);
  await page.getByRole('button', { name: /Back/ }).click();
  await expect
    .poll(async () => JSON.stringify(await readTimeline(stack, caseId)))
    .toContain('"herWord":"helped"');
  await expectNotIn(page, marks);
  await expectNoTrace(watched, marks);
}, 120_000);
