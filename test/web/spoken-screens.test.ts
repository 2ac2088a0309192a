import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { listSpoken } from '../../web/src/spoken/list-spoken.ts';
import { screenReader } from '../../web/src/spoken/screen-text.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice } from './support/browser.ts';
import { seedCollective } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';

/*
 * What a leader's screens say, against what is recorded: a line on a screen that is heard is made of recordings, but for names and codes.
 */

let stack: Stack;
let device: Device;
beforeAll(async () => {
  stack = await openSharedStack();
  await seedCollective(stack, 2, ['leader']);
  device = await openDevice(stack.url, 'phone', 'en-IN');
  await setUpPhone(device, 'leader');
}, 240_000);
afterAll(() => device?.close());

const source = join(import.meta.dirname, '../../web/src');
const messages = Object.fromEntries(
  globSync('{leader,phone,unlock,consent,members,record,talks,timeline,design,districts}/**/messages.json', {
    cwd: source,
  }).flatMap((file) =>
    Object.entries<{ en: string }>(JSON.parse(readFileSync(join(source, file), 'utf8'))).map(
      ([key, { en }]) => [key, compileMessage(en)],
    ),
  ),
);
const read = screenReader(messages, 'en');
const recorded = new Set(listSpoken('en').map(({ text }) => text));
/** Invented women and groups, and codes: what no recording has. */
const isName = (part: string): boolean => /^Zz|^[MC]-|Sangham/.test(part);

/** The parts on the screen that are neither recorded nor names. */
async function findUnrecorded(): Promise<string[]> {
  // biome-ignore lint/performance/useDomNodeTextContent: as the phone reads it, line by line
  const text = await device.page.locator('main').innerText();
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.flatMap(read).filter((part) => !recorded.has(part) && !isName(part));
}

const press = (name: string | RegExp) => device.page.getByRole('button', { name }).first().click();
const back = () => device.page.locator('.bar .quiet').first().click();

test('every line of her day, a meeting, a woman, a passbook and a crisis is recorded, but for names', async () => {
  const { page } = device;
  const expectRecorded = async (screen: string) =>
    expect([screen, await findUnrecorded()]).toEqual([screen, []]);
  await expectRecorded('today');
  await page.locator('.tile').nth(0).click();
  await press('All are present');
  await page.locator('main > .amount.alone input').fill('1');
  await expectRecorded('sheet');
  await page.locator('main .primary').click();
  await page.getByRole('heading', { name: 'Is all of it right?' }).waitFor();
  await expectRecorded('check');
  await back();
  await back();
  await page.locator('.tile').nth(1).click();
  await page.locator('main .choice').first().waitFor();
  await expectRecorded('members');
  await page.locator('main .choice').first().click();
  await page.getByRole('button', { name: /^Her passbook/ }).waitFor();
  await expectRecorded('member');
  await press(/^Her passbook/);
  await page.getByRole('heading', { name: 'Passbook' }).waitFor();
  await expectRecorded('passbook');
  await back();
  await press('Open a case for her');
  await expectRecorded('which help');
  await press('Crisis');
  await expectRecorded('what happened');
  await press('Not said');
  await press('Urgent');
  await expectRecorded('sure');
});
