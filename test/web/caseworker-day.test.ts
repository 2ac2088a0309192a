import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { validCase, validChild, validConsent } from '../support/scene.ts';
import { type Device, openDevice, takePicture } from './support/browser.ts';
import { ask, pillKeeps, pillSays, seedCollective } from './support/field.ts';
import { setUpPhone, unlockPhone } from './support/phone.ts';
import { readTimeline, type SeededCase, seedCases, setUpRoad, today, toTheStart } from './support/road.ts';

/** A caseworker's day without a network: whom to see, what she finds at the door, what she records there. */

let stack: Stack;
const devices: Device[] = [];

beforeAll(async () => {
  // Of her own: elsewhere she has the cases of other tests too.
  stack = await startStack({ empty: true, web: true });
}, 120_000);

afterAll(() => stack?.close());

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const openPhone = async (): Promise<Device> => {
  const device = await openDevice(stack.url, 'phone', 'te-IN');
  devices.push(device);
  return device;
};

const group = (count: number) => seedCollective(stack, count, [], ['వెన్నెల సంఘం', 'మల్లిక', 'చామంతి', 'గులాబి']);
const add = (caseId: string, event: object) =>
  ask(stack, 'caseworker', 'POST', `/api/cases/${caseId}/events`, { id: v7(), on: today(), ...event });
const versioned = z.object({ version: z.number() });
const move = async (memberId = '', mandal = '') => {
  const { version } = versioned.parse(await ask(stack, 'coordinator', 'GET', `/api/members/${memberId}`));
  await ask(
    stack,
    'coordinator',
    'PATCH',
    `/api/members/${memberId}`,
    { mandal, phone: '+919848012345' },
    version,
  );
};

const rowOf = (page: Page, { code }: Pick<SeededCase, 'code'>) =>
  page.locator('main .visit', { hasText: code });
const goOffline = async ({ page, context }: Device): Promise<void> => {
  await context.setOffline(true);
  await page.reload();
  await unlockPhone(page);
};

test('tells whom to see, each woman once, by place, and at her door what there is to know', async () => {
  const { id, members } = await group(3);
  const [mallika, chamanti, gulabi] = members;
  const of = (member: typeof mallika) => ({ id, members: member === undefined ? [] : [member] });
  const seed = async (member: typeof mallika, due: string, more: object = {}): Promise<SeededCase> => {
    const [seeded] = await seedCases(stack, of(member), { due, more: { kind: 'legal_aid', ...more } });
    if (seeded === undefined) throw new Error('There is no case.');
    return seeded;
  };
  const late = await seed(mallika, addDays(today(), -9));
  const crisis = await seed(mallika, addDays(today(), 2), { kind: 'crisis' });
  await seed(chamanti, today());
  const soon = await seed(gulabi, addDays(today(), 3));
  await move(mallika?.id, 'Mangalagiri');
  await ask(stack, 'coordinator', 'POST', `/api/members/${mallika?.id}/children`, validChild());
  for (const given of [true, false]) {
    const consent = validConsent('reporting', { given, on: given ? '2026-05-01' : '2026-09-01' });
    await ask(stack, 'coordinator', 'POST', `/api/members/${mallika?.id}/consents`, consent);
  }
  await ask(stack, 'caseworker', 'POST', `/api/members/${mallika?.id}/talks`, {
    id: v7(),
    on: today(),
    answers: { debt: 2 },
    goal: { area: 'debt', text: 'అప్పు తీర్చాలి', by: addDays(today(), 1) },
  });
  await add(crisis.id, { type: 'safety_plan', goTo: 'అక్క ఇంటికి' });
  for (const text of ['మొదటి మాట', 'రెండో మాట', 'మూడో మాట']) await add(crisis.id, { type: 'note', text });

  const device = await openPhone();
  const { page } = device;
  await setUpRoad(device, 'pictures');
  await goOffline(device);
  await rowOf(page, late).waitFor();
  // The two cases of one woman are one row, with what is due in both.
  expect(await page.locator('main .visit').count()).toBe(3);
  const hers = rowOf(page, late);
  expect(await hers.textContent()).toContain(crisis.code);
  expect(await hers.textContent()).toContain('9 days late');
  expect(await hers.locator('a').getAttribute('href')).toBe('tel:+919848012345');
  // Two places, the one with what is late first; then the week.
  const headings = await page.locator('main h2, main h3').allInnerTexts();
  expect(headings.map((one) => one.replace(/\s+/g, ' '))).toEqual([
    'Today and overdue 2',
    'Mangalagiri, Guntur',
    'Tenali, Guntur',
    'This week 1',
  ]);
  expect(await rowOf(page, soon).textContent()).toContain('Tenali, Guntur');

  await hers.getByRole('button').click();
  await page.getByText(late.code, { exact: true }).first().waitFor();
  await page.getByText('మల్లిక', { exact: true }).waitFor();
  await page.getByText('Mangalagiri, Guntur').waitFor();
  await page.getByText('Being counted without her name: withdrawn').waitFor();
  await page.getByText('1 child').waitFor();
  await page.getByText('9 days late').waitFor();
  // Her other case is a tap away, with the plan and the newest events.
  await page.locator('main .visit', { hasText: crisis.code }).click();
  await page.getByText('మూడో మాట').waitFor();
  await page.getByText('మొదటి మాట').waitFor();
  expect(await page.locator('.timeline').last().isVisible()).toBe(false);
  await page.getByText('Her safety plan').click();
  await page.getByText('అక్క ఇంటికి').first().waitFor();
}, 180_000);

test('says when her day is whole on the phone, and when all is sent, and neither sooner', async () => {
  const [seeded] = await seedCases(stack, await group(1));
  if (seeded === undefined) throw new Error('There is no case.');
  const device = await openPhone();
  const { page, context } = device;
  await setUpRoad(device, 'pictures');
  const says = (text: string | RegExp) => page.locator('main').getByText(text).waitFor({ timeout: 45_000 });
  const restart = async () => {
    await page.reload();
    await unlockPhone(page);
  };
  await says(/^✓ All of your day is on this phone, as of \d\d:\d\d$/);

  const addNote = async (text: string) => {
    await rowOf(page, seeded).getByRole('button').first().click();
    await page.getByLabel(/^Note/).fill(text);
    await page.getByRole('button', { name: 'Save the note' }).click();
    await toTheStart(page);
  };
  await goOffline(device);
  await says(/^✓ All of your day is on this phone, as of \d\d:\d\d$/);
  await addNote('Her Aadhaar is 2345 6789 0124');
  await says('1 still to be sent');
  await addNote('She was at home.');
  await restart();
  await says('2 still to be sent');

  // The server refuses the one with the number; what is refused is not sent.
  await context.setOffline(false);
  await says('Not everything is sent: 1 thing needs you');
  await restart();
  await says('Not everything is sent: 1 thing needs you');
  await page.locator('.pill.bad').click();
  await page.getByRole('button', { name: 'Throw it away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Yes, throw it away' }).click();
  await page.getByRole('button', { name: '‹ Back' }).click();
  await says(/^✓ Everything is sent, \d\d:\d\d$/);

  // Sent, but the phone could not read it back: it says so without a time, and its data stay those of before.
  await context.route('**/api/me/pack*', (route) => route.abort());
  await addNote('She has work.');
  await pillSays(page, 'Offline');
  await says(/^✓ Everything is sent$/);
  // A page that is closed while it renews its session would have to sign in again.
  const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('/api/me/pack'));
  await restart();
  await failed;
  await says(/^✓ Everything is sent$/);
  await says(/^✓ All of your day is on this phone, as of \d\d:\d\d$/);
  await context.unroute('**/api/me/pack*');
  await restart();
  await says(/^✓ Everything is sent, \d\d:\d\d$/);

  // The next morning it is the data of yesterday.
  await context.setOffline(true);
  await page.clock.setFixedTime(Date.now() + 86_400_000);
  await restart();
  await says(/^What is on this phone is of \d+ \w+ \d{4}, \d\d:\d\d\./);
  await says(/^✓ Everything is sent, \d+ \w+ \d{4}, \d\d:\d\d$/);
}, 180_000);

test('a visit that nobody planned is two taps; pressed twice, or again after going back, it is one', async () => {
  const [member] = (await group(1)).members;
  const one = z
    .looseObject({ id: z.string(), code: z.string(), memberId: z.string() })
    .parse(
      await ask(
        stack,
        'caseworker',
        'POST',
        '/api/cases',
        validCase(member?.id ?? '', { priority: 'urgent' }),
      ),
    );
  const device = await openPhone();
  const { page, context } = device;
  await setUpRoad(device, 'pictures');
  await goOffline(device);
  const open = () => rowOf(page, one).getByRole('button').first().click();
  // Both presses come before the screen is drawn again, as on a slow phone.
  const pressTwice = (name: string) =>
    page.getByRole('button', { name }).evaluate((button) => {
      (button as unknown as { click: () => void }).click();
      (button as unknown as { click: () => void }).click();
    });
  await open();
  await pressTwice('I have seen her');
  // What was saved, in whose case, and when she will see her again.
  await page.locator('main p', { hasText: `${one.code} · You have seen her today` }).waitFor();
  await takePicture(page, 'road-saved-visit-en');
  // A slip is taken back where it is said, before it is sent too.
  await page.getByRole('button', { name: 'Undo: I have not seen her' }).click();
  await page.locator('main p', { hasText: `${one.code} · Taken back` }).waitFor();
  await toTheStart(page);
  await open();
  await pressTwice('I have seen her');
  await page.locator('main p', { hasText: `${one.code} · You have seen her today` }).waitFor();
  // As every date on the phone, with the day first.
  const otherDay = addDays(today(), 9);
  await page.getByLabel(/^On another day/).fill(otherDay);
  const written = otherDay.split('-').reverse().join('.');
  await page.locator(`.phone-date[data-date="${written}"]`).waitFor();
  await page.getByRole('button', { name: 'In 2 weeks' }).click();
  await page.locator('main p', { hasText: `${one.code} · Follow-up · ` }).waitFor();
  expect(await page.getByRole('button', { name: 'In 2 weeks' }).count()).toBe(0);
  await toTheStart(page);
  await open();
  await page.getByText('You have seen her today').waitFor();
  for (const _ of ['first', 'after going back']) {
    await page.getByLabel(/^Note/).fill('She was at home.');
    await pressTwice('Save the note');
    await toTheStart(page);
    await open();
  }
  await pillKeeps(page, 5);
  await context.setOffline(false);
  await pillSays(page, 'All sent');
  const timeline = await readTimeline(stack, one.id);
  expect(timeline.map(({ type, done, due }) => [type, done, due])).toEqual([
    ['follow_up', true, today()],
    ['taken_back', undefined, undefined],
    ['follow_up', true, today()],
    ['follow_up', undefined, addDays(today(), 14)],
    ['note', undefined, undefined],
  ]);
  // She came from her desk in this tab, whose words would tell of a sign-in.
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL('**/away.html');
  expect(await page.locator('body > *').allTextContents()).toEqual(['గమనికలు', 'Notes']);
}, 120_000);

test('a phone with a network reads her day to its end by itself, a few talks a second', async () => {
  await seedCases(stack, await group(12));
  const device = await openPhone();
  const { page } = device;
  const readAt: number[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/talks')) readAt.push(Date.now());
  });
  await setUpRoad(device);
  // It comes by itself: there is nothing to press.
  const coming = page.locator('main [role="status"]:not(:has(button))');
  await coming.filter({ hasText: /Downloading what you need today: [1-9]\d* of \d\d women\./ }).waitFor();
  // It stands above all whom she is to see: she must not leave yet.
  const first = page.locator('main :is([role="status"], .visit)').first();
  expect(await first.textContent()).toContain('Downloading what you need today');
  await page.getByText(/^✓ All of your day is on this phone/).waitFor({ timeout: 60_000 });
  expect(readAt.length).toBeGreaterThanOrEqual(12);
  const mostInASecond = Math.max(
    ...readAt.map((from) => readAt.filter((at) => at >= from && at < from + 900).length),
  );
  expect(mostInASecond).toBeLessThanOrEqual(6);
}, 120_000);

test('once no more of her day comes, a button reads the rest', async () => {
  await seedCases(stack, await group(3));
  const device = await openPhone();
  const { page } = device;
  await page.route('**/talks', (route) => route.abort());
  await setUpRoad(device);
  const rest = page.getByRole('button', { name: 'Download now' });
  await rest.waitFor();
  await page.unroute('**/talks');
  await rest.click();
  await page.getByText(/^✓ All of your day is on this phone/).waitFor({ timeout: 60_000 });
}, 120_000);

test('her day is whole once what was said with each woman whom she is to see is on the phone, talk due or not', async () => {
  const { members } = await group(2);
  // An urgent case, to be seen long after today, and another one, to be seen today.
  const plans = [{ more: { priority: 'urgent' }, due: addDays(today(), 30) }, {}];
  const seeded: SeededCase[] = [];
  for (const [at, member] of members.entries()) {
    seeded.push(...(await seedCases(stack, { id: '', members: [member] }, plans[at])));
    await ask(stack, 'caseworker', 'POST', `/api/members/${member.id}/talks`, {
      id: v7(),
      on: today(),
      answers: { debt: 2 },
      goal: { area: 'debt', text: 'అప్పు తీర్చాలి', by: addDays(today(), 90) },
    });
  }
  expect(seeded.length).toBe(2);
  const device = await openPhone();
  const { page } = device;
  await setUpRoad(device, 'pictures');
  await page.getByText(/^✓ All of your day is on this phone/).waitFor({ timeout: 60_000 });
  await goOffline(device);
  for (const one of seeded) {
    await rowOf(page, one).getByRole('button').first().click();
    await page.locator('.at-the-door').getByText('అప్పు తీర్చాలి').waitFor({ timeout: 10_000 });
    await page.getByRole('button', { name: '‹ Back' }).click();
  }
}, 120_000);

test('a note that is not saved is told and found, and a visit saves it; she comes back to the case', async () => {
  const [seeded] = await seedCases(stack, await group(1));
  if (seeded === undefined) throw new Error('There is no case.');
  const device = await openPhone();
  const { page, context } = device;
  await setUpRoad(device, 'pictures');
  await goOffline(device);
  await rowOf(page, seeded).getByRole('button').first().click();
  await page.getByLabel(/^Note/).fill('She has work.');
  await page.getByRole('button', { name: '‹ Back' }).click();
  await pillKeeps(page, 1);
  const unsaved = page.getByRole('button', { name: `A note that is not saved: ${seeded.code}` });
  await takePicture(page, 'road-note-not-saved-en');
  await unsaved.click();
  await page.getByRole('button', { name: 'I have seen her' }).click();
  await page.locator('main p', { hasText: `${seeded.code} · You have seen her today ✓, Note` }).waitFor();
  await page.locator('.pill').click();
  await page.locator('main li', { hasText: `Visited · ${seeded.code}` }).waitFor();
  await page.getByRole('button', { name: '‹ Back' }).click();
  expect(await unsaved.count()).toBe(0);
  // Found by her place, she has the button of a visit where she has one case.
  await page.getByRole('button', { name: 'Find a woman' }).click();
  await page.getByRole('searchbox').fill('Tenali');
  await page.locator('main .choice').first().waitFor();
  await page.getByRole('searchbox').fill('వెన్నెల');
  await page.getByText('Nobody among your cases').waitFor();
  await context.setOffline(false);
  await expect
    .poll(async () => (await readTimeline(stack, seeded.id)).map(({ type, done }) => [type, done]))
    .toEqual([
      ['follow_up', undefined],
      ['follow_up', true],
      ['note', undefined],
    ]);
}, 120_000);

test('a woman found has the button of a visit, after which she is back at the case; a case taken is hers by name', async () => {
  const { members } = await group(2);
  const [seeded] = await seedCases(stack, { id: '', members: members.slice(0, 1) });
  const opened = z.looseObject({ id: z.string(), code: z.string() });
  const free = opened.parse(
    await ask(
      stack,
      'coordinator',
      'POST',
      '/api/cases',
      validCase(members[1]?.id ?? '', { priority: 'urgent' }),
    ),
  );
  if (seeded === undefined) throw new Error('There is no case.');
  await move(members[0]?.id, 'Repalle');
  await move(members[1]?.id, 'Ponnur');
  const device = await openPhone();
  const { page } = device;
  await setUpRoad(device, 'pictures');
  await page.getByRole('button', { name: 'Find a woman' }).click();
  await page.getByRole('searchbox').fill('Repalle');
  await page.locator('main .choice', { hasText: 'Repalle' }).click();
  await page.getByRole('button', { name: 'I have seen her' }).click();
  await page.getByRole('button', { name: `To the case ${seeded.code}` }).waitFor();
  await page.getByRole('button', { name: '‹ Back' }).click();
  await page.getByRole('heading', { name: seeded.code, level: 1 }).waitFor();
  await page.locator('.timeline li', { hasText: 'Visited' }).waitFor();
  expect(await page.locator('.timeline li', { hasText: 'Visited' }).textContent()).not.toContain('due by');
  await page.getByRole('button', { name: 'Talk with her' }).click();
  await page.locator('main p', { hasText: members[0]?.name ?? 'nobody' }).waitFor();
  await page.locator('.bar .quiet').first().click();
  await page.getByRole('button', { name: '‹ Back' }).click();
  await rowOf(page, free).click();
  await page.getByRole('button', { name: 'I’ll take this case' }).click();
  const yours = page.locator('main .notice', { hasText: 'This case is now yours.' });
  await yours.filter({ hasText: members[1]?.name ?? 'nobody' }).waitFor({ timeout: 45_000 });
  expect(await page.locator('main a.call').getAttribute('href')).toBe('tel:+919848012345');
  await toTheStart(page);
  await page.locator('main .visit.urgent', { hasText: free.code }).waitFor();
  expect(await page.locator('main .visit.urgent').first().textContent()).toContain(free.code);
}, 180_000);

test('one save keeps both the next date and the note that she has filled', async () => {
  const [seeded] = await seedCases(stack, await group(1), { due: addDays(today(), -9) });
  if (seeded === undefined) throw new Error('There is no case.');
  const device = await openPhone();
  const { page, context } = device;
  await setUpRoad(device, 'pictures');
  await goOffline(device);
  await rowOf(page, seeded).getByRole('button').first().click();
  await page.getByLabel('When will you see her again?').fill(addDays(today(), 8));
  await page.getByLabel(/^Note/).fill('She was not at home.');
  await page.getByRole('button', { name: /^Save the.* note$/ }).click();
  await toTheStart(page);
  await pillKeeps(page, 2);
  await page.locator('.pill').click();
  // The list says what each is, and in which case.
  await page.locator('main li', { hasText: `Follow-up · ${seeded.code}` }).waitFor();
  await page.locator('main li', { hasText: `Note · ${seeded.code}` }).waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  // She has set another day: it is late no more on Today, where the day of next week is not hers yet.
  await page.getByRole('button', { name: /^All my cases/ }).click();
  await rowOf(page, seeded).click();
  // The visit that was missed stays open in the case, as at the desk, and the new date stands beside it.
  await page
    .locator('main li', { hasText: /^See her/ })
    .nth(1)
    .waitFor();
  await page.getByText('Her talks and her goal are not on this phone yet').waitFor();
  await page.locator('.at-the-door').getByText('Time to talk with her').waitFor();
  expect(await page.getByLabel(/^Note/).inputValue()).toBe('');
  await context.setOffline(false);
  await pillSays(page, 'All sent');
  const timeline = await readTimeline(stack, seeded.id);
  expect(timeline.map(({ type, due }) => [type, due])).toEqual([
    ['follow_up', addDays(today(), -9)],
    ['follow_up', addDays(today(), 8)],
    ['note', undefined],
  ]);
}, 120_000);

test.each(['caseworker', 'leader'] as const)(
  'a %s locks her phone by hand; locked and offline it has the numbers for an emergency, and nothing else',
  async (person) => {
    if (person === 'leader') await seedCollective(stack, 1, ['leader']);
    const device = await openPhone();
    const { page, context } = device;
    await (person === 'leader' ? setUpPhone(device, 'leader') : setUpRoad(device));
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByRole('heading', { name: 'Unlock' }).waitFor();
    const numbers = () =>
      page
        .locator('a[href^="tel:"]')
        .evaluateAll((links) => links.map((link) => String(link.getAttribute('href'))));
    expect(await numbers()).toEqual(['tel:181', 'tel:112']);
    // On a small phone too they are seen without scrolling.
    await page.setViewportSize({ width: 360, height: 640 });
    await takePicture(page, `${person}-locked`);
    const lowest = `Math.max(...[...document.querySelectorAll('a[href^="tel:"]')].map((one) => one.getBoundingClientRect().bottom)) + scrollY`;
    expect(await page.evaluate(lowest)).toBeLessThanOrEqual(640);
    // What needs a network says so where it was pressed, and the numbers stay.
    for (const name of ['I forgot my PIN', ...(person === 'leader' ? [] : ['Go to the desk instead'])]) {
      const button = page.getByRole('button', { name });
      await button.click();
      // Who forgot her PIN reads what she can do until there is one.
      const words = name === 'I forgot my PIN' ? 'write new things on paper' : 'There is no network now';
      const told = page.getByRole('alert').filter({ hasText: words });
      await told.waitFor();
      expect(await told.evaluate((one) => String(one.previousElementSibling?.textContent)), name).toContain(
        name,
      );
      const middle = `(({ top, bottom }) => (top + bottom) / 2)(document.querySelector('[role="alert"]').getBoundingClientRect())`;
      const at = z.number().parse(await page.evaluate(middle));
      expect(at > 0 && at < z.number().parse(await page.evaluate('innerHeight')), name).toBe(true);
      expect(await numbers()).toEqual(['tel:181', 'tel:112']);
    }
    await page.reload();
    await page.getByRole('heading', { name: 'Unlock' }).waitFor();
    expect(await numbers()).toEqual(['tel:181', 'tel:112']);
    await context.setOffline(false);
    await unlockPhone(page);
    await page.getByRole('button', { name: 'Me', exact: true }).click();
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByRole('heading', { name: 'Unlock' }).waitFor();
  },
  120_000,
);
