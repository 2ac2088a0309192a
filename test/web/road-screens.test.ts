import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import road from '../../web/src/caseworker/cases/messages.json' with { type: 'json' };
import own from '../../web/src/caseworker/messages.json' with { type: 'json' };
import entries from '../../web/src/phone/cases/messages.json' with { type: 'json' };
import phone from '../../web/src/phone/messages.json' with { type: 'json' };
import unsent from '../../web/src/phone/unsent/messages.json' with { type: 'json' };
import { validChild, validConsent } from '../support/scene.ts';
import { type Device, openDevice, takePicture } from './support/browser.ts';
import { ask, pillSays, seedCollective } from './support/field.ts';
import { look } from './support/look.ts';
import { type SeededCase, seedCases, setUpRoad, today } from './support/road.ts';

/** A caseworker's screens as anybody must be able to use them, in both languages, on a phone and on a laptop. */

const words = { ...road, ...own, ...phone, ...entries, ...unsent };
type Key = keyof typeof words;

let stack: Stack;
let cases: SeededCase[];
const devices: Partial<Record<'phone' | 'laptop', Device>> = {};

beforeAll(async () => {
  // Of her own: elsewhere she has the cases of other tests too, and other first ones.
  stack = await startStack({ empty: true, web: true });
  const names = ['వెన్నెల సంఘం', 'మల్లిక', 'చామంతి', 'సంపంగి', 'గులాబి'];
  const group = await seedCollective(stack, 4, [], names);
  const dueOn = [today(), addDays(today(), 3), addDays(today(), -9), today()];
  cases = [];
  for (const [index, due] of dueOn.entries()) {
    const [member] = group.members.slice(index, index + 1);
    if (member === undefined) continue;
    const more = index === 3 ? { priority: 'urgent' } : { kind: 'legal_aid' };
    cases.push(...(await seedCases(stack, { ...group, members: [member] }, { due, more })));
    await ask(stack, 'coordinator', 'POST', `/api/members/${member.id}/children`, validChild()).catch(
      () => {},
    );
    await ask(stack, 'coordinator', 'POST', `/api/members/${member.id}/consents`, validConsent('reporting'));
  }
  const urgent = cases.at(-1);
  const add = (event: object) =>
    ask(stack, 'caseworker', 'POST', `/api/cases/${urgent?.id}/events`, { id: v7(), on: today(), ...event });
  await add({ type: 'safety_plan', signs: 'ఆయన తాగి వచ్చినప్పుడు', goTo: 'అక్క ఇంటికి', call: 'సంధ్య' });
  await add({ type: 'referral', to: 'సఖి కేంద్రం', stage: 'requested' });
  await add({ type: 'note', text: 'ఇంటి యజమానితో మాట్లాడాలి' });
}, 120_000);

afterAll(async () => {
  await Promise.all(Object.values(devices).map((device) => device.close()));
  await stack?.close();
});

const press = (page: Page, key: Key, language: 'te' | 'en'): Promise<void> =>
  page
    .locator('main')
    .getByRole('button', { name: words[key][language].replace(/\{.*/s, '') })
    .first()
    .click();

const back = (page: Page): Promise<void> => page.locator('.bar .quiet').first().click();

/** Opens the phone in a language, at its home. */
async function openIn(size: 'phone' | 'laptop', language: 'te' | 'en'): Promise<Page> {
  const device = devices[size] ?? (await openDevice(stack.url, size));
  const { page } = device;
  if (devices[size] === undefined) await setUpRoad(device);
  devices[size] = device;
  await page.locator('.bar .quiet').first().click();
  await page.getByRole('button', { name: language === 'te' ? 'తెలుగు' : 'English' }).click();
  await page.locator(`html[lang="${language}"]`).waitFor();
  await back(page);
  await page.locator('.visit').first().waitFor();
  return page;
}

describe.each(['te', 'en'] as const)('in %s', (language) => {
  test('shows each screen without a serious fault, within 360 px, big enough for a thumb', async () => {
    const page = await openIn('phone', language);
    const see = (name: string) => look(page, name, 'road');
    await see('today');
    await page.locator('.visit.urgent').first().click();
    await see('case');
    await press(page, 'case.other', language);
    await see('event');
    await back(page);
    await press(page, 'case.status', language);
    await see('status');
    await back(page);
    await press(page, 'nickname.change', language);
    await see('nickname');
    await back(page);
    await back(page);
    await press(page, 'find.title', language);
    await page.getByRole('searchbox').fill('సంపంగి');
    await see('find');
    await page.locator('.visit').first().click();
    await see('woman');
    await back(page);
    await press(page, 'day.all', language);
    await see('cases');
    await back(page);
    await page.locator('.bar .quiet').first().click();
    await see('me');
    await back(page);
  }, 120_000);

  test('shows a conflict in words', async () => {
    const [one] = cases;
    if (one === undefined) throw new Error('There is no case.');
    const page = await openIn('phone', language);
    const { context } = devices.phone ?? { context: undefined };
    await context?.setOffline(true);
    await page.locator('.visit', { hasText: one.code }).first().click();
    await page.locator('input[type="date"]').fill(addDays(today(), 1));
    await press(page, 'cases.keepVisit', language);
    await page.getByRole('heading', { name: words['saved.title'][language] }).waitFor();
    await ask(stack, 'coordinator', 'POST', `/api/cases/${one.id}/events`, {
      id: v7(),
      type: 'status',
      on: today(),
      status: language === 'te' ? 'in_progress' : 'open',
      reason: 'కోర్టు తేదీ మారింది',
    });
    await context?.setOffline(false);
    await page.locator('.pill.bad').waitFor({ timeout: 45_000 });
    await page.locator('.pill').click();
    await look(page, 'unsent', 'road');
    await press(page, 'waiting.settleCase', language);
    await page.getByText('కోర్టు తేదీ మారింది').last().waitFor();
    await look(page, 'conflict', 'road');
    await press(page, language === 'te' ? 'conflict.sendToo' : 'conflict.leave', language);
    await pillSays(page, words['pill.sent'][language]);
    await back(page);
    await page.locator('.visit').first().waitFor();
  }, 120_000);

  test('looks as well on a laptop', async () => {
    const page = await openIn('laptop', language);
    await takePicture(page, `road-today-laptop-${language}`);
    await page.locator('.visit.urgent').first().click();
    await takePicture(page, `road-case-laptop-${language}`);
    await press(page, 'case.other', language);
    await takePicture(page, `road-event-laptop-${language}`);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await back(page);
    await back(page);
    await press(page, 'find.title', language);
    await takePicture(page, `road-find-laptop-${language}`);
    await back(page);
  }, 120_000);
});
