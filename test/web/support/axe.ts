import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const findings = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullish(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

/**
 * The fields whose text the browser may write into its own files, to restore it after a crash: `element`, one line each.
 */
export async function findKeptFields(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(
    await page.evaluate(`[...document.querySelectorAll('textarea, input')]
      .filter((one) => !['checkbox', 'radio', 'date', 'number'].includes(one.type) && one.autocomplete !== 'off')
      .map((one) => one.outerHTML)`),
  );
}

/**
 * What the browser may send to somebody who translates the page or corrects its fields: `element`, one line each.
 */
export async function findSentTexts(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(
    await page.evaluate(`[document.documentElement].filter((one) => one.translate)
      .concat([...document.querySelectorAll('textarea, input')].filter((one) => one.spellcheck))
      .map((one) => one.outerHTML.slice(0, 200))`),
  );
}

/** What axe finds serious or critical on the page as it is now: `rule: element`, one line each. */
export const findSeriousFaults = (page: Page): Promise<string[]> => runAxe(page, {});

/** Whose contrast axe finds too low when the device prefers the dark. The page is left in light colours. */
export async function findDarkFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const faults = await runAxe(page, { runOnly: ['color-contrast'] });
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

async function runAxe(page: Page, options: { readonly runOnly?: readonly string[] }): Promise<string[]> {
  // As an expression, so that the page's policy against inline scripts stays on.
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  const violations = findings.parse(
    await page.evaluate(
      `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], preload: false, ...options })}).then(({ violations }) => violations)`,
    ),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
}
