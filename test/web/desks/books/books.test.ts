import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Stack } from '../../../../local/stack.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { openSharedStack } from '../../../support/stack.ts';
import { findKeptFields, findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { agree, openDesk, unfold } from '../../support/desk.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';
import { fontSets } from '../../support/fonts.ts';
import { seedBooks } from './seed-books.ts';

/** A group's books at the coordinator's desk, from the day they are opened to the day on which the group is closed. */

let stack: Stack;
let group: Collective;
let desk: Device;

beforeAll(async () => {
  stack = await openSharedStack();
});
// A try finds a group and a page as nobody has left them.
beforeEach(async () => {
  desk = await openDesk(stack.url, 'coordinator');
});
afterEach(() => desk?.close());

const goTo = async (page: Page, heading: string, ...parts: string[]): Promise<void> => {
  await page.evaluate(`location.hash = '#/groups/${[group.id, ...parts].join('/')}'`);
  await page.getByRole('heading', { level: 2, name: heading, exact: true }).waitFor();
};
const row = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const save = (page: Page, form: string, button = 'Save'): Promise<void> =>
  page.getByRole('form', { name: form }).getByRole('button', { name: button, exact: true }).click();
const look = async (page: Page, label: string): Promise<void> => {
  await expect.poll(() => page.locator('main').getByText('One moment…').count()).toBe(0);
  expect(await findKeptFields(page), label).toEqual([]);
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), `${label} in ${language}`).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(
      await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
      `${label} in ${language} is wider than a phone`,
    ).toBeLessThanOrEqual(0);
    await takePicture(page, `desk-books-${label}-${language}-360`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await takePicture(page, `desk-books-${label}-${language}`);
  }
};

test('a group with a past is brought in, with the difference in sight until it holds', async () => {
  group = await seedBooks(stack, 'founded');
  const { page } = desk;
  await goTo(page, 'Zzbooks Sangham');
  await page.getByRole('link', { name: 'Opening of the books' }).click();
  await page.getByLabel('Cash in the box').fill('500');
  // Until she asks for them there are no names; then the women stand in their order.
  await page.getByText('Savings and loans of each woman').waitFor();
  expect(await page.locator('main').textContent()).not.toContain('Zzbooks A');
  await page.getByRole('button', { name: 'Show the names' }).click();
  await page.getByText('Zzbooks A').waitFor();
  const legends = await page.locator('fieldset.row > legend').allTextContents();
  expect(legends.map((legend) => legend.replace(/ · M-.*/, ''))).toEqual([
    'Zzbooks A',
    'Zzbooks B',
    'Zzbooks C',
  ]);
  const first = page.locator('fieldset.row').filter({ hasText: 'Zzbooks A' }).first();
  await first.getByLabel('Her savings').fill('300');
  await first.getByRole('button', { name: 'Add a loan of hers' }).click();
  await first.getByLabel('Lent on').fill('2026-06-01');
  await first.getByLabel('Principal').fill('1000');
  await first.getByLabel('Outstanding').fill('400');
  await page.getByRole('button', { name: 'Add a borrowing' }).click();
  const borrowed = row(page, 'Borrowing 1');
  await borrowed.getByLabel('From whom').selectOption('stree_nidhi');
  await borrowed.getByLabel('Sanctioned on').fill('2026-05-01');
  await borrowed.getByLabel('Principal').fill('2000');
  await borrowed.getByLabel('Outstanding').fill('500');
  await page.getByText('What the group has is ₹100 more.').waitFor();
  const button = page.getByRole('form', { name: 'Open the books' }).getByRole('button', { name: 'Save' });
  expect(await button.isDisabled()).toBe(true);
  // Nothing of it is kept on the laptop: a link asks first.
  await page.getByRole('link', { name: '‹ Group' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'No, go back' }).click();
  expect(await page.getByLabel('Cash in the box').inputValue()).toBe('500');
  await page.getByRole('textbox', { name: 'Surplus' }).fill('100');
  await page.getByText('It holds').waitFor();
  await look(page, 'opening');
  await button.click();
  const asked = page.getByRole('dialog');
  await asked.getByText('This is done once and cannot be taken back.').waitFor();
  await asked.getByText('Outstanding: ₹400').waitFor();
  expect(await asked.locator('dd strong').allTextContents()).toEqual(['₹900', '₹900']);
  await agree(page, 'Open the books');
  await page.getByText('The books began with these balances').waitFor();
  expect(await page.locator('.account tfoot td').allTextContents()).toEqual(['₹900', '₹900']);
  await goTo(page, 'Zzbooks Sangham');
  await page.getByText('Books opened as of').waitFor();
});

test('in a group of more women than an opening lists, a refusal marks the field of the woman whom it is about', async () => {
  const names = Array.from({ length: 41 }, (_, index) => `Zzlarge ${index + 1}`);
  group = await seedCollective(stack, 41, [], ['Zzlarge Sangham', ...names]);
  const { page } = desk;
  await goTo(page, 'Zzlarge Sangham');
  await page.getByRole('link', { name: 'Opening of the books' }).click();
  const women = page.locator('fieldset.row.wide');
  await expect.poll(() => women.count()).toBe(41);
  // The first has nothing, so the request does not list her.
  for (const woman of [women.nth(1), women.last()]) {
    await woman.getByRole('button', { name: 'Add a loan of hers' }).click();
    await woman.getByLabel('Lent on').fill('2026-06-01');
    await woman.getByLabel('Principal').fill('100');
    await woman.getByLabel('Outstanding').fill('100');
    await woman.getByLabel('Number of instalments').fill('2');
    await woman.getByLabel('First instalment on').fill('2026-07-01');
  }
  await women.last().getByLabel('First instalment on').fill('2026-05-01');
  await page.getByRole('textbox', { name: 'Surplus' }).fill('200');
  await save(page, 'Open the books');
  await agree(page, 'Open the books');
  await page.getByRole('form', { name: 'Open the books' }).getByRole('alert').waitFor();
  expect(await page.locator('[aria-invalid]').count()).toBe(1);
  expect(await women.last().locator('[aria-invalid]').count()).toBe(1);
});

test('a voucher is refused in rupees, recorded, and corrected beside the old one', async () => {
  group = await seedBooks(stack, 'opened');
  const { page } = desk;
  await goTo(page, 'Vouchers', 'vouchers');
  await page.getByRole('link', { name: 'New voucher' }).click();
  await row(page, 'Line 1 of the group').getByLabel('Amount').fill('1000');
  // Whether it was cash or the bank is not presumed.
  await save(page, 'New voucher');
  await row(page, 'Line 1 of the group').getByText('Choose one.').waitFor();
  await row(page, 'Line 1 of the group').getByLabel('Where').selectOption('cash');
  await page.getByRole('button', { name: 'Add a line of the group' }).click();
  await row(page, 'Line 2 of the group').getByLabel('Kind').selectOption('bank_deposit');
  await row(page, 'Line 2 of the group').getByLabel('Amount').fill('200');
  await page.getByText('The box would be ₹700 short.').waitFor();
  await save(page, 'New voucher');
  const alert = page.getByRole('alert');
  await alert.getByText('Needed: ₹1,200. There is: ₹500.').waitFor();
  await alert.getByText('Row 1, Amount (₹)').waitFor();
  await row(page, 'Line 1 of the group').getByLabel('Amount').fill('50');
  await page.getByLabel('Cash counted in the box').fill('240');
  await save(page, 'New voucher');
  await alert.getByText('You wrote ₹240; the books give ₹250; the difference is −₹10.').waitFor();
  await page.getByLabel('Cash counted in the box').fill('250');
  await save(page, 'New voucher');
  await page.getByRole('heading', { name: /^Voucher of/ }).waitFor();
  await page.locator('.toast').getByRole('button', { name: 'Take the voucher back' }).click();
  const reversal = page.getByRole('form', { name: 'Take the voucher back' });
  await expect.poll(() => reversal.getByLabel('Reason').inputValue()).toBe('Typed wrongly');
  await look(page, 'voucher');

  await page.getByRole('link', { name: 'Correct it' }).click();
  await page.getByRole('region', { name: 'As recorded' }).getByText('Expense: stationery').waitFor();
  await look(page, 'correction');
  await page.getByLabel('Why is the old one taken back?').fill('The bill says 40');
  // The right one is refused: the old one stays taken back, and sending again does not reverse again.
  await row(page, 'Line 1 of the group').getByLabel('Amount').fill('40');
  await page.getByLabel('Cash counted in the box').fill('240');
  await page.getByText('After this: ₹260 in the box, ₹200 at the bank.').waitFor();
  await save(page, 'New voucher');
  await alert.getByText('You wrote ₹240; the books give ₹260; the difference is −₹20.').waitFor();
  await page.getByText('The right one is not recorded yet').waitFor();
  // What was counted that day would stay, and so would the cash; but it is counted anew.
  await page.getByLabel('Cash counted in the box').fill('');
  await page.getByText('Counted that day: ₹250. Expected with these amounts: ₹260.').waitFor();
  await page.getByText('₹10 short').waitFor();
  await look(page, 'correction-counted');
  const day = page.getByLabel('Date', { exact: true });
  const recordedOn = await day.inputValue();
  await day.fill('2026-09-01');
  await page.getByText('With another date that count does not stay.').waitFor();
  await page.getByText('₹10 short').waitFor({ state: 'detached' });
  await day.fill(recordedOn);
  await page.getByLabel('Why did the box differ that day?').waitFor();
  await page.getByLabel('Cash counted in the box').fill('260');
  await page.getByText('₹10 short').waitFor({ state: 'detached' });
  await save(page, 'New voucher');
  await page.getByRole('heading', { name: /^Voucher of/ }).waitFor();
  await page.getByRole('cell', { name: '₹40', exact: true }).waitFor();
  await goTo(page, 'Vouchers', 'vouchers');
  const states = page.locator('main tbody tr td:last-child');
  await expect.poll(() => states.allTextContents()).toEqual(['valid', 'taken back']);
});

test('a borrowing is received by a voucher, and its plan says what is due', async () => {
  group = await seedBooks(stack, 'spent');
  const { page } = desk;
  await goTo(page, 'Borrowings', 'borrowings');
  await unfold(page, 'New borrowing');
  const form = page.getByRole('form', { name: 'New borrowing' });
  await form.getByLabel('From whom').selectOption('bank_linkage');
  await form.getByLabel('Principal').fill('3000');
  await form.getByLabel('Number of instalments').fill('3');
  await form.getByLabel('First instalment on').fill(todayInIndia());
  await save(page, 'New borrowing');
  await page.getByRole('button', { name: 'Its money came: voucher' }).click();
  await save(page, 'New voucher');
  await page.getByRole('heading', { name: /^Voucher of/ }).waitFor();
  await goTo(page, 'Borrowings', 'borrowings');
  const borrowed = page.locator('main tbody tr').filter({ hasText: 'Bank linkage' });
  await borrowed.getByText('overdue').waitFor();
  const cells = await borrowed.locator('td').allTextContents();
  expect(cells.join(' ').match(/₹[\d,]+/g)).toEqual(['₹3,000', '₹3,000', '₹3,000', '₹1,000', '₹1,000']);
  await look(page, 'borrowings');
});

test('the passbook is compared, and what it has more is written', async () => {
  group = await seedBooks(stack, 'borrowed');
  const { page } = desk;
  await goTo(page, 'Bank and passbook', 'bank');
  await page.getByLabel('Balance in the passbook now').fill('3400');
  await page.getByText('The passbook has ₹200 more.').waitFor();
  await page.getByText('perhaps it happened twice, and is written once').waitFor();
  await page.getByLabel('Balance in the passbook now').fill('3230.50');
  await page.getByText('The passbook has ₹30.50 more.').waitFor();
  await look(page, 'bank');
  await save(page, 'New voucher');
  await page.getByRole('heading', { name: /^Voucher of/ }).waitFor();
  await page.getByRole('cell', { name: '₹30.50', exact: true }).waitFor();
  await goTo(page, 'Bank and passbook', 'bank');
  await page.getByText('Nothing moved at the bank since then.').waitFor();
  await page.getByLabel('Balance in the passbook now').fill('3230.50');
  await page.getByText('It agrees.').waitFor();
});

test('the accounts balance, print on two pages in two languages, and come as a workbook', async () => {
  group = await seedBooks(stack, 'compared');
  const { page } = desk;
  await goTo(page, 'Accounts', 'accounts');
  const totals = page.locator('.account tfoot td:visible');
  await expect
    .poll(() => totals.allTextContents())
    .toEqual(['₹3,530.50', '₹3,530.50', '₹40', '₹40', '₹3,890.50', '₹3,890.50']);
  await look(page, 'accounts');

  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
  await page.emulateMedia({ media: 'print' });
  const paper = String(await page.evaluate('document.body.innerText')).replaceAll(/\s+/g, ' ');
  await page.emulateMedia({ media: 'screen' });
  expect(paper).toMatch(/^Zzbooks Sangham/);
  for (const words of [
    'వసూళ్ళు, చెల్లింపులు',
    'Receipts and payments',
    'ఆస్తులు, అప్పులు',
    'Balance sheet',
    'Auditor',
  ]) {
    expect(paper).toContain(words);
  }
  expect(paper).not.toMatch(/HELP|VIMUKTHI|Kamonohashi|Leadership|Coordinator|Print/);

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Excel workbook' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^accounts-\d{4}-04-01-\d{4}-\d\d-\d\d\.xlsx$/);
  const parts = unzipSync(new Uint8Array(await readFile(await download.path())));
  const sheets = Object.keys(parts).filter((name) => /worksheets\/sheet\d\.xml$/.test(name));
  expect(sheets).toHaveLength(3);
  const cells = strFromU8(parts[sheets.toSorted()[0] ?? ''] ?? new Uint8Array());
  expect(cells.match(/<v>3530\.5<\/v>/g)).toHaveLength(2);
});

test('calls nobody gone from her group before it is read who is in it', async () => {
  group = await seedBooks(stack, 'opened');
  const { page } = desk;
  const listOfMembers = /\/api\/members\?/;
  await page.route(listOfMembers, (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
  await page.evaluate(`location.hash = '#/groups/${group.id}'`);
  await page.locator('summary').getByText('Savings and loans of each member').click();
  const cells = page.getByRole('region', { name: 'Savings and loans of each member' }).locator('tbody th');
  await expect.poll(() => cells.allTextContents()).toEqual(['…', '…', '…']);
  await page.getByText('Part of this page could not be read.').waitFor();
  await page.unroute(listOfMembers);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect.poll(() => cells.first().textContent()).toMatch(/^M-/);
});

test('says at its field that a period of accounts ends before it begins, and keeps both days', async () => {
  group = await seedBooks(stack, 'compared');
  const { page } = desk;
  await goTo(page, 'Accounts', 'accounts');
  const form = page.getByRole('form', { name: 'Period' });
  await form.getByLabel('Period').selectOption('free');
  await form.getByLabel('First day', { exact: true }).fill('5.4.2026');
  await form.getByLabel('Last day', { exact: true }).fill('4.4.2026');
  await form.getByRole('button', { name: 'Show' }).click();
  await form.locator('.field-error').getByText('This must be 5 April 2026 or later.').waitFor();
  expect(await form.getByLabel('First day', { exact: true }).inputValue()).toBe('05.04.2026');
  expect(await form.getByLabel('Last day', { exact: true }).inputValue()).toBe('04.04.2026');
});

test('the surplus is shared by a rule, as a sheet that the meeting confirms', async () => {
  group = await seedBooks(stack, 'compared');
  const { page } = desk;
  await goTo(page, 'Year end: sharing the surplus', 'year-end');
  await page.getByText('₹90 in all; ₹0.50 of it stays with the group.').waitFor();
  await page.getByLabel('How', { exact: true }).selectOption('savings');
  await page.getByText('₹90 in all; ₹0.50 of it stays with the group.').waitFor();
  expect(await page.locator('main tbody tr td:last-child').allTextContents()).toContain('₹90');
  await page.getByLabel('How', { exact: true }).selectOption('equally');
  await page.getByLabel('How much is shared').fill('91');
  await page.getByText('More would be shared out than the surplus.').waitFor();
  await page.getByLabel('How much is shared').fill('90.50');
  expect(await page.locator('main').textContent()).not.toContain('Zzbooks A');
  await page.getByRole('button', { name: 'Show the names' }).click();
  await page.locator('main tbody').getByText('Zzbooks A').waitFor();
  await look(page, 'year-end');
  await page.getByRole('button', { name: 'Prepare the sheet' }).click();
  await page.getByRole('button', { name: 'Show the names' }).click();
  await page.getByRole('combobox', { name: /^Zzbooks A · M-/ }).waitFor();
  await look(page, 'paper-sheet');
  await page.getByRole('button', { name: 'All are present' }).click();
  await save(page, 'Enter a sheet from paper');
  await page.getByRole('heading', { name: /^Sheet of/ }).waitFor();
  await page.getByText('3 / 3').waitFor();
  expect(await page.getByRole('cell', { name: '₹30', exact: true }).count()).toBe(3);

  await page.getByRole('link', { name: 'Correct it' }).click();
  await page.getByRole('region', { name: 'As recorded' }).getByText('3 / 3').waitFor();
  await page.getByLabel('Why is the old one taken back?').fill('One got 29');
  await row(page, 'Entry 1 of a member').getByLabel('Amount').fill('29');
  await page.getByText('After this: ₹171 in the box').waitFor();
  await save(page, 'Enter a sheet from paper');
  await page.getByRole('heading', { name: /^Sheet of/ }).waitFor();
  await page.getByRole('cell', { name: '₹29', exact: true }).waitFor();

  // What is said of one page is gone on the next.
  await page.locator('.toast').waitFor();
  // What was shared is no expenditure: it stands apart, on screen and on two pages of paper.
  await goTo(page, 'Accounts', 'accounts');
  const shared = page.getByRole('region', { name: 'Sharing of the surplus' });
  await shared.getByRole('cell', { name: '₹89', exact: true }).first().waitFor();
  expect(await page.locator('.toast').count()).toBe(0);
  expect(await page.getByRole('region', { name: 'Income and expenditure' }).textContent()).not.toContain(
    '₹89',
  );
  await look(page, 'accounts-shared');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
});

test('the accounts print on the same two pages whatever fonts the laptop has', async () => {
  group = await seedBooks(stack, 'shared');
  const layouts: unknown[] = [];
  for (const fonts of fontSets) {
    await desk.close();
    desk = await openDesk(stack.url, 'coordinator', undefined, fonts);
    const { page } = desk;
    await goTo(page, 'Accounts', 'accounts');
    await page.locator('.accounts-paper').waitFor({ state: 'attached' });
    // The fonts of what is still hidden: a browser that prints does not wait for them.
    for (const weight of [400, 700]) {
      const isThere = `document.fonts.check('${weight} 1em "Brought Latin", "Brought Telugu"', 'aక')`;
      await expect.poll(() => page.evaluate(isThere), { message: fonts }).toBe(true);
    }
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g), fonts).toHaveLength(2);
    await page.emulateMedia({ media: 'print' });
    layouts.push(
      await page.evaluate(`[...document.querySelectorAll('.accounts-paper *')].map((part) => {
        const { x, y, width, height } = part.getBoundingClientRect();
        return part.tagName + ' ' + [x, y, width, height].map(Math.round).join(' ');
      })`),
    );
  }
  const [none, dejavu, noto] = layouts;
  expect(dejavu).toEqual(none);
  expect(noto).toEqual(none);
});

test('a group is dissolved step by step, and closes once nothing and nobody is in it', async () => {
  group = await seedBooks(stack, 'shared');
  const { page } = desk;
  await goTo(page, 'Dissolve the group', 'closing');
  // Closing it too early, the server says what is still there.
  const missing = page.getByRole('list', { name: 'What is still there' });
  await save(page, 'Close the group', 'Close the group');
  await agree(page, 'Close it');
  await missing.getByText('3').waitFor();
  await look(page, 'closing');

  const step = async (name: string, form: string): Promise<void> => {
    await page.locator('.checklist').getByRole('button', { name, exact: true }).click();
    await page.getByRole('region', { name, exact: true }).waitFor();
    await save(page, form);
    await page.getByRole('region', { name, exact: true }).waitFor({ state: 'detached' });
  };
  await step('Set off against savings', 'Enter a sheet from paper');
  await page.getByText('₹100 is left.').waitFor();
  await step('Repaid', 'Enter a sheet from paper');
  await step('Repay', 'New voucher');
  await page.getByText('₹1.50 is left.').waitFor();
  await step('Handed over or spent', 'New voucher');
  await expect.poll(() => page.locator('.checklist > li.done').count()).toBe(4);
  const women = page.locator('.checklist > li:last-child a');
  expect(await women.count()).toBe(group.members.length);
  await look(page, 'closing-members');
  for (const { id } of group.members) {
    const left = { exitedOn: todayInIndia(), reason: 'the group ends' };
    await ask(stack, 'coordinator', 'POST', `/api/members/${id}/exit`, left);
  }
  await page.reload();
  await expect.poll(() => page.locator('.checklist > li.done').count()).toBe(5);
  await save(page, 'Close the group', 'Close the group');
  await page.getByRole('dialog').getByText('Nothing is left in its books').waitFor();
  await agree(page, 'Close it');
  await page.getByText('This group was closed on').waitFor();
  await look(page, 'closed');
  const ledger = await ask(stack, 'coordinator', 'GET', `/api/collectives/${group.id}/ledger`);
  expect(ledger).toMatchObject({
    cashPaise: 0,
    bankPaise: 0,
    savingsPaise: 0,
    loansOutstandingPaise: 0,
    borrowingsOutstandingPaise: 0,
    surplusPaise: 0,
  });
});
