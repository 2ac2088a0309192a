import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { readFile } from '../../../../web/src/desks/import/read/read-file.ts';
import { findDarkFaults, findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { agree, openDesk, openScreen } from '../../support/desk.ts';
import { ask } from '../../support/field.ts';
import { programmeOf } from './programme.ts';
import { group, woman } from './rows.ts';
import { fillTemplate, type WrittenBook } from './workbook.ts';

/** A coordinator brings in a workbook: from its mistakes, over a broken connection, to a second time that changes nothing. */

let stack: Stack;
let desk: Device;

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
  desk = await openDesk(stack.url, 'coordinator');
}, 240_000);
afterAll(async () => {
  await desk?.close();
  await stack?.close();
});

const book = programmeOf(24);
const file = (written: WrittenBook) => ({
  name: 'register.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: Buffer.from(fillTemplate(written)),
});

const choose = async (page: Page, buffer: ReturnType<typeof file>): Promise<void> => {
  await page.getByLabel('Workbook').setInputFiles(buffer);
};
const understood = (page: Page) =>
  page.getByText('This is how the workbook was understood').waitFor({ timeout: 60_000 });

const look = async (page: Page, label: string): Promise<void> => {
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), `${label} in ${language}`).toEqual([]);
    await takePicture(page, `desk-import-${label}-${language}`);
  }
};

/** What the API has, as somebody else reads it. */
const readProgramme = async () => {
  const read = async (path: string) => Object(await ask(stack, 'coordinator', 'GET', path)).items;
  const collectives: { id: string; name: string; openedAsOf?: string }[] = await read(
    '/api/collectives?limit=100',
  );
  const members: {
    id: string;
    birthYear: number;
    collectiveId: string;
    joinedOn: string;
    children: unknown[];
    consents: unknown[];
  }[] = await read('/api/members?limit=100');
  const cases: { id: string; status: string; openedOn: string }[] = await read('/api/cases?limit=100');
  const outreach: { participants: number }[] = await read('/api/outreach?limit=100');
  const ledgers = await Promise.all(
    collectives.map(async ({ id }) =>
      Object(await ask(stack, 'coordinator', 'GET', `/api/collectives/${id}/ledger`)),
    ),
  );
  return { collectives, members, cases, outreach, ledgers };
};

test('what is wrong is said at its cell, and can be taken home in a workbook', async () => {
  const { page } = desk;
  await openScreen(page, 'Import a spreadsheet');
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the workbook' }).click(),
  ]);
  expect(
    readFileSync(await template.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  await look(page, 'choose');

  await choose(page, { ...file({}), name: 'list.csv', buffer: Buffer.from('name;born\nVennela;1988\n') });
  await page.getByText('This is a text file (such as CSV).').waitFor();

  const [first, ...others] = book.members;
  await choose(page, file({ ...book, members: [{ ...first, birthYear: 38 }, ...others] }));
  await understood(page);
  const fault = page.getByRole('row').filter({ hasText: 'Year of birth' });
  await fault.getByText('38 looks like an age. Write the year of birth: for 38, about').waitFor();
  // Her consent, her savings, her group's books and all women's savings in it wait.
  await page.getByText('stay out until mended').first().waitFor();
  await look(page, 'faults');
  expect(await findDarkFaults(page)).toEqual([]);

  const [mend] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download with what is to be mended' }).click(),
  ]);
  const reading = await readFile(Uint8Array.from(readFileSync(await mend.path())).buffer);
  const members =
    'sheets' in reading ? reading.sheets.find(({ name }) => name.startsWith('Members')) : undefined;
  expect(members?.rows[1]?.join(' ')).toContain('38 looks like an age');
  expect((await readProgramme()).members).toEqual([]);
}, 180_000);

test('a cut loses nothing and doubles nothing, and a second time changes nothing', async () => {
  const { page } = desk;
  await page.getByText('Choose another file').click();
  await choose(page, file(book));
  await understood(page);
  expect(await page.locator('#import-faults').count()).toBe(0);

  // The laptop is full: nothing is sent while it can't store the ids.
  await page.evaluate(`{
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...values) {
      if (this.name !== 'rows') return put.apply(this, values);
      IDBObjectStore.prototype.put = put;
      throw new DOMException('Full', 'QuotaExceededError');
    };
  }`);
  await page.getByRole('button', { name: /^Bring in \d+ rows$/ }).click();
  await agree(page, 'Bring them in');
  await page.getByText('Try again: nothing is recorded twice.').waitFor();
  expect((await readProgramme()).members).toEqual([]);
  await choose(page, file(book));
  await understood(page);

  // The tab closes in the middle: of some answers nobody ever hears.
  let requests = 0;
  const isCut = Promise.withResolvers<void>();
  await page.route('**/api/**', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    requests += 1;
    if (requests > 20) {
      await route.fetch().catch(() => undefined);
      isCut.resolve();
      return route.abort().catch(() => undefined);
    }
    return route.continue();
  });
  await page.getByRole('button', { name: /^Bring in \d+ rows$/ }).click();
  await agree(page, 'Bring them in');
  await isCut.promise;
  await page.unroute('**/api/**', undefined);
  await page.reload();
  await page.getByRole('navigation').waitFor();
  const cut = await readProgramme();
  expect(cut.members.length).toBeGreaterThan(0);
  expect(cut.members.length).toBeLessThan(24);

  await openScreen(page, 'Import a spreadsheet');
  await page.getByText('An import is half done').waitFor();
  await look(page, 'half');
  await choose(page, file(book));
  await page.getByText('in already; of the rest, nothing is recorded yet').waitFor();
  await page.getByRole('button', { name: /^Bring in \d+ rows$/ }).click();
  await agree(page, 'Bring them in');
  await page.context().setOffline(true);
  await page.getByText('No connection: waiting.').waitFor({ timeout: 3_000 });
  await look(page, 'no-network');
  await page.context().setOffline(false);
  await page.getByText('Done. All that could be brought in is recorded.').waitFor({ timeout: 120_000 });
  await look(page, 'done');

  const whole = await readProgramme();
  expect(whole.collectives.map(({ name, openedAsOf }) => [name, openedAsOf]).sort()).toEqual(
    book.collectives.map(({ name }) => [name, '2026-10-31']).sort(),
  );
  expect(whole.members.map(({ birthYear }) => birthYear).sort()).toEqual(
    book.members.map(({ birthYear }) => birthYear).sort(),
  );
  expect(whole.members.flatMap(({ children }) => children).length).toBe(book.children.length);
  expect(new Set(whole.members.map(({ consents }) => consents.length))).toEqual(new Set([2]));
  const women = new Set(book.entitlements.map(({ member }) => member));
  expect(whole.cases.map(({ status, openedOn }) => [status, openedOn])).toEqual(
    [...women].map(() => ['closed', '2018-05-20']),
  );
  expect(whole.outreach.map(({ participants }) => participants).sort()).toEqual([0, 40]);
  const sum = (amounts: readonly unknown[]): number =>
    amounts.reduce<number>((total, amount) => total + Number(amount ?? 0) * 100, 0);
  const total = (key: string): number => whole.ledgers.reduce((before, ledger) => before + ledger[key], 0);
  expect(total('savingsPaise')).toBe(sum(book.accounts.map(({ savings }) => savings)));
  expect(total('loansOutstandingPaise')).toBe(sum(book.accounts.map(({ outstanding }) => outstanding)));
  expect(total('cashPaise')).toBe(sum(book.openings.map(({ cash }) => cash)));

  // There is no file unless the access log notes it.
  await page.route('**/api/exports', (route) => route.abort());
  await page.getByRole('button', { name: 'Download with the codes' }).click();
  await page.getByText('The file could not be made. Try again.').waitFor();
  await page.unroute('**/api/exports');
  const [done] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download with the codes' }).click(),
  ]);
  const written = readFileSync(await done.path());
  await page.getByText('Choose another file').click();
  await choose(page, { ...file({}), buffer: written });
  await understood(page);
  await page.getByText('There is nothing new to bring in.').waitFor();
  await look(page, 'again');

  // Another laptop knows the ids from the workbook alone.
  const other = await openDesk(stack.url, 'coordinator');
  await openScreen(other.page, 'Import a spreadsheet');
  await choose(other.page, { ...file({}), buffer: written });
  await understood(other.page);
  await other.page.getByRole('button', { name: /^Bring in \d+ rows$/ }).click();
  await agree(other.page, 'Bring them in');
  await other.page.getByText('Done.').waitFor({ timeout: 120_000 });
  expect(await other.page.locator('#import-refused').count()).toBe(0);
  await other.close();
  expect(await readProgramme()).toEqual(whole);
}, 240_000);

test('a copy that was mended by hand, without ids, doubles nothing, and a row can be left out on purpose', async () => {
  const before = await readProgramme();
  const other = await openDesk(stack.url, 'coordinator');
  const { page } = other;
  await openScreen(page, 'Import a spreadsheet');
  /** What the copy has: four of the women, without the books of their groups. */
  const ofFour = <Row extends { member?: string | number | undefined }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ member }) => Number(member) <= 4);
  const [child, ...children] = ofFour(book.children);
  const [patta, ...entitlements] = ofFour(book.entitlements);
  const [talk, ...outreach] = book.outreach;
  const refused = {
    number: 900,
    name: 'Kaluva Aakasam',
    birthYear: 1990,
    gender: 'woman',
    joinedOn: '1-1-2022',
  };
  const copy = {
    members: [...book.members.slice(0, 4), { ...refused, collective: book.collectives[0]?.name }],
    consents: [...ofFour(book.consents), { member: 900, on: '1-1-2022', services: 'no', method: 'spoken' }],
    children: [{ ...child, birthYear: 2013 }, ...children],
    entitlements: [{ ...patta, on: '21-05-2018' }, ...entitlements],
    outreach: [{ ...talk, participants: 41 }, ...outreach],
  };
  await choose(page, file(copy));
  await understood(page);
  // Another laptop knows no ids: each of the women is asked about, and so is what is hers.
  for (const same of await page.getByRole('button', { name: 'The same woman' }).all()) await same.click();
  await page.getByRole('heading', { name: /rows may be recorded already$/ }).waitFor();
  await page.getByRole('button', { name: /^Leave this row out: Members .* row 6$/ }).click();
  await page.getByRole('heading', { name: '1 row left out on purpose' }).waitFor();
  await look(page, 'repeats');
  await page.getByText('There is nothing new to bring in.').waitFor();
  await other.close();
  expect(await readProgramme()).toEqual(before);

  // On her own laptop the unchanged rows are known, and the changed ones are skipped.
  await desk.page.getByText('Choose another file').click();
  await choose(desk.page, file(copy));
  await understood(desk.page);
  await desk.page.getByRole('heading', { name: '3 rows may be recorded already' }).waitFor();
  await desk.page.getByText('There is nothing new to bring in.').waitFor();
}, 240_000);

test('a woman who is in the system is shown beside the row, and is not made again', async () => {
  const { page } = desk;
  const [first] = book.members;
  const group = book.collectives[0]?.name;
  const again = { ...first, number: 700, name: `${String(first?.name)} Devi`, collective: group };
  const copy = file({
    members: [again],
    consents: [{ member: 700, on: '1-2-2022', services: 'yes', method: 'spoken' }],
    entitlements: [{ member: 700, entitlement: 'pension', on: '5-5-2017' }],
  });
  await page.getByText('Choose another file').click();
  await choose(page, copy);
  await understood(page);
  await page.getByRole('heading', { name: '1 woman may stand twice' }).waitFor();
  await look(page, 'pairs');
  await page.getByRole('button', { name: 'The same woman' }).click();
  await page.getByRole('button', { name: 'Bring in 1 row' }).click();
  await agree(page, 'Bring them in');
  await page.getByText('Done.').waitFor();
  const { members, cases } = await readProgramme();
  expect(members.length).toBe(24);
  expect(cases.filter(({ openedOn }) => openedOn === '2017-05-05').length).toBe(1);

  // The laptop keeps the answer once it was sent by it.
  await page.getByText('Choose another file').click();
  await choose(page, copy);
  await understood(page);
  await page.getByText('There is nothing new to bring in.').waitFor();
  expect(await page.getByRole('heading', { name: /may stand twice$/ }).count()).toBe(0);
}, 120_000);

test('women who came to a group of another district are found by their telephones, and answered at once', async () => {
  const { page } = desk;
  const { items } = Object(await ask(stack, 'coordinator', 'GET', '/api/members?limit=100'));
  const known: { id: string; version: number; district: string; birthYear: number }[] = items.slice(0, 3);
  const names = ['Padma Yesupogu', 'Sarala Yesupogu', 'Mary Yesupogu'];
  for (const [at, { id, version }] of known.entries()) {
    const change = { name: names[at], phone: `770291458${at}` };
    await ask(stack, 'coordinator', 'PATCH', `/api/members/${id}`, change, version);
  }
  const group = { ...book.collectives[0], name: 'Ushodaya', district: 'Srikakulam', mandal: 'Palasa' };
  const rows = known.map(({ birthYear }, at) => ({
    number: 800 + at,
    name: `${String(names[at]).split(' ')[0]} Kumari`,
    birthYear: birthYear > 1980 ? birthYear - 9 : birthYear + 9,
    gender: 'woman',
    collective: group.name,
    joinedOn: '5-6-2022',
    phone: `770291458${at}`,
  }));
  await page.getByText('Choose another file').click();
  await choose(page, file({ collectives: [group], members: rows }));
  await understood(page);
  await page.getByRole('heading', { name: '3 women may stand twice' }).waitFor();
  await look(page, 'many-pairs');
  await page.getByRole('button', { name: 'All stand twice' }).click();
  const pressed = page.getByRole('button', { name: 'The same woman', pressed: true });
  await expect.poll(() => pressed.count()).toBe(3);
  expect(await page.getByText('One answer for the').count()).toBe(0);
}, 120_000);

test('an area coordinator brings in what lies in her districts; the rest is refused at its row, in words', async () => {
  const before = await readProgramme();
  const other = await openDesk(stack.url, 'areaCoordinator');
  const { page } = other;
  await openScreen(page, 'Import a spreadsheet');
  const hers = { ...group, name: 'Sandhya Ningi' };
  const elsewhere = { ...group, name: 'Mandara Gaali', district: 'Kurnool' };
  const women = [
    { ...woman, number: 1, name: 'Nelavanka Chukka', birthYear: 1979, collective: hers.name },
    { ...woman, number: 2, name: 'Punnami Alala', birthYear: 1981, collective: elsewhere.name },
  ];
  await choose(
    page,
    file({
      collectives: [hers, elsewhere],
      members: women,
      consents: women.map(({ number }) => ({
        member: number,
        on: '5-2-2021',
        services: 'yes',
        method: 'spoken',
      })),
    }),
  );
  await understood(page);
  const refused = page.getByRole('row').filter({ hasText: 'is not in your area' });
  await refused.getByText('Kurnool is not in your area. The state coordinator has to bring it in.').waitFor();
  expect(await refused.count()).toBe(1);
  await look(page, 'area');
  await page.getByRole('button', { name: /^Bring in \d+ rows$/ }).click();
  await agree(page, 'Bring them in');
  await page.getByText('Done.').waitFor({ timeout: 60_000 });
  expect(await page.locator('#import-refused').count()).toBe(0);
  await other.close();
  const after = await readProgramme();
  const made = after.collectives.filter(({ id }) => !before.collectives.some((one) => one.id === id));
  expect(made.map(({ name }) => name)).toEqual([hers.name]);
  expect(after.members.length - before.members.length).toBe(1);
}, 120_000);
