import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findDarkFaults, findKeptFields, findSentTexts, findSeriousFaults } from './axe.ts';
import { takePicture } from './browser.ts';

/** A screen of the phone as anybody must be able to use it, and as nothing leaves it; a picture of it where one is wanted. */
export async function look(page: Page, name: string, who = 'leader'): Promise<void> {
  await page.locator('main h1').waitFor();
  const label = `${name} in ${await page.evaluate('document.documentElement.lang')}`;
  expect(await findSeriousFaults(page), label).toEqual([]);
  // Contrast is the same in every language.
  if (label.endsWith('te')) expect(await findDarkFaults(page), `${label} in the dark`).toEqual([]);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow, `${label} is wider than the phone`).toBeLessThanOrEqual(0);
  const small = await page.evaluate(`[...document.querySelectorAll('button, input, select, textarea')]
    .filter((one) => (one.type === 'checkbox' && one.closest('label') || one).getBoundingClientRect().height < 47.5).map((one) => one.outerHTML)`);
  expect(small, `${label}: too small for a thumb`).toEqual([]);
  expect(await findKeptFields(page), `${label}: may be written into the browser’s files`).toEqual([]);
  expect(await findSentTexts(page), `${label}: may be sent to somebody`).toEqual([]);
  await takePicture(page, `${who}-${name}-${label.slice(-2)}`);
}
