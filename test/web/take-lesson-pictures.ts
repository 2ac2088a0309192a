import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startStack } from '../../local/stack.ts';
import type { pictureNames } from '../../web/src/lessons/lesson-plans.ts';
import { openDevice, waitForFonts } from './support/browser.ts';
import { setUpPhone } from './support/phone.ts';

/**
 * `npm run lesson-pictures`: takes the pictures of the lessons (docs/lessons) anew, from a leader's phone in the demo programme. They are small, since
 * phones fetch them.
 */

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'docs/lessons');
const widthPx = 270;
const quality = 0.5;
/** A button that is on a screen only now and then. */
const ifThere = { timeout: 3000 };

/** The texts of the phone in a language, by key. */
function readTexts(language: 'te' | 'en'): (key: string) => string {
  const texts = new Map<string, string>();
  for (const file of globSync('{leader,phone,members,talks,shell}/**/messages.json', {
    cwd: join(root, 'web/src'),
  })) {
    const catalogue: Record<string, Record<string, string>> = JSON.parse(
      readFileSync(join(root, 'web/src', file), 'utf8'),
    );
    for (const [key, { [language]: text = '' }] of Object.entries(catalogue)) texts.set(key, text);
  }
  return (key) => texts.get(key) ?? key;
}

/** A smaller copy of a picture as WebP, made by the browser. */
const shrink = async (page: Page, png: Buffer): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate(
      async ({ source, width, grade }) => {
        const picture = new Image();
        picture.src = `data:image/png;base64,${source}`;
        await picture.decode();
        const canvas = document.createElement('canvas');
        canvas.width = width;
        canvas.height = Math.round((picture.height * width) / picture.width);
        canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
        return canvas.toDataURL('image/webp', grade).split(',')[1] ?? '';
      },
      { source: png.toString('base64'), width: widthPx, grade: quality },
    ),
    'base64',
  );

/** What is done on the phone, in its language. */
const handsOn = (page: Page, language: 'te' | 'en') => {
  const say = readTexts(language);
  return {
    say,
    press: (key: string) =>
      page
        .getByRole('button', { name: say(key), exact: true })
        .first()
        .click(),
    back: () => page.locator('.bar .quiet').first().click(),
    take: async (name: (typeof pictureNames)[number]) => {
      await waitForFonts(page);
      await page.evaluate('scrollTo(0, 0)');
      const png = await page.screenshot({ clip: { x: 0, y: 0, width: 360, height: 640 } });
      const small = await shrink(page, png);
      writeFileSync(join(folder, `${name}-${language}.webp`), small);
      console.log(name, language, small.length);
    },
    /** Opens a tile of Today, and the first of her groups. */
    ofFirstGroup: async (tile: number) => {
      await page.locator('.tile').nth(tile).click();
      const title = await page.locator('h1').textContent();
      await page.locator('main .choice').first().click();
      await page
        .locator('h1')
        .filter({ hasNotText: title ?? '' })
        .waitFor();
    },
  };
};

async function takeToday(page: Page, language: 'te' | 'en', self: string): Promise<void> {
  const { back, take } = handsOn(page, language);
  await back();
  await page.getByRole('button', { name: self }).click();
  await page.locator(`html[lang=${language}]`).waitFor();
  await take('settings');
  await back();
  await page.locator('.tile').first().waitFor();
  await take('home');
}

async function takeMeeting(page: Page, language: 'te' | 'en'): Promise<void> {
  const { back, take, press, ofFirstGroup } = handsOn(page, language);
  await ofFirstGroup(0);
  await press('sheet.allPresent');
  await take('sheet');
  const counted = page.locator('main > .amount.alone input');
  await counted.fill('1');
  const wrong = (await page.locator('.totals .wrong').first().textContent()) ?? '';
  await counted.fill(/₹([\d,.]+)/.exec(wrong)?.[1]?.replaceAll(',', '') ?? '');
  await page.locator('.totals .right').waitFor();
  await page.locator('main .primary').click();
  await counted.waitFor({ state: 'detached' });
  await take('check');
  await back();
  await back();
  await ofFirstGroup(3);
  await page.locator('main .choice').first().click();
  await page.locator('main .choice').first().waitFor({ state: 'detached' });
  await take('past-meeting');
  await back();
  await back();
}

async function takeWoman(page: Page, language: 'te' | 'en'): Promise<void> {
  const { say, back, take, press, ofFirstGroup } = handsOn(page, language);
  const openFirstWoman = async () => {
    await page.locator('main .choice').first().click();
    await page.getByRole('button', { name: say('members.passbook') }).waitFor();
  };
  await ofFirstGroup(1);
  await page.locator('main .primary').first().waitFor();
  await take('members');
  await openFirstWoman();
  await take('member');
  await press('members.passbook');
  await take('passbook');
  await back();
  await press('cases.openFor');
  await press('kind.crisis');
  await take('crisis');
  await back();
  await page.getByRole('button', { name: new RegExp(`^(${say('talk.hers')}|${say('talk.goOn')})$`) }).click();
  await page
    .getByRole('button', { name: say('talk.begin.button') })
    .click(ifThere)
    .catch(() => {});
  await page.getByText(say('ask.safety')).waitFor();
  await take('talk');
  await back();
  await back();
  await back();
  await page.locator('button.call').click();
  await page.locator('a.call').first().waitFor();
  await take('call');
  await back();
  await ofFirstGroup(1);
  await page.locator('main .primary').first().click();
  await take('enrol');
  // To Today, or by way of the list.
  await back();
  await page.locator('.tile').first().waitFor(ifThere).catch(back);
}

/** The sheet that was begun, saved without a network, among what waits. */
async function takeUnsent(page: Page, language: 'te' | 'en'): Promise<void> {
  const { press, take, ofFirstGroup } = handsOn(page, language);
  await page.context().setOffline(true);
  await ofFirstGroup(0);
  await page.locator('main .primary').click();
  await press('check.record');
  await press('saved.home');
  await page.locator('.pill').click();
  await take('unsent');
}

const stack = await startStack({ web: true });
mkdirSync(folder, { recursive: true });
for (const [language, self] of [
  ['te', 'తెలుగు'],
  ['en', 'English'],
] as const) {
  const device = await openDevice(stack.url, 'phone', 'te-IN');
  await setUpPhone(device, 'leader');
  await takeToday(device.page, language, self);
  await takeMeeting(device.page, language);
  await takeWoman(device.page, language);
  await takeUnsent(device.page, language);
  await device.close();
}
await stack.close();
process.exit();
