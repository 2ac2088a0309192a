import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { dueOnOf } from '../../functions/shared/calendar/request-deadline.ts';
import type { Stack } from '../../local/stack.ts';
import { formatDate } from '../../web/src/i18n/format.ts';
import { todayInIndia } from '../../web/src/i18n/today.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDeviceOnDisk, takePicture } from './support/browser.ts';
import { openDesk, unfold } from './support/desk.ts';
import { lookAtDesk } from './support/desk-look.ts';
import { ask, type Collective, seedCollective } from './support/field.ts';
import { look } from './support/look.ts';
import { setUpPhone } from './support/phone.ts';

/** A woman asks to stop on her leader's phone, and begins again at the desk, where another asks to stop. */

let stack: Stack;
let seeded: Collective;
const devices: Device[] = [];
const [goesOn, stops, ofOther] = [v7(), v7(), v7()];
let memberId = '';
let otherId = '';

const openCase = (id: string, of: string, kind: string) =>
  ask(stack, 'leader', 'POST', '/api/cases', {
    id,
    memberId: of,
    kind,
    priority: 'normal',
    openedOn: '2026-05-03',
  });

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 2, ['leader']);
  memberId = seeded.members[0]?.id ?? '';
  otherId = seeded.members[1]?.id ?? '';
  await ask(stack, 'coordinator', 'POST', `/api/members/${memberId}/children`, {
    id: v7(),
    birthYear: 2015,
    gender: 'female',
    inSchool: true,
  });
  await ask(stack, 'coordinator', 'POST', `/api/members/${memberId}/consents`, {
    id: v7(),
    purpose: 'reporting',
    given: true,
    on: '2026-04-02',
    method: 'spoken',
    noticeVersion: '2026-12',
  });
  await openCase(goesOn, memberId, 'compensation');
  await openCase(stops, memberId, 'mental_health');
  await openCase(ofOther, otherId, 'legal_aid');
}, 120_000);
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const shown = z.looseObject({
  withdrawnOn: z.string().optional(),
  consents: z.array(z.looseObject({ purpose: z.string(), given: z.boolean() })),
});
const readMember = async (id: string) =>
  shown.parse(await ask(stack, 'coordinator', 'GET', `/api/members/${id}`));

test('on the phone three steps say what stops, what goes on and when; then her money stands alone', async () => {
  const device = await openDeviceOnDisk(stack.url, 'phone', 'en-IN');
  devices.push(device);
  const { page } = device;
  await setUpPhone(device, 'leader');
  const back = () => page.locator('.bar .quiet').first().click();
  const main = page.locator('main');
  const openMember = async () => {
    await page.locator('main .tile').nth(1).click();
    await page.locator('main .choice').first().click();
  };
  let code = '';
  for (const [language, self] of Object.entries({ te: 'తెలుగు', en: 'English' })) {
    await back();
    await page.getByRole('button', { name: self }).click();
    await back();
    await openMember();
    await main.locator('.second').first().click();
    await main.locator('section h2').first().waitFor();
    // Whichever way she says it, the three steps follow.
    if (language === 'te') {
      await main.locator('summary', { hasText: 'ఆపాలన్నా' }).click();
      await main.locator('button', { hasText: 'ఆపమనండి' }).click();
    } else {
      await main.getByRole('button', { name: 'To have nothing new written' }).click();
    }
    await look(page, `stop-1-${language}`);
    await takePicture(page, `stop-1-${language}-part`, '#stop-services');
    await main.locator('button', { hasText: language === 'te' ? 'ముందుకు' : 'Go on' }).click();
    await main.getByRole('checkbox').first().check();
    code = (await main.locator('.tick').first().textContent())?.split(' · ')[1] ?? '';
    await look(page, `stop-2-${language}`);
    await takePicture(page, `stop-2-${language}-part`, '#stop-services');
    await main.locator('button', { hasText: language === 'te' ? 'ముందుకు' : 'Go on' }).click();
    await look(page, `stop-3-${language}`);
    await takePicture(page, `stop-3-${language}-part`, '#stop-services');
    if (language === 'te') {
      await back();
      await back();
      await back();
    }
  }
  const due = formatDate(dueOnOf(todayInIndia()), 'en');
  const answer = `The office of HELP answers you by ${due}.`;
  await main.getByText(`${code} will be finished.`).waitFor();
  await main.getByText(answer).waitFor();
  await main.getByRole('button', { name: 'Stop it' }).click();
  await main.getByText('You asked us to stop on').waitFor();
  await main.getByText('But these, to which you agreed, have not stopped.').waitFor();
  expect(await main.getByText(answer).count()).toBe(1);
  expect(await main.getByRole('button', { name: 'To have nothing new written' }).count()).toBe(0);
  // What is read to a woman ends in her yes.
  expect(await main.locator('section').first().getByText('What was read to you then').count()).toBe(0);
  await look(page, 'stopped-record-en');
  await main.getByRole('button', { name: /^You are counted, without your name/ }).click();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Do not count me any more');
  const { withdrawnOn, consents } = await readMember(memberId);
  expect(withdrawnOn).toEqual(expect.any(String));
  expect(consents.at(-1)).toMatchObject({
    purpose: 'services',
    given: false,
    continues: [expect.any(String)],
  });

  // At its next contact, which follows at once, the phone obeys.
  await back();
  await main.getByText('she asked us to stop').waitFor();
  expect(await main.getByRole('button', { name: 'Her children' }).count()).toBe(0);
  expect(await main.getByRole('button', { name: 'Open a case for her' }).count()).toBe(0);
  await main.getByRole('button', { name: /passbook/ }).waitFor();
  await main.getByText(`what she wants finished: ${code}.`).waitFor();
  await main.getByText(`The office of HELP answers her by ${due}.`).waitFor();
  await look(page, 'stopped-member-en');
  await main.locator('.choice', { hasText: code }).click();
  await main.getByText('Only this is to be finished.').waitFor();
  await look(page, 'stopped-case-phone-en');

  // On a small telephone, what is read to her begins at its beginning.
  await back();
  await back();
  await openMember();
  await main.locator('.second').first().click();
  await page.setViewportSize({ width: 360, height: 420 });
  await main.getByRole('button', { name: 'I want help again' }).click();
  const heading = page.getByRole('dialog').getByRole('heading', { name: 'Read this to her first' });
  await heading.waitFor();
  expect((await heading.boundingBox())?.y).toBeGreaterThanOrEqual(0);
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Read this to her first');
  await takePicture(page, 'begin-again-small-en');
  await page.getByRole('dialog').getByRole('button', { name: 'She agrees' }).click();
  await main.getByText('You agreed again. From today these begin again').waitFor();
  await main.getByText(/: you agreed again$/).waitFor();
  expect(await main.getByText(': answered').count()).toBe(0);
  await look(page, 'begun-record-en');
}, 240_000);

test('at the desk another asks to stop, and she begins again', async () => {
  const device = await openDesk(stack.url, 'coordinator');
  devices.push(device);
  const { page } = device;
  await page.goto(`/#/members/${otherId}`);
  await unfold(page, 'Record what she asks');
  await page
    .getByLabel('What she asks', { exact: true })
    .selectOption({ label: 'To have nothing new written' });
  await page.getByText('It stops: new cases').waitFor();
  await page
    .getByLabel('What she asks', { exact: true })
    .selectOption({ label: 'To have something put right' });
  await page.getByRole('form', { name: 'Record what she asks' }).waitFor();
  expect(await page.getByText('It stops: new cases').count()).toBe(0);
  await unfold(page, 'She asks to stop');
  await page.getByText('It stops: new cases').waitFor();
  await page.getByRole('button', { name: 'I have read it to her' }).click();
  await page.getByRole('checkbox', { name: /Legal aid/i }).check();
  await lookAtDesk(page, 'stop');
  await page.getByRole('form', { name: 'She asks to stop' }).getByLabel('How').selectOption('spoken');
  await takePicture(page, 'desk-stop-part', 'form[aria-label="She asks to stop"]');
  await page.getByRole('form', { name: 'She asks to stop' }).getByRole('button', { name: 'Stop' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Cases that go on: 1.').waitFor();
  expect(await dialog.getByText(/urgent case/).count()).toBe(0);
  await dialog.getByText('She decides apart: whether she is counted in reports').waitFor();
  await takePicture(page, 'desk-stop-sure-en');
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('She asked to stop on').waitFor();
  expect(await page.getByRole('heading', { name: 'Children' }).count()).toBe(0);
  // What she decides apart stands as it was, a press away.
  await page.getByRole('button', { name: 'See her consents' }).click();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Consents');
  await lookAtDesk(page, 'stopped');

  await unfold(page, 'Record a consent');
  const form = page.getByRole('form', { name: 'Record a consent' });
  await form.getByLabel('Purpose').selectOption('services');
  await form.getByLabel('Status').selectOption('given');
  await form.getByLabel('Given by').selectOption('self');
  await form.getByLabel('How').selectOption('spoken');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await readMember(otherId)).withdrawnOn).toBeUndefined();
  await page.getByRole('heading', { name: 'Children' }).waitFor();
}, 240_000);

test('at the desk a case that has stopped offers to be closed, and nothing else', async () => {
  const device = await openDesk(stack.url, 'coordinator');
  devices.push(device);
  const { page } = device;
  await ask(stack, 'coordinator', 'POST', `/api/members/${memberId}/consents`, {
    id: v7(),
    purpose: 'services',
    given: false,
    on: todayInIndia(),
    method: 'spoken',
    noticeVersion: '2026-12',
    continues: [goesOn],
  });
  await page.goto(`/#/members/${memberId}/${stops}`);
  await page.getByText('all that is left is to close it').waitFor();
  for (const offered of ['Add to the timeline', 'Change, or give to somebody']) {
    expect(await page.locator('summary').getByText(offered, { exact: true }).count()).toBe(0);
  }
  await unfold(page, 'Close it, with its outcome');
  await lookAtDesk(page, 'stopped-case');
  await page
    .getByRole('form', { name: 'Close it, with its outcome' })
    .getByRole('button', { name: 'Save' })
    .click();
  await page.getByText('The case is closed, and nothing more can be written here').waitFor();
  await page.goto(`/#/members/${memberId}/${goesOn}`);
  await page.locator('summary').getByText('Add to the timeline', { exact: true }).waitFor();
}, 240_000);
