import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PersonKey } from '../../local/people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { stateOf } from '../../web/src/staff/sheet-state.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice, signInAs } from './support/browser.ts';

describe('a month of a collective', () => {
  const one = { formedOn: '2026-03-10', closedOn: '2026-09-20' };
  const held = [{ heldOn: '2026-05-02' }, { heldOn: '2026-05-20' }];

  it('has so many sheets, or is missing them, or is none of its months', () => {
    expect(stateOf(one, held, '2026-05', '2026-10')).toBe(2);
    expect(stateOf(one, held, '2026-06', '2026-10')).toBe('missing');
    expect(stateOf(one, held, '2026-02', '2026-10')).toBe('–');
    expect(stateOf(one, held, '2026-09', '2026-10')).toBe('–');
  });

  it('misses nothing while it lasts, and a sheet that was taken back counts for nothing', () => {
    expect(stateOf(one, [], '2026-06', '2026-06')).toBe('–');
    expect(stateOf(one, [{ heldOn: '2026-06-01', reversed: { at: 'x' } }], '2026-06', '2026-07')).toBe(
      'missing',
    );
  });
});

// Every desk with the whole demo programme takes minutes: `DESKS=1 npx vitest run test/web/staff`.
describe.skipIf(process.env.DESKS === undefined)('in a browser', () => {
  vi.setConfig({ testTimeout: 180_000 });
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack({ web: true });
  }, 240_000);

  afterAll(async () => {
    await stack?.close();
  });

  const enter = async (person: PersonKey): Promise<Device> => {
    const device = await openDevice(stack.url, 'laptop', 'en-IN');
    const { page } = device;
    await page.goto('/');
    await page.getByRole('button', { name: 'English' }).click();
    for (const _ of [1, 2]) await page.locator('.primary').click();
    await signInAs(page, person);
    await page.locator('.desk').waitFor({ timeout: 60_000 });
    return device;
  };

  it.each(['coordinator', 'caseworker', 'administrator', 'auditor'] as const)(
    'has no serious fault on any screen of the %s, in three languages',
    async (person) => {
      const device = await enter(person);
      const { page } = device;
      for (const screen of await page.locator('nav button').all()) {
        await screen.click();
        await page.locator('main p[role=status]').waitFor({ state: 'detached' });
        expect(await page.locator('main .error').allTextContents()).toEqual([]);
        for (const summary of await page.locator('details:not([open]) > summary').all())
          await summary.click();
        for (const language of ['te', 'ja', 'en']) {
          await page.locator('.tools select').selectOption(language);
          expect(await findSeriousFaults(page)).toEqual([]);
        }
      }
      await device.close();
    },
    180_000,
  );

  it('shows a name only where one member is opened, by the keyboard alone', async () => {
    const device = await enter('coordinator');
    const { page } = device;
    await page.getByRole('button', { name: 'Members' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('main tbody tr').first().waitFor();
    expect(await page.locator('main tbody tr').first().textContent()).toContain('•••');
    await page.locator('main tbody button').first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('It was noted that you have read these details.').waitFor();
    await device.close();
  });

  it('records outreach, and shows a one-time password once', async () => {
    const coordinator = await enter('coordinator');
    await coordinator.page.getByRole('button', { name: 'Outreach' }).click();
    await coordinator.page.getByText('New outreach').click();
    await coordinator.page.getByLabel('Participants').fill('17');
    await coordinator.page.getByLabel('Title').fill('A morning with editors');
    await coordinator.page.getByRole('button', { name: 'Save' }).click();
    await coordinator.page.getByRole('cell', { name: 'A morning with editors' }).waitFor();
    await coordinator.close();

    const administrator = await enter('administrator');
    const { page } = administrator;
    await page.getByText('New person').click();
    await page.getByLabel('Name', { exact: true }).fill('Invented Person');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Make a one-time password' }).click();
    const password = await page.locator('.password').textContent();
    expect(password?.length).toBeGreaterThanOrEqual(12);
    await page.getByRole('button', { name: 'Handed over: hide it' }).click();
    expect(await page.locator('body').textContent()).not.toContain(String(password));
    await administrator.close();
  });
});
