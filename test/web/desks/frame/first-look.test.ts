import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { validCollective, validMember } from '../../../support/scene.ts';
import type { Device } from '../../support/browser.ts';
import { openDesk, openScreen, unfold } from '../../support/desk.ts';
import { ask } from '../../support/field.ts';

/*
 * A desk's page asks the API at most twice in a row, however many groups, women, cases and people there are: here one more of each than
 * a page of a list has.
 */

const count = 101;
const today = todayInIndia();
const earlier = addDays(today, -10);

let stack: Stack;
const desks: Device[] = [];
afterAll(async () => {
  await Promise.all(desks.map((desk) => desk.close()));
  await stack?.close();
});

/** Does something for so many, twenty at a time. */
const forEach = async (make: (index: number) => Promise<unknown>): Promise<void> => {
  for (let start = 0; start < count; start += 20) {
    const batch = Array.from({ length: Math.min(20, count - start) }, (_, index) => make(start + index));
    await Promise.all(batch);
  }
};

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true, recordsFrom: '2026-09-01' });
  const post = (path: string, body: object) => ask(stack, 'coordinator', 'POST', path, body);
  await forEach(async (index) => {
    const group = validCollective({ name: `Zzvelugu ${index}`, formedOn: '2026-04-01' });
    const member = validMember(group.id, { name: `Zzvennela ${index}`, joinedOn: '2026-04-02' });
    const caseId = v7();
    await post('/api/collectives', group);
    await post('/api/members', member);
    await post(`/api/collectives/${group.id}/meetings`, {
      id: v7(),
      heldOn: earlier,
      attendance: [{ memberId: member.id, status: 'present' }],
      entries: [{ memberId: member.id, kind: 'deposit', amountPaise: 10_000 }],
    });
    await post('/api/cases', {
      id: caseId,
      memberId: member.id,
      kind: 'legal_aid',
      priority: 'normal',
      openedOn: earlier,
    });
    await post(`/api/cases/${caseId}/events`, {
      id: v7(),
      type: 'follow_up',
      on: earlier,
      due: addDays(earlier, 1),
    });
    // Two of them for each group: of people a page more is needed for a third request in a row.
    for (const leader of ['Zzratna', 'Zzmani']) {
      await ask(stack, 'administrator', 'POST', '/api/users', {
        id: v7(),
        name: `${leader} ${index}`,
        role: 'leader',
        collectives: [group.id],
        districts: [],
        locale: 'te',
      });
    }
  });
}, 240_000);

/** Counts how many of a page's requests of the API follow one another: each begins after the one before was answered. */
const countRounds = (page: Page) => {
  const rounds = new Map<object, number>();
  const pending = new Set<object>();
  let answered = 0;
  let last = 0;
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.startsWith('/api/')) return;
    rounds.set(request, answered + 1);
    last = Math.max(last, answered + 1);
    pending.add(request);
  });
  const end = (request: object) => {
    answered = Math.max(answered, rounds.get(request) ?? 0);
    pending.delete(request);
  };
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return {
    /** Waits until the page asks for nothing more, also after it has drawn what came. */
    settle: async (): Promise<void> => {
      do {
        await expect.poll(() => pending.size).toBe(0);
        await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))');
      } while (pending.size > 0);
    },
    /** The rounds since the last call. */
    take: (): number => {
      const taken = last;
      [answered, last] = [0, 0];
      rounds.clear();
      return taken;
    },
  };
};

/** Opens screens of a desk, one after the other. @returns the rounds of each */
const roundsOf = async ({ page }: Device, screens: readonly string[]): Promise<Record<string, number>> => {
  const counter = countRounds(page);
  // What the desk asks for its navigation is no page's.
  await page.reload();
  await page.getByRole('navigation').waitFor();
  await page.locator('main .busy').first().waitFor({ state: 'detached' });
  await counter.settle();
  const rounds: Record<string, number> = {};
  for (const screen of screens) {
    counter.take();
    await openScreen(page, screen);
    await page.locator('main .busy').first().waitFor({ state: 'detached' });
    await counter.settle();
    rounds[screen] = counter.take();
  }
  return rounds;
};

test('the coordinator’s pages of groups, sheets, the month end and the director ask twice in a row at most', async () => {
  const desk = await openDesk(stack.url, 'coordinator');
  desks.push(desk);
  const rounds = await roundsOf(desk, [
    'Groups',
    'Meeting sheets',
    'Monthly close',
    // Nothing is published, so it has nothing to ask a second time.
    'For the director',
  ]);
  expect(rounds).toEqual({
    Groups: 1,
    'Meeting sheets': 1,
    'Monthly close': 2,
    'For the director': 1,
  });
  // The figures are whole: the last group too has its meeting, its woman and her money.
  await openScreen(desk.page, 'Groups');
  const rows = desk.page.locator('table tbody tr');
  await rows.first().waitFor();
  expect(await rows.count()).toBe(count);
  expect(await rows.filter({ hasText: '₹100' }).count()).toBe(count);
}, 120_000);

test('the auditor’s access log asks twice in a row at most', async () => {
  const desk = await openDesk(stack.url, 'auditor');
  desks.push(desk);
  expect(await roundsOf(desk, ['Access log'])).toEqual({ 'Access log': 2 });
}, 120_000);

test('a page is drawn at once, with the place of what is coming, and keeps what it has while it asks again', async () => {
  const desk = desks[0] ?? (await openDesk(stack.url, 'coordinator'));
  const { page } = desk;
  await openScreen(page, 'Monthly close');
  // Answers wait until the test lets them go.
  const gate = Promise.withResolvers<void>();
  await page.route('**/api/collective-overviews*', async (route) => {
    await gate.promise;
    await route.continue();
  });
  await openScreen(page, 'Groups');
  await page.locator('main .skeleton').waitFor({ state: 'attached' });
  gate.resolve();
  await page.locator('table tbody tr').first().waitFor();
  expect(await page.locator('main .skeleton').count()).toBe(0);
  await page.unroute('**/api/collective-overviews*');
  // Read again, as after forming a group, the table stays where it is.
  const again = Promise.withResolvers<void>();
  const asked = page.waitForRequest('**/api/collective-overviews*');
  await page.route('**/api/collective-overviews*', async (route) => {
    await again.promise;
    await route.continue();
  });
  await unfold(page, 'New group');
  const form = page.getByRole('form', { name: 'New group' });
  await form.getByLabel('Name').fill('Zzvelugu new');
  await form.getByLabel('District').selectOption('Guntur');
  await form.getByLabel('Mandal').fill('Tenali');
  await form.getByLabel('Meets').selectOption('monthly');
  await form.getByLabel('Formed on').fill('2026-05-01');
  await form.getByLabel('Usual deposit').fill('100');
  await form.getByRole('button', { name: 'Save' }).click();
  await asked;
  expect(await page.locator('table tbody tr').count()).toBe(count);
  expect(await page.locator('main .skeleton').count()).toBe(0);
  again.resolve();
});
