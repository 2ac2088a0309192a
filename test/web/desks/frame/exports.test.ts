import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { readZip } from '../../../../functions/months/rendering/zip.ts';
import { demoPeople } from '../../../../local/identity/demo-people.ts';
import type { Stack } from '../../../../local/stack.ts';
import { openSharedStack } from '../../../support/stack.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import type { Device } from '../../support/browser.ts';
import { openDesk, openScreen } from '../../support/desk.ts';
import { ask, type Collective, marker, seedCollective } from '../../support/field.ts';

let stack: Stack;
let seeded: Collective;
let device: Device | undefined;

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 2, ['leader']);
});

afterEach(async () => {
  await device?.close();
});

const lines = z.object({ items: z.array(z.object({ route: z.string() })) });
const exportLines = async () => {
  const { items } = lines.parse(
    await ask(stack, 'auditor', 'GET', `/api/access-log?subject=${seeded.members[0]?.id}&limit=100`),
  );
  // The desk reads its lists too, and may read one again meanwhile.
  return items.filter(({ route }) => route === 'POST /api/exports').length;
};
const save = async (page: Page, button: string): Promise<{ name: string; bytes: Buffer }> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};

test('saves a list as CSV and as a workbook, with codes and no names, each noted as one reading', async () => {
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await openScreen(page, 'Members');
  await page.locator('main tbody tr').first().waitFor();
  const before = await exportLines();
  const csv = await save(page, 'Download the table (CSV)');
  expect(csv.name).toBe('members.csv');
  expect(csv.bytes.toString()).toMatch(/^\ufeffCode,District,Joined on,Status\r\n/);
  expect(csv.bytes.toString()).not.toContain(marker);
  expect(await exportLines()).toBe(before + 1);
  const workbook = await save(page, 'Download the table (Excel)');
  expect(workbook.name).toBe('members.xlsx');
  const sheet = readZip(workbook.bytes)
    .find(({ name }) => name.endsWith('sheet1.xml'))
    ?.bytes.toString();
  expect(sheet).toContain('2026-');
  expect(sheet).not.toContain(marker);
  expect(await exportLines()).toBe(before + 2);
});

test('a file of people names nobody, and the page says what it leaves out', async () => {
  device = await openDesk(stack.url, 'administrator');
  const { page } = device;
  await openScreen(page, 'People and access');
  await page.getByText('Left out of the file: Name, User name.').waitFor();
  const { bytes } = await save(page, 'Download the table (CSV)');
  expect(bytes.toString()).toMatch(/^\ufeffRole,Districts,Groups,Phone,Status\r\n/);
  expect(bytes.toString()).toMatch(/\r\nLeader,/);
  expect(bytes.toString()).not.toContain(demoPeople.leader.name);
});

test('gives no file where the reading cannot be noted, and says so', async () => {
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await openScreen(page, 'Members');
  await page.locator('main tbody tr').first().waitFor();
  await page.route('**/api/exports', (route) => route.abort());
  let files = 0;
  page.on('download', () => {
    files += 1;
  });
  await page.getByRole('button', { name: 'Download the table (CSV)' }).click();
  await page.getByText('The file could not be made. Try again.').waitFor();
  expect(files).toBe(0);
});

test('prints a member’s papers alone; while they are closed, the page prints as a whole', async () => {
  const [her] = seeded.members;
  await ask(stack, 'coordinator', 'POST', `/api/collectives/${seeded.id}/meetings`, {
    id: v7(),
    heldOn: '2026-05-01',
    attendance: [{ memberId: her?.id, status: 'present' }],
    entries: [{ memberId: her?.id, kind: 'deposit', amountPaise: 12_345 }],
  });
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  const printed = async (): Promise<string> => {
    await page.emulateMedia({ media: 'print' });
    const text = z.string().parse(await page.evaluate('document.body.innerText'));
    await page.emulateMedia({ media: null });
    return text;
  };
  await page.goto(`/#/members/${her?.id}`);
  const papers = page.getByRole('button', { name: 'Print her papers' });
  await papers.click();
  await page.locator('.paper').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  const text = await printed();
  expect(text).toContain('₹123.45');
  expect(text).not.toContain(marker);
  expect(text).not.toContain('Guntur');
  await papers.click();
  expect(await printed()).toContain(marker);
});
