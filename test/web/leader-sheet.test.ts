import type { Locator, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../local/stack.ts';
import { todayInIndia } from '../../web/src/i18n/today.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice } from './support/browser.ts';
import {
  ask,
  type Collective,
  pillKeeps,
  pillSays,
  readBooks,
  seedCollective,
  typeAndKeep,
} from './support/field.ts';
import { setUpPhone, unlockPhone } from './support/phone.ts';

/** What a leader does with a meeting's sheet, and what comes of it in the books. */

let stack: Stack;
let collective: Collective;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
}, 120_000);

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const marker = 'Zzvennela';
const today = todayInIndia();

/** A collective of three with a usual interest of 2% a month, of whom A owes 500 of a loan; ₹400 are in its box. */
const seed = async (): Promise<void> => {
  collective = await seedCollective(stack, 3, ['leader'], [], { ratePerMonthBasisPoints: 200 });
  const [a, b] = collective.members;
  await ask(stack, 'coordinator', 'POST', `/api/collectives/${collective.id}/meetings`, {
    id: v7(),
    heldOn: '2026-05-01',
    attendance: [a, b].map((one) => ({ memberId: one?.id, status: 'present' })),
    entries: [
      { memberId: a?.id, kind: 'deposit', amountPaise: 40_000 },
      { memberId: b?.id, kind: 'deposit', amountPaise: 50_000 },
      { memberId: a?.id, kind: 'loan', amountPaise: 50_000, loanId: v7() },
    ],
    cashCountedPaise: 40_000,
  });
};

const openPhone = async (): Promise<Device> => {
  const device = await openDevice(stack.url, 'phone');
  devices.push(device);
  await setUpPhone(device, 'leader');
  return device;
};

const openSheet = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Meeting', exact: true }).click();
  await page.getByLabel('Date of the meeting').waitFor();
};

const rowOf = (page: Page, letter: string) =>
  page.getByRole('listitem').filter({ hasText: `${marker} ${letter}` });
const mark = (page: Page, letter: string, state: string) =>
  rowOf(page, letter).getByRole('button', { name: state, exact: true }).click();
const field = (page: Page, letter: string, name: string) =>
  rowOf(page, letter).getByLabel(name, { exact: true });
const check = (page: Page) => page.getByRole('button', { name: 'Check the sheet' });
const save = (page: Page) => page.getByRole('button', { name: 'Yes, save it', exact: true });

const entriesOf = async (): Promise<unknown[]> => {
  const { sheets } = await readBooks(stack, collective.id);
  return sheets.flatMap(({ entries }) => entries).filter(({ kind }) => kind !== 'loan');
};

test('books principal as principal and interest as interest, and refuses more than she owes with both figures', async () => {
  await seed();
  const { page, context } = await openPhone();
  await context.setOffline(true);
  await openSheet(page);
  await mark(page, 'A', 'Present');
  await field(page, 'A', 'Repayment').fill('11500');
  await rowOf(page, 'A').getByText('You wrote ₹11,500; she owes ₹500').waitFor();
  expect(await check(page).isDisabled()).toBe(true);
  await field(page, 'A', 'Repayment').fill('100');
  // Proposed, and not filled in.
  expect(await field(page, 'A', 'Interest').inputValue()).toBe('');
  await rowOf(page, 'A').getByRole('button', { name: 'Usual interest: ₹10' }).tap();
  expect(await field(page, 'A', 'Interest').inputValue()).toBe('10');
  await page
    .locator('.totals')
    .getByText(/Repayment.₹100Interest.₹10/)
    .waitFor();
  await mark(page, 'B', 'Excused');
  await mark(page, 'C', 'Absent');
  await page.getByLabel('Cash counted').fill('610');
  await check(page).click();
  await page.getByText('It agrees').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Repayment ₹100' }).getByText('Interest ₹10').waitFor();
  await save(page).click();
  await pillKeeps(page, 1);
  await context.setOffline(false);
  await pillSays(page, 'All sent');
  expect(await readBooks(stack, collective.id)).toMatchObject({
    cashPaise: 61_000,
    loansOutstandingPaise: 40_000,
  });
  expect(await entriesOf()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'repayment', amountPaise: 10_000 }),
      expect.objectContaining({ kind: 'interest', amountPaise: 1_000 }),
    ]),
  );
});

test('replaces an amount that is tapped, and asks once about one far from the usual', async () => {
  await seed();
  const device = await openPhone();
  const { page } = device;
  await openSheet(page);
  await mark(page, 'B', 'Present');
  const deposit = field(page, 'B', 'Deposit');
  expect(await deposit.inputValue()).toBe('100');
  await deposit.tap();
  await page.keyboard.type('50');
  expect(await deposit.inputValue()).toBe('50');
  // By a mouse and by the keyboard too; a second tap puts the cursor where it falls.
  await page.getByLabel('Cash counted').focus();
  await deposit.click();
  await page.keyboard.type('70');
  expect(await deposit.inputValue()).toBe('70');
  await deposit.tap();
  await page.keyboard.type('0');
  expect(await deposit.inputValue()).toMatch(/^(700|070)$/);

  // The field stands right above the sums, which stay at the foot of the page: what is asked beneath it is not hidden by them.
  await deposit.fill('100');
  const edges = async (of: Locator) => {
    const { y, height } = (await of.boundingBox()) ?? { y: 0, height: 0 };
    return { top: y, bottom: y + height };
  };
  const foot = page.locator('.totals');
  await page.evaluate(`scrollBy(0, ${(await edges(deposit)).bottom - (await edges(foot)).top + 4})`);
  await deposit.fill('10050');
  const question = rowOf(page, 'B').getByText('You wrote ₹10,050 as Deposit. Usual: ₹100. Is it right?');
  await question.waitFor();
  const asked = rowOf(page, 'B').getByRole('alert');
  await expect
    .poll(async () => (await edges(foot)).top - (await edges(asked)).bottom)
    .toBeGreaterThanOrEqual(0);
  expect(await check(page).isDisabled()).toBe(true);
  await rowOf(page, 'B').getByRole('button', { name: 'Change it' }).tap();
  await page.keyboard.type('600');
  await rowOf(page, 'B').getByText('You wrote ₹600 as Deposit').waitFor();
  await typeAndKeep(page, () => rowOf(page, 'B').getByRole('button', { name: 'Yes, ₹600' }).tap());
  await question.waitFor({ state: 'detached' });
  expect(await check(page).isEnabled()).toBe(true);
  // The answer lies in the draft.
  await page.reload();
  await unlockPhone(page);
  await page.getByRole('button', { name: /Continue the meeting/ }).click();
  expect(await field(page, 'B', 'Deposit').inputValue()).toBe('600');
  expect(await page.getByText('Is it right?').count()).toBe(0);
  await page.locator('.row input').first().fill('10000001');
  await page.getByText('Write at most ₹1,00,00,000.').waitFor();
});

test('marks present, excused or absent; all present leaves marked women as they are; who is unmarked is named', async () => {
  await seed();
  const { page } = await openPhone();
  await openSheet(page);
  expect(await page.getByText('Not marked yet').count()).toBe(3);
  await mark(page, 'A', 'Absent');
  await mark(page, 'B', 'Excused');
  for (const _ of [1, 2]) {
    await page.getByRole('button', { name: 'All are present' }).click();
    expect(await rowOf(page, 'A').getByRole('button', { pressed: true }).textContent()).toContain('Absent');
    expect(await field(page, 'A', 'Deposit').inputValue()).toBe('');
    expect(await rowOf(page, 'B').getByRole('button', { pressed: true }).textContent()).toContain('Excused');
    expect(await field(page, 'C', 'Deposit').inputValue()).toBe('100');
  }
  await page.getByRole('button', { name: 'Stop and throw this away' }).click();
  await page.getByRole('button', { name: 'Yes, throw it away' }).click();
  await openSheet(page);
  await mark(page, 'B', 'Present');
  await mark(page, 'C', 'Excused');
  await check(page).click();
  await page.getByText(`Not marked: ${marker} A. They are saved as absent.`).waitFor();
  await page.getByText('The box was not counted. The coordinator will see it.').waitFor();
  await save(page).click();
  await pillSays(page, 'All sent');
  const list = z.object({
    items: z.array(z.object({ attendance: z.array(z.object({ memberId: z.string(), status: z.string() })) })),
  });
  const path = `/api/collectives/${collective.id}/meetings`;
  const { items } = list.parse(await ask(stack, 'coordinator', 'GET', path));
  const [a, b, c] = collective.members;
  expect(items[0]?.attendance).toEqual([
    { memberId: a?.id, status: 'absent' },
    { memberId: b?.id, status: 'present' },
    { memberId: c?.id, status: 'excused' },
  ]);
});

test('says what should be in the box once it was counted, and sends the count with a reason if it still differs', async () => {
  await seed();
  const { page } = await openPhone();
  await openSheet(page);
  await page.getByRole('button', { name: 'All are present' }).click();
  await page.locator('.totals').getByText('Cash box not counted yet').waitFor();
  expect(await page.locator('body').textContent()).not.toContain('should hold');
  await page.getByLabel('Cash counted').fill('630');
  await page.locator('.totals').getByText('Cash box should hold ₹700 ✗ counted ₹630').waitFor();
  await check(page).click();
  await page.getByText('Counted ₹630. Should be ₹700. ₹70 is missing.').waitFor();
  expect(await save(page).count()).toBe(0);
  await page.getByRole('button', { name: 'Count again' }).click();
  await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('630');
  await check(page).click();
  await page.getByRole('button', { name: 'Not known yet' }).click();
  await page.getByText('Less in the box than in the books ₹70 · Not known yet').waitFor();
  // She finds what she forgot: what is missing is told anew, once.
  await page.getByRole('button', { name: '‹ Back' }).click();
  await mark(page, 'A', 'Present');
  await mark(page, 'A', 'Present');
  await field(page, 'A', 'Deposit').fill('80');
  await check(page).click();
  await page.getByRole('heading', { name: 'Why is there ₹20 too much?' }).waitFor();
  await page.getByRole('button', { name: 'Not known yet' }).click();
  await page.getByText('Less in the box than in the books ₹50 · Not known yet').waitFor();
  await save(page).click();
  await pillSays(page, 'All sent');
  const { cashPaise, sheets } = await readBooks(stack, collective.id);
  expect(cashPaise).toBe(63_000);
  const sheet = sheets.find(({ entries }) => entries.length === 3);
  expect(
    await ask(stack, 'coordinator', 'GET', `/api/collectives/${collective.id}/meetings/${sheet?.id}`),
  ).toMatchObject({
    cashCountedPaise: 63_000,
    lines: [{ kind: 'cash_short', amountPaise: 5_000, reason: 'Not known yet' }],
  });
});

test('says that a day has its meeting already, shows it, and takes a second one or another day', async () => {
  await seed();
  const { page, context } = await openPhone();
  await context.setOffline(true);
  await openSheet(page);
  await page.getByRole('button', { name: 'All are present' }).click();
  await check(page).click();
  await save(page).click();
  await page.getByRole('button', { name: 'To the start' }).click();
  // Hers, and still on the phone.
  await openSheet(page);
  const already = page.locator('section.warning');
  await already.getByText('A meeting of this day is recorded already').waitFor();
  await already.getByText('Recorded by you · waiting').waitFor();
  await already.getByText('Deposit ₹300').waitFor();
  expect(await page.locator('.row').count()).toBe(0);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: `${marker} B` })
    .getByText('Deposit ₹100')
    .waitFor();
  await page.getByRole('button', { name: '‹ Back' }).click();
  // Of the seeded day, recorded by somebody else and long sent.
  const day = page.getByLabel('Date of the meeting');
  await day.fill('2026-05-01');
  await already.getByText('Recorded by somebody else · sent').waitFor();
  // The day first, in a browser that writes the month first; what the browser writes is not seen, nor typed into.
  const shown = `getComputedStyle(document.querySelector('.phone-date'), '::before').content`;
  expect(await page.evaluate(shown)).toContain('01.05.2026');
  const ofBrowser = `getComputedStyle(document.querySelector('.phone-date input')).color`;
  expect(await page.evaluate(ofBrowser)).toBe('rgba(0, 0, 0, 0)');
  await day.press('3');
  expect(await day.inputValue()).toBe('2026-05-01');
  await page.getByLabel('Date of the meeting').fill('2026-05-02');
  await already.waitFor({ state: 'detached' });
  await page.getByLabel('Date of the meeting').fill(today);
  await page.getByRole('button', { name: 'A second meeting that day' }).click();
  await already.waitFor({ state: 'detached' });
  await field(page, 'B', 'Deposit').fill('20');
  await check(page).click();
  await save(page).click();
  await pillKeeps(page, 2);
  await context.setOffline(false);
  // She has said that they are two meetings: nobody asks again.
  await pillSays(page, 'All sent');
  const { sheets } = await readBooks(stack, collective.id);
  expect(sheets).toHaveLength(3);
});

test('finds in the programme what the phone does not keep', async () => {
  await seed();
  const path = `/api/collectives/${collective.id}/meetings`;
  for (let day = 2; day <= 21; day += 1) {
    const heldOn = `2026-05-${String(day).padStart(2, '0')}`;
    await ask(stack, 'coordinator', 'POST', path, { id: v7(), heldOn, attendance: [], entries: [] });
  }
  const { page } = await openPhone();
  await openSheet(page);
  await page.getByLabel('Date of the meeting').fill('2026-05-01');
  await page.locator('section.warning').getByText('Deposit ₹900').waitFor();
});

test('lets a woman who has left be taken off the sheet that was refused because of her', async () => {
  await seed();
  const { page, context } = await openPhone();
  await context.setOffline(true);
  await openSheet(page);
  await page.getByRole('button', { name: 'All are present' }).click();
  // A mark is undone by a second tap.
  await mark(page, 'B', 'Present');
  await rowOf(page, 'B').getByText('Not marked yet').waitFor();
  expect(await field(page, 'B', 'Deposit').inputValue()).toBe('');
  await mark(page, 'B', 'Excused');
  await check(page).click();
  await save(page).click();
  const c = collective.members[2]?.id;
  await ask(
    stack,
    'coordinator',
    'POST',
    `/api/members/${c}/exit`,
    { exitedOn: '2026-06-01', reason: 'moved' },
    1,
  );
  await context.setOffline(false);
  await page.locator('.pill').click();
  await page.locator('.error').getByText(`${marker} C`).waitFor({ timeout: 45_000 });
  await page.getByRole('button', { name: 'Mend it' }).click();
  await rowOf(page, 'C').getByText('She had left the group before this day.').waitFor();
  expect(await check(page).isDisabled()).toBe(true);
  await rowOf(page, 'C')
    .getByRole('button', { name: `Take ${marker} C off this sheet` })
    .click();
  await rowOf(page, 'C').getByText('What is written for her goes too: Deposit ₹100.').waitFor();
  await rowOf(page, 'C').getByRole('button', { name: 'Yes, take her off' }).click();
  await rowOf(page, 'C').waitFor({ state: 'detached' });
  await check(page).click();
  await save(page).click();
  await pillSays(page, 'All sent');
  expect(await readBooks(stack, collective.id)).toMatchObject({ savingsPaise: 100_000 });
  // The next sheet knows of a departure at the desk as soon as the phone is opened again.
  const b = collective.members[1]?.id;
  await ask(stack, 'coordinator', 'POST', `/api/collectives/${collective.id}/meetings`, {
    id: v7(),
    heldOn: '2026-06-01',
    attendance: [{ memberId: b, status: 'present' }],
    entries: [{ memberId: b, kind: 'withdrawal', amountPaise: 50_000 }],
  });
  await ask(
    stack,
    'coordinator',
    'POST',
    `/api/members/${b}/exit`,
    { exitedOn: '2026-06-02', reason: 'moved' },
    1,
  );
  await page.reload();
  await unlockPhone(page);
  await pillSays(page, 'All sent');
  await page.getByRole('button', { name: 'Members', exact: true }).click();
  await page.getByRole('button', { name: `${marker} A` }).waitFor();
  await page.getByRole('button', { name: `${marker} B` }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Back' }).click();
  await openSheet(page);
  await page.getByRole('button', { name: 'A second meeting that day' }).click();
  await rowOf(page, 'A').waitFor();
  expect(await page.locator('.rows > li').count()).toBe(1);
});

test('takes no day for a visit that has passed', async () => {
  await seed();
  await ask(stack, 'leader', 'POST', '/api/cases', {
    id: v7(),
    memberId: collective.members[0]?.id,
    kind: 'other',
    priority: 'normal',
    openedOn: '2026-05-03',
  });
  const { page } = await openPhone();
  await page.getByRole('button', { name: 'Cases', exact: true }).click();
  await page.locator('.choice').first().click();
  const visit = page.getByRole('button', { name: 'Save the date' });
  await page.getByLabel('When will you see her again?').fill('2026-05-04');
  await page.getByText('Choose today or a later day.').waitFor();
  expect(await visit.isDisabled()).toBe(true);
  await page.getByLabel('When will you see her again?').fill(today);
  expect(await visit.isEnabled()).toBe(true);
});

/**
 * Counts what she does on a page from here on: taps, and fields that she types in.
 * @returns reads both counts
 */
const countTaps = async (page: Page) => {
  await page.evaluate(`{
    const typed = new Set();
    const work = (window.work = { taps: 0, typedFields: 0 });
    addEventListener('click', (event) => { if (event.isTrusted && event.detail > 0) work.taps += 1; }, true);
    addEventListener('input', (event) => { typed.add(event.target); work.typedFields = typed.size; }, true);
  }`);
  return () => page.evaluate('window.work');
};

/*
 * Twenty present with the usual deposit; five of them owe, and pay what is due. The first edition took 10 taps and 6 typed
 * fields without interest, and 15 taps and 6 typed fields once it asked for interest.
 */
test('takes no more taps for a sheet of twenty than the first edition', async () => {
  collective = await seedCollective(stack, 20, ['leader'], [], { ratePerMonthBasisPoints: 200 });
  const owing = collective.members.slice(0, 5);
  const loan = { kind: 'loan', amountPaise: 50_000, instalments: 5, firstDueOn: '2026-05-08' };
  await ask(stack, 'coordinator', 'POST', `/api/collectives/${collective.id}/meetings`, {
    id: v7(),
    heldOn: '2026-05-01',
    attendance: collective.members.map(({ id }) => ({ memberId: id, status: 'present' })),
    entries: [
      ...collective.members.map(({ id }) => ({ memberId: id, kind: 'deposit', amountPaise: 20_000 })),
      ...owing.map(({ id }) => ({ ...loan, memberId: id, loanId: v7() })),
    ],
  });
  const { page } = await openPhone();
  const readWork = await countTaps(page);
  await page.getByRole('button', { name: 'Meeting', exact: true }).tap();
  await page.getByRole('button', { name: 'All are present' }).tap();
  for (const { name } of owing) {
    const row = page.locator('.row').filter({ hasText: name });
    await row.getByRole('button', { name: /^Due: / }).tap();
    await row.getByRole('button', { name: /^Usual interest: / }).tap();
  }
  await page.getByLabel('Cash counted in the box').tap();
  await page.keyboard.type('6050');
  await check(page).tap();
  await save(page).tap();
  await pillSays(page, 'All sent');
  const work = z.object({ taps: z.number(), typedFields: z.number() }).parse(await readWork());
  expect(work.taps).toBeLessThanOrEqual(15);
  expect(work.typedFields).toBeLessThanOrEqual(1);
  // Twenty deposits, and all that five women owed with a month's interest.
  expect(await readBooks(stack, collective.id)).toMatchObject({
    cashPaise: 605_000,
    loansOutstandingPaise: 0,
  });
});
