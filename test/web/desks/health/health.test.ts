import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../../functions/shared/fields/ids.ts';
import { toDrillItem } from '../../../../functions/shared/health/drill-result.ts';
import { handoverKey } from '../../../../functions/shared/table/keys/programme.ts';
import { demoPeople } from '../../../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { openDynamoDB } from '../../../support/dynamodb-client.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { agree, openDesk, unfold } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask } from '../../support/field.ts';

/** The administrator's first page: whether the system is well, for somebody who has never seen a console. */

let stack: Stack;
let table: DynamoDBDocumentClient;
let desk: Device | undefined;
const packId = newId();

const dayMs = 24 * 3_600_000;
const ago = (days: number): string => new Date(Date.now() - days * dayMs).toISOString();
const put = async (Item: object): Promise<void> => {
  await table.send(new PutCommand({ TableName: stack.database.tableName, Item: { ...Item } }));
};

/** Puts the copy outside, which was made so many days ago. */
const putPack = (days: number): Promise<void> =>
  put({
    ...handoverKey(packId),
    ...{ id: packId, recipientKey: 'age1', askedBy: demoPeople.administrator.id, askedAt: ago(days) },
    ...{ decision: 'approved', decidedAt: ago(days), archives: [{ key: 'one', bytes: 1, sha256: 'a' }] },
  });

beforeAll(async () => {
  // With records since today: no month is due.
  stack = await startStack({ empty: true, web: true, recordsFrom: ago(0).slice(0, 10) });
  table = DynamoDBDocumentClient.from(openDynamoDB(stack.database.endpoint));
  const { administrator } = demoPeople;
  await put(
    toDrillItem({
      ...{ at: ago(2), outcome: 'whole', months: 3, tookSeconds: 60 },
      ...{ by: administrator.id, run: newId() },
    }),
  );
  await putPack(9);
}, 180_000);
afterAll(async () => {
  await desk?.close();
  table.destroy();
  await stack.close();
});

test('says in a line that all is well, then each fault with what to do and who can, the heaviest first', {
  timeout: 180_000,
}, async () => {
  desk = await openDesk(stack.url, 'administrator');
  const { page } = desk;
  await page.setViewportSize({ width: 1280, height: 900 });
  const section = page.getByRole('region', { name: 'Is all well?' });
  await section.getByText('The system is well.').waitFor();
  expect(await section.getByRole('article').count()).toBe(0);
  expect(await page.locator('nav a').allTextContents()).toEqual([
    'Is all well?',
    expect.stringMatching(/^People and access/),
    'Approvals',
    'Hand over the data',
  ]);
  // Whom she has to see to stands above, each with what to do.
  const people = page.getByRole('region', { name: 'People, and what you asked for' });
  const withoutPhone = people.getByRole('row').filter({ hasText: demoPeople.leader.name });
  await withoutPhone.getByText('She has no phone set up now.').waitFor();
  await withoutPhone.getByRole('link', { name: 'Make a first password to set one up' }).waitFor();
  expect(await people.getByRole('row').filter({ hasText: demoPeople.auditor.name }).count()).toBe(0);
  await unfold(page, 'What is well');
  // The drill stands below, and is not told twice.
  expect(await section.getByText('Restore drill').count()).toBe(1);
  await expect.poll(() => section.locator('dt').count()).toBe(10);
  await section.getByText('0.00 of 100.00 US dollars').waitFor();
  await takePicture(page, 'desk-health-well-en');

  for (const leader of ['leader', 'leader2'] as const) {
    await ask(stack, leader, 'POST', '/api/me/devices', { id: newId(), secret: 'A'.repeat(43) });
  }
  stack.cloud.backups.set(stack.database.keysTableName, { isOn: false });
  stack.cloud.subscriptions.push({ address: 'second@example.org', isConfirmed: false });
  stack.cloud.alarms.push({
    name: 'local-BooksAlarm',
    description: 'Meeting sheets are not accepted: today’s savings wait on the leaders’ phones.',
    isStanding: true,
    changedAt: Date.now() - dayMs,
  });
  stack.cloud.cost.spentUsd = 85;
  await section.getByRole('button', { name: 'Look now' }).click();
  await section
    .getByText(
      '4 things in the system need attention. If you need help, call whoever looks after the system: +91 00000 00003.',
    )
    .waitFor();
  expect(await section.getByRole('article').getByRole('heading', { level: 2 }).allTextContents()).toEqual([
    'Backups Act today',
    'Alarms Act today',
    'Mail of alarms Look this week',
    'Cost of this month Look this week',
  ]);
  // Nobody waits for her any more, but beside what is to see to no line says that there is nothing to do.
  await page.reload();
  await section.getByText('4 things in the system need attention.').waitFor();
  await people.waitFor({ state: 'detached' });
  expect(await page.getByRole('region', { name: 'To do' }).count()).toBe(0);
  const backups = section.getByRole('article').first();
  await backups.getByText('Part of the data is not backed up.').waitFor();
  await backups.getByText('Call now: what is lost without a backup does not come back.').waitFor();
  await backups.getByText('Whoever looks after the system').waitFor();
  await section.getByText('Meeting sheets are not accepted').waitFor();
  await lookAtDesk(page, 'health');
  await page.setViewportSize({ width: 360, height: 800 });
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width, language).toBeLessThanOrEqual(360);
    await takePicture(page, `desk-health-360-${language}`);
  }
});

test('tries by a press whether the backup can be restored, one at a time, and says how far it has come and how it ended', {
  timeout: 180_000,
}, async () => {
  const { page } = await openDesk(stack.url, 'administrator');
  const section = page.getByRole('region', { name: 'Restore drill' });
  await section.getByText(/^The last one, .* \([23] days ago\): everything came back\.$/).waitFor();
  await section.getByText('A drill that an engineer runs on their own computer is not shown.').waitFor();
  await section.getByText('Counted again from the copy: 3 reports of months').waitFor();
  const before = await section.locator('p').first().textContent();
  await section.getByRole('button', { name: 'Try it now' }).click();
  await page.getByRole('dialog').getByText('Nobody who works notices.').waitFor();
  await agree(page, 'Try it now');
  await section.getByText(/^Asked for .*\. It goes on if you close this page\./).waitFor();
  expect(await section.getByRole('button').count()).toBe(0);
  await takePicture(page, 'desk-health-drill-runs-en');
  await stack.whenIdle();
  await page.getByRole('button', { name: 'Look now' }).click();
  await section.getByRole('button', { name: 'Try it now' }).waitFor();
  await expect.poll(() => section.locator('p').first().textContent()).not.toBe(before);
  await section.getByText(/^The last one, .* \(today\): everything came back\.$/).waitFor();
  await page.close();
});

test('names whose phone is silent, with a link to her page', { timeout: 90_000 }, async () => {
  const { page } = await openDesk(stack.url, 'administrator');
  const clock = new Date(Date.now() + 31 * dayMs).toISOString();
  await fetch(`${stack.url}/local/clock`, { method: 'POST', body: JSON.stringify({ now: clock }) });
  const section = page.getByRole('region', { name: 'Is all well?' });
  await section.getByRole('button', { name: 'Look now' }).click();
  await section.getByText('Phones have not been in contact for 30 days.').waitFor();
  await section.getByRole('link', { name: demoPeople.leader.name }).click();
  await page.getByRole('heading', { level: 2, name: demoPeople.leader.name }).waitFor();
  expect(await section.count()).toBe(0);
  await page.close();
});

test('says of a copy outside that was asked for that it waits for the auditor, and asks for none', async () => {
  if (desk === undefined) throw new Error('No desk.');
  const { page } = desk;
  await putPack(300);
  await page.reload();
  const row = page.getByRole('article').filter({ hasText: 'Copy of the data outside' });
  await row.getByText('Ask for a new one on the page “Hand over the data”.').waitFor();
  await ask(stack, 'administrator', 'POST', '/api/data-handovers', {
    id: newId(),
    recipientKey: await identityToRecipient(await generateX25519Identity()),
  });
  await page.reload();
  await row.getByText('Asked for: it waits for the auditor’s approval.').waitFor();
  expect(await row.getByText('Ask for a new one').count()).toBe(0);
}, 120_000);
