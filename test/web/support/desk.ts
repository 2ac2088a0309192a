import type { Page } from 'playwright-core';
import type { PersonKey } from '../../../local/identity/demo-people.ts';
import { type Device, openDevice, signInAs } from './browser.ts';
import type { FontSet } from './fonts.ts';

/**
 * A laptop on which a member of the staff has signed in, in English. The caller closes it.
 * @param now what its clock says; without it, the real time
 */
export async function openDesk(
  url: string,
  person: PersonKey,
  now?: string,
  fonts?: FontSet,
): Promise<Device> {
  const device = await openDevice(url, 'laptop', 'en-IN', fonts);
  if (now !== undefined) await device.page.clock.setFixedTime(now);
  await signInAtDesk(device, person);
  return device;
}

/** Signs somebody in at a desk, in English. */
export async function signInAtDesk({ page }: Pick<Device, 'page'>, person: PersonKey): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  for (const _ of [1, 2]) await page.locator('.primary').click();
  await signInAs(page, person);
  await page.getByRole('navigation').waitFor();
}

/** Opens a screen from the desk's navigation, and waits for it: the one before may have fields of the same names. */
export const openScreen = async (page: Page, name: string): Promise<void> => {
  await page.locator('nav').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
};

export const unfold = (page: Page, summary: string): Promise<void> =>
  page.locator('summary').getByText(summary, { exact: true }).click();

/** Waits until the banner says that something was saved. @param about the code by which it says of whom */
export const waitUntilSaved = (page: Page, about = ''): Promise<void> =>
  page.locator('.toast').filter({ hasText: 'Saved.' }).filter({ hasText: about }).waitFor();

/** Unfolds one of the lists of the month's close. */
export const showFindings = (page: Page, list: string): Promise<void> =>
  page.locator('.checklist > li').filter({ hasText: list }).locator('summary').click();

/** Says yes where a dialog asks first. @param answer the button that does it */
export const agree = (page: Page, answer: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: answer, exact: true }).click();

/** Fills in a form by the labels of its fields, and sends it. */
export async function fillForm(
  page: Page,
  name: string,
  fields: Readonly<Record<string, string>>,
  button = 'Save',
): Promise<void> {
  const form = page.getByRole('form', { name, exact: true });
  for (const [label, value] of Object.entries(fields)) {
    const field = form.getByLabel(label, { exact: true });
    if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await form.getByRole('button', { name: button, exact: true }).click();
}
