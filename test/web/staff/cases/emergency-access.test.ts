import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { fetchToken } from '../../../../local/token.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { takePicture } from '../../support/browser.ts';
import { openDesk } from '../../support/desk.ts';
import { ask, seedCollective } from '../../support/field.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
}, 120_000);
afterAll(() => stack?.close());

test('the fourth urgent access in a week is told on every page, and the coordinator ends one that runs', async () => {
  const { members } = await seedCollective(stack, 1, ['leader']);
  const opened = {
    id: v7(),
    memberId: members[0]?.id,
    kind: 'crisis',
    priority: 'urgent',
    openedOn: '2026-05-03',
  };
  const { code } = z
    .object({ code: z.string() })
    .parse(await ask(stack, 'leader', 'POST', '/api/cases', opened));
  const token = await fetchToken(stack.url, 'caseworker2');
  const statuses: number[] = [];
  for (const reason of ['At night', 'Again', 'And again', 'Once more']) {
    const { status } = await fetch(`${stack.url}/api/break-glass`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: v7(), code, reason }),
    });
    statuses.push(status);
  }
  expect(statuses).toEqual([201, 201, 201, 422]);

  const { page, close } = await openDesk(stack.url, 'coordinator');
  const row = (reason: string) => page.getByRole('row').filter({ hasText: reason });
  const entry = page.locator('nav li').filter({ hasText: 'Urgent access' });
  await entry.getByText('1 waiting for somebody').waitFor();
  await entry.getByRole('link').click();
  await row('Once more').getByText('refused: three times in a week already').waitFor();
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), language).toEqual([]);
    await takePicture(page, `desk-urgent-accesses-${language}`);
  }
  await row('And again').getByRole('button', { name: 'End it now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it now' }).click();
  await row('And again').getByText('ended by the coordinator').waitFor();
  expect(await page.getByRole('button', { name: 'End it now' }).count()).toBe(0);
  await close();
}, 180_000);
