import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findDarkFaults, findSeriousFaults } from './axe.ts';
import { takePicture } from './browser.ts';

/** A page of a desk as everybody must be able to read it, in each language and in the dark; a picture of each where one is wanted. */
export async function lookAtDesk(page: Page, name: string): Promise<void> {
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), `${name} in ${language}`).toEqual([]);
    await takePicture(page, `desk-${name}-${language}`);
  }
  expect(await findDarkFaults(page), `${name} in the dark`).toEqual([]);
}
