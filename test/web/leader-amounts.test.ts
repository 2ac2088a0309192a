import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice, takePicture } from './support/browser.ts';
import { seedCollective } from './support/field.ts';
import { look } from './support/look.ts';
import { inTelugu, setUpPhone } from './support/phone.ts';

/** What a leader's sheet says of an amount of 0, and of one that no group can pay in cash. */

let stack: Stack;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  await seedCollective(stack, 1, ['leader'], ['Zzrupaayi Sangham', 'Zzrupaayi A']);
}, 120_000);
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const words = {
  en: { put: 'Leave it empty if she put in nothing.', took: 'Leave it empty if she took nothing.' },
  te: { put: 'ఆమె ఏమీ కట్టకపోతే ఖాళీగా వదిలేయండి.', took: 'ఆమె ఏమీ తీసుకోకపోతే ఖాళీగా వదిలేయండి.' },
} as const;

test.each(['en', 'te'] as const)(
  'in %s',
  async (language) => {
    const device = await openDevice(stack.url, 'phone');
    devices.push(device);
    const { page } = device;
    await setUpPhone(device, 'leader');
    if (language === 'te') await inTelugu(page);
    await page.locator('.tile').first().click();
    const row = page.locator('.row').first();
    await row.locator('.toggle.present').click();
    const deposit = row.locator('input').first();
    const alert = row.getByRole('alert');
    await deposit.fill('0');
    await alert.getByText(words[language].put).waitFor();
    expect(await alert.count()).toBe(1);
    expect(await deposit.getAttribute('aria-invalid')).toBe('true');
    await look(page, 'sheet-zero');
    await deposit.fill('');
    expect(await alert.count()).toBe(0);

    await row.locator('.more').click();
    const loan = row.locator('input').nth(3);
    await loan.fill('0');
    await alert.getByText(words[language].took).waitFor();
    await loan.fill('2000');
    await row.locator('.terms input').nth(1).fill('6');
    await row.locator('.plan tbody tr').nth(5).waitFor();
    const rows = await row.locator('.plan tbody tr').all();
    const amounts = await Promise.all(rows.map((one) => one.locator('.number').allTextContents()));
    expect(amounts).toEqual([
      ['₹333.33', '₹334'],
      ['₹333.33', '₹333'],
      ['₹333.33', '₹333'],
      ['₹333.33', '₹334'],
      ['₹333.33', '₹333'],
      ['₹333.35', '₹333'],
    ]);
    await row.locator('.plan').evaluate('(plan) => plan.scrollIntoView({ block: "center" })');
    await look(page, 'sheet-plan');
    await takePicture(page, `leader-sheet-plan-${language}`);
    // In equal rupees one column is enough.
    await loan.fill('1200');
    await expect
      .poll(() => row.locator('.plan tbody tr').first().locator('.number').allTextContents())
      .toEqual(['₹200']);
  },
  120_000,
);
