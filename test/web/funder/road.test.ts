import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../functions/shared/fields/ids.ts';
import { type OwnOutside, startOutside } from '../../contract/outside.ts';
import { collectiveOf, memberOf } from '../../contract/scene.ts';
import { programmeTerms } from '../../support/programme-terms.ts';
import { findDarkFaults, findSeriousFaults } from '../support/axe.ts';
import { type Device, openDevice, signInAs } from '../support/browser.ts';
import { openDesk, openScreen, unfold } from '../support/desk.ts';

/** What women told of their lives, on the funder's pages and the coordinator's: recorded by talks, counted at the end of September. */

let outside: OwnOutside;
let device: Device;

const noonOf = (day: string): string => `${day}T06:30:00Z`;

beforeAll(async () => {
  outside = await startOutside({ empty: true, web: true });
  const { done, setClock, publish } = outside;
  await setClock(noonOf('2026-09-20'));
  await done('coordinator', 'POST', '/api/programme/terms', { body: { ...programmeTerms, id: newId() } });
  const collective = collectiveOf({ formedOn: '2026-01-01' });
  await done('coordinator', 'POST', '/api/collectives', { body: collective });
  // Twelve begin in danger, of whom eight are safe by September; five began without debt.
  for (let at = 1; at <= 12; at += 1) {
    const member = memberOf(collective.id, '2026-01-05', { phone: `98480 000${at + 10}` });
    await done('coordinator', 'POST', '/api/members', { body: member });
    const talk = (on: string, answers: object) =>
      done('coordinator', 'POST', `/api/members/${member.id}/talks`, { body: { id: newId(), on, answers } });
    await talk('2026-02-10', { safety: 1, ...(at <= 5 ? { debt: 4 } : {}) });
    await talk('2026-09-10', { safety: at <= 8 ? 3 : 2, ...(at <= 5 ? { debt: 4 } : {}) });
  }
  for (const month of ['2026-08', '2026-09', '2026-10']) await publish(month);
  device = await openDevice(outside.url, 'laptop', 'en-IN');
  await device.page.goto('/reports.html');
  await signInAs(device.page, 'funder');
  await device.page.locator('.card').first().waitFor();
}, 180_000);
afterAll(async () => {
  await device?.close();
  await outside?.close();
});

const choose = async (page: Page, language: 'ja' | 'en' | 'te'): Promise<void> => {
  await page.locator('.tools select').selectOption(language);
  await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
};

/** The words of the road's section. */
const roadOf = async (page: Page): Promise<string> =>
  (await page.locator('section[aria-labelledby="road"]').textContent()) ?? '';

const barOf = (page: Page, code: string): Promise<string | null> =>
  page.locator(`[data-code="${code}"]`).textContent();

test('says how many of those who were asked are better, and when it was counted', async () => {
  const { page } = device;
  await choose(page, 'en');
  const road = await roadOf(page);
  expect(road).toContain('Counted at the end of September 2026; next at the end of March 2027.');
  expect(await barOf(page, 'road_better_safety')).toBe(
    'BetterBegan: in danger, threatened or afraid8 of 12 women asked again (66.7%)',
  );
  // Of those who began well, five were asked again; of all other areas, nobody.
  expect(await barOf(page, 'road_worse_debt')).toBe(
    'WorseBegan: is paying it off, or owes nobodyToo few to say: fewer than 11 women asked again',
  );
  expect(road.match(/Too few to say/g)).toHaveLength(12);
  // No share stands without how many it is of.
  expect(road.match(/%/g)).toHaveLength(1);
});

test.each([
  ['ja', '2026年9月末の集計です。次は2027年3月末に集計します。', '再び尋ねた12人中8人（66.7%）'],
  ['te', 'సెప్టెంబర్ 2026 చివరికి లెక్కించారు', 'మళ్ళీ అడిగిన 12 మందిలో 8 (66.7%)'],
] as const)('says the same in %s', async (language, asOf, safety) => {
  const { page } = device;
  await choose(page, language);
  const road = await roadOf(page);
  expect(road).toContain(asOf);
  expect(road).toContain(safety);
  expect(await findSeriousFaults(page)).toEqual([]);
});

test('leads to each number, which says as of when it is and how many it is of', async () => {
  const { page } = device;
  await choose(page, 'en');
  await page.getByRole('link', { name: 'Safety: better than at first' }).click();
  await page.locator('[data-indicator="road_better_safety"]').waitFor();
  expect(await page.locator('[data-period="month"]').textContent()).toBe('66.7% (8 / 12)');
  expect(await page.locator('.numbers').textContent()).toContain('End of September 2026');
  // The chart and its table have the half-years alone, and not the months that repeat them.
  expect(await page.locator('[data-indicator] tbody tr').allTextContents()).toEqual([
    'End of September 202666.7% (8 / 12)–',
  ]);
  expect(await page.locator('[data-indicator]').textContent()).toContain(
    'before the next March or September',
  );
  await page.goBack();
});

test('shows no half-year in a month before the first', async () => {
  const { page } = device;
  await page.goto('/reports.html#/2026-08');
  await page.getByText('Results for August 2026').first().waitFor();
  expect(await roadOf(page)).toContain('Not counted yet: first at the end of September 2026.');
});

test('shows the coordinator the same before a month closes', async () => {
  const desk = await openDesk(outside.url, 'coordinator', noonOf('2026-11-20'));
  const { page } = desk;
  await openScreen(page, 'Monthly close');
  await unfold(page, 'Preview');
  await page.getByText('8 of 12 women asked again (66.7%)').waitFor();
  await page.getByText('Counted at the end of September 2026', { exact: false }).first().waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  expect(await findDarkFaults(page)).toEqual([]);
  await desk.close();
});
