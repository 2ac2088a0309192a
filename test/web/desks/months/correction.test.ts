import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { openOutside } from '../../../contract/outside.ts';
import { outreachOf } from '../../../contract/scene.ts';
import { programmeTerms } from '../../../support/programme-terms.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, openDevice, signInAs, takePicture } from '../../support/browser.ts';

describe('on the desk', () => {
  let stack: Stack;
  let device: Device;
  let page: Page;
  const months = z.object({ items: z.array(z.object({ month: z.string(), version: z.int() })) });
  const published = z.object({
    snapshot: z.object({
      indicators: z.array(
        z.object({ code: z.string(), month: z.json(), toDate: z.json(), target: z.int().nullable() }),
      ),
    }),
  });

  const callAs = async (person: 'funder', path: string): Promise<unknown> =>
    (
      await fetch(`${stack.url}${path}`, {
        headers: { authorization: `Bearer ${await stack.tokenFor(person)}` },
      })
    ).json();
  const versions = async () =>
    months
      .parse(await callAs('funder', '/api/snapshots'))
      .items.map(({ month, version }) => `${month} v${version}`);

  beforeAll(async () => {
    stack = await startStack({ empty: true, web: true });
    const { done, setClock, publish } = await openOutside(stack.url, stack.tokenFor);
    const police = (on: string, participants: number) =>
      done('coordinator', 'POST', '/api/outreach', {
        body: outreachOf('police_orientation', on, { participants }),
      });
    const target = (police_oriented_in_person: number) =>
      done('coordinator', 'PUT', '/api/targets/2026-27', {
        body: { targets: { police_oriented_in_person } },
      });
    await setClock('2026-07-20T06:00:00Z');
    await done('coordinator', 'POST', '/api/programme/terms', { body: programmeTerms });
    await police('2026-07-08', 10);
    await target(200);
    await publish('2026-07');
    await setClock('2026-08-20T06:00:00Z');
    await police('2026-08-08', 20);
    await publish('2026-08');
    await stack.whenIdle();
    await setClock('2026-09-20T06:00:00Z');
    await target(210);
    await police('2026-07-28', 3);
    await police('2026-08-28', 5);
    device = await openDevice(stack.url, 'laptop', 'en-IN');
    page = device.page;
    await page.goto('/');
    await page.getByRole('button', { name: 'English' }).click();
    for (const _ of [1, 2]) await page.locator('.primary').click();
    await signInAs(page, 'coordinator');
    await page.locator('nav').getByRole('link', { name: 'Monthly close', exact: true }).click();
  }, 300_000);
  afterAll(async () => {
    await device?.close();
    await stack?.close();
  });

  const cellsOf = (caption: string) =>
    page
      .getByRole('table', { name: caption })
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));

  const show = async (): Promise<void> => {
    const form = page.getByRole('form', { name: 'Corrections' });
    await form.getByLabel('Month').selectOption('2026-08');
    await form.getByLabel('Reason').fill('Sheets came late');
    await form.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('heading', { name: 'August 2026: what would change' }).waitFor();
  };

  test('is shown before it is published: the month’s numbers, and those of earlier months', async () => {
    await show();
    expect(await cellsOf('August 2026: what would change')).toEqual([
      ['Police officers trained in person', 'Month', '20', '25'],
      ['Police officers trained in person', 'Financial year', '30', '38'],
      ['Police officers trained in person', 'To date', '30', '38'],
    ]);
    expect(await cellsOf('Earlier months that it would revise')).toEqual([
      ['July 2026', 'Police officers trained in person', '10', '13'],
    ]);
    await page.getByText('Sheets came late').waitFor();
    expect(await findSeriousFaults(page)).toEqual([]);
    for (const language of ['te', 'en']) {
      await page.locator('.tools select').selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      await page.locator('.correction').scrollIntoViewIfNeeded();
      await takePicture(page, `desk-correction-${language}`);
    }
  });

  test('is published once it is confirmed, and not otherwise; targets stay', async () => {
    await page.getByRole('button', { name: 'Not now' }).click();
    await expect.poll(() => page.getByRole('heading', { name: /what would change/ }).count()).toBe(0);
    expect(await versions()).toEqual(['2026-08 v1', '2026-07 v1']);
    await show();
    await page.getByRole('button', { name: 'Publish this correction' }).click();
    await page.getByText('Asked for.').waitFor();
    expect(await page.getByRole('heading', { name: /what would change/ }).count()).toBe(0);
    await stack.whenIdle();
    expect(await versions()).toEqual(['2026-08 v2', '2026-07 v1']);
    const { snapshot: corrected } = published.parse(await callAs('funder', '/api/snapshots/2026-08'));
    const told = corrected.indicators.find(({ code }) => code === 'police_oriented_in_person');
    expect(told).toMatchObject({ month: 25, toDate: 38, target: 200 });
  });

  test('says so where nothing would change', async () => {
    await show();
    await page.getByText('No number of this month would change.').waitFor();
  });
});
