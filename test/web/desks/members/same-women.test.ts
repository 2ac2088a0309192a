import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../../../functions/shared/fields/ids.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { openOutside } from '../../../contract/outside.ts';
import { collectiveOf, memberOf } from '../../../contract/scene.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { agree, openDesk, openScreen, unfold } from '../../support/desk.ts';

let stack: Stack;
let done: Awaited<ReturnType<typeof openOutside>>['done'];
let device: Device | undefined;
let auditor: Device | undefined;
const codes: string[] = [];
const ids: string[] = [];

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
  ({ done } = await openOutside(stack.url, stack.tokenFor));
  for (const name of ['నీలిమ తోట', 'Thota Neelima']) {
    const group = collectiveOf();
    await done('coordinator', 'POST', '/api/collectives', { body: group });
    const body = memberOf(group.id, '2026-02-02', { name, phone: '+91 90000 77701' });
    const enrolled = await done('coordinator', 'POST', '/api/members', { body });
    codes.push(z.object({ code: z.string() }).parse(enrolled).code);
    ids.push(body.id);
  }
  const withdrawal = { id: newId(), purpose: 'services', given: false, on: '2026-02-03' };
  await done('coordinator', 'POST', `/api/members/${ids[1]}/consents`, {
    body: { ...withdrawal, method: 'spoken', noticeVersion: '1', givenBy: 'self' },
  });
}, 120_000);
afterAll(async () => {
  await Promise.all([device?.close(), auditor?.close()]);
  await stack?.close();
});

const pairs = z.looseObject({ items: z.array(z.looseObject({ collectiveIds: z.array(z.string()) })) });

test('who may be enrolled twice stands side by side, and is told apart in one tap; a tap opens it again', async () => {
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  // As if both were of one group, and found late on a Saturday evening by UTC, when it is Sunday in India.
  await page.route('**/api/same-women?**', async (route) => {
    const response = await route.fetch();
    const told = pairs.parse(await response.json());
    const items = told.items.map(({ collectiveIds: [group], ...one }) => ({
      ...one,
      collectiveIds: [group, group],
      raisedAt: '2025-07-19T20:00:00.000Z',
    }));
    await route.fulfill({ response, json: { ...told, items } });
  });
  await openScreen(page, 'Enrolled twice?');
  await page.getByText(/^Found on Sunday, 20 July 2025, \d+ days ago$/).waitFor();
  await page.getByText(/^The same: .+, group$/).waitFor();
  await page.unroute('**/api/same-women?**');
  for (const code of codes) await page.getByRole('link', { name: code }).waitFor();
  expect(await page.getByText('Neelima').count()).toBe(0);
  await page
    .getByText(`${codes[1]} has withdrawn consent to the services. Joined, they stop for both`)
    .waitFor();
  await page.getByRole('button', { name: 'Show both names' }).click();
  await page.getByText('Thota Neelima').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    await takePicture(page, `desk-same-women-${language}`);
  }

  await page.getByRole('button', { name: 'Two different women' }).click();
  await page.getByText('Nobody seems to be enrolled twice').waitFor();
  await unfold(page, 'Found to be two women');
  await page.getByRole('button', { name: 'May be the same woman after all' }).click();
  await page.getByRole('button', { name: 'Two different women' }).waitFor();
});

const look = async ({ page }: Device, name: string): Promise<void> => {
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), `${name} in ${language}`).toEqual([]);
    await takePicture(page, `${name}-${language}`);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(
      await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
      `${name} in ${language} is wider than a phone`,
    ).toBeLessThanOrEqual(0);
    await takePicture(page, `${name}-${language}-360`, 'main table');
    await page.setViewportSize({ width: 1280, height: 800 });
  }
};

test('a second person reads both records beside the request to join them, and why to part them; an auditor no names', async () => {
  if (device === undefined) throw new Error('Nobody is at the desk.');
  const { page } = device;
  await page.getByRole('row', { name: 'Savings' }).waitFor();
  await look(device, 'desk-pair');
  // The month's list tells the same number. The first count of a new stack takes its time.
  await openScreen(page, 'Monthly close');
  const listed = page.locator('.checklist > li').filter({ hasText: 'Likely duplicates' });
  await listed.getByText('1 pair may be one woman').waitFor({ timeout: 90_000 });
  await listed.getByRole('link', { name: 'Enrolled twice?' }).click();
  await unfold(page, 'Same woman');
  const form = page.getByRole('form', { name: 'Same woman' });
  // While the form is open, the opposite answer covers nothing of it.
  const foot = page.getByRole('button', { name: 'Two different women' }).locator('..');
  expect(await foot.evaluate((one) => one.ownerDocument.defaultView?.getComputedStyle(one).position)).toBe(
    'static',
  );
  await form.locator('select[name=keptId]').selectOption({ index: 1 });
  await form.getByRole('button', { name: 'Same woman' }).click();
  await agree(page, 'Yes, ask');
  await page.getByText('1 pair waits for a second person').waitFor();

  auditor = await openDesk(stack.url, 'auditor');
  const { page: decides } = auditor;
  const approve = async (): Promise<void> => {
    await decides.getByRole('button', { name: 'Approve', exact: true }).click();
    await agree(decides, 'Approve it');
    await decides.getByRole('status').getByText('You approved this').waitFor();
  };
  await openScreen(decides, 'Approvals');
  await decides.getByRole('row', { name: 'Year of birth' }).first().waitFor();
  for (const code of codes) await decides.getByRole('columnheader', { name: code }).first().waitFor();
  expect(await decides.getByRole('button', { name: 'Show both names' }).count()).toBe(0);
  await look(auditor, 'desk-approve-join');
  await approve();

  await page.reload();
  await openScreen(page, 'Enrolled twice?');
  await unfold(page, 'Joined as one woman');
  await unfold(page, 'Part them');
  await page.getByLabel('Reason', { exact: true }).fill('They are sisters');
  await page.getByRole('form', { name: 'Part them' }).getByRole('button', { name: 'Part them' }).click();
  await agree(page, 'Yes, ask');
  await page.getByText('Why they are to be parted: They are sisters').waitFor();
  await decides.reload();
  await openScreen(decides, 'Approvals');
  await decides.getByText('Why they are to be parted: They are sisters').first().waitFor();
  await look(auditor, 'desk-approve-parting');
  await approve();
});

test('who decides sees that an erasure waits of one of the two, and which records an erasure would take', async () => {
  if (device === undefined || auditor === undefined) throw new Error('Nobody is at the desk.');
  const [kept = '', joined = ''] = ids;
  const [keptCode = '', joinedCode = ''] = codes;
  const eraseDouble = async () => {
    const body = { id: newId(), reason: 'A duplicate' };
    await done('auditor', 'POST', `/api/members/${joined}/erasure`, { body });
    return body.id;
  };
  const { page } = device;
  const { page: decides } = auditor;
  const first = await eraseDouble();
  const named = { id: newId(), memberIds: [kept, joined] };
  const { id: pairId } = z
    .object({ id: z.string() })
    .parse(await done('coordinator', 'POST', '/api/same-women', { body: named }));
  const decision = { id: newId(), decision: 'same', keptId: kept };
  await done('coordinator', 'POST', `/api/same-women/${pairId}/decision`, { body: decision });
  await decides.reload();
  await openScreen(decides, 'Approvals');
  await decides.getByText(`${joinedCode}: her erasure was asked for and waits for a decision`).waitFor();
  await look(auditor, 'desk-approve-join-erasure');
  await done('auditor', 'POST', `/api/approvals/${decision.id}`, { body: { decision: 'approved' } });

  await page.reload();
  await openScreen(page, 'Approvals');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await agree(page, 'Approve it');
  await page.getByText('Records of hers were joined or parted since this was asked').waitFor();
  await done('coordinator', 'POST', `/api/approvals/${first}`, { body: { decision: 'declined' } });
  await eraseDouble();
  await page.reload();
  await openScreen(page, 'Approvals');
  await page.getByText(`${keptCode} + ${joinedCode} all go, not one of them alone`).waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'desk-approve-erasure-joined');
});
