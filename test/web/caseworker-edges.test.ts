import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../local/stack.ts';
import { validCase } from '../support/scene.ts';
import { type Device, openDevice, takePicture, waitForFonts } from './support/browser.ts';
import { ask, seedCollective } from './support/field.ts';
import { fontSets } from './support/fonts.ts';
import { type SeededCase, seedCases, setUpRoad } from './support/road.ts';

/** The edges of a caseworker's phone, in each set of fonts. */

let stack: Stack;
const devices: Device[] = [];

beforeAll(async () => {
  // Of its own: the strip counts all cases that nobody has taken.
  stack = await startStack({ empty: true, web: true });
}, 120_000);

afterAll(() => stack?.close());

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

test.each(fontSets)(
  'an urgent case that nobody has taken is told in one line and leads there, and nothing runs over the edge, with the fonts %s',
  async (fonts) => {
    const { members } = await seedCollective(stack, 2, [], ['వెన్నెల సంఘం', 'మల్లిక', 'చామంతి']);
    const [seeded] = await seedCases(stack, { id: '', members: members.slice(0, 1) });
    const open = z.looseObject({ id: z.string(), code: z.string() });
    const free = open.parse(
      await ask(
        stack,
        'coordinator',
        'POST',
        '/api/cases',
        validCase(members[1]?.id ?? '', { priority: 'urgent' }),
      ),
    );
    if (seeded === undefined) throw new Error('There is no case.');
    const device = await openDevice(stack.url, 'phone', 'te-IN', fonts);
    devices.push(device);
    const { page, context } = device;
    await setUpRoad(device, 'pictures');
    await context.setOffline(true);
    const bar = page.locator('.bar');
    const isWithin = async (name: string) => {
      await waitForFonts(page);
      await takePicture(page, `road-edge-${name}-${fonts}`);
      const edges = await page.evaluate(
        `[...document.querySelectorAll('.bar > *, .bar > .pill > span, .unclaimed')].map((one) => one.getBoundingClientRect().right)`,
      );
      const right = Math.max(...z.array(z.number()).parse(edges));
      expect(right, name).toBeLessThanOrEqual(360 - 8);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), name).toBe(0);
    };
    const rowOf = ({ code }: Pick<SeededCase, 'code'>) => page.locator('main .visit', { hasText: code });
    const openCase = () => rowOf(seeded).getByRole('button').first().click();
    const strip = page.locator('.unclaimed');
    for (const language of ['en', 'te'] as const) {
      await bar.locator('.quiet').click();
      await page.getByRole('button', { name: language === 'te' ? 'తెలుగు' : 'English' }).click();
      await page.locator(`html[lang="${language}"]`).waitFor();
      await bar.locator('.quiet').click();
      await rowOf(free).waitFor();
      await isWithin(`today-${language}`);
      await openCase();
      await strip.getByText(language === 'te' ? 'ఇంకా ఎవరూ తీసుకోనివి: 1' : 'No caseworker yet: 1 case').waitFor();
      const lines = await page.evaluate(`(() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector('.unclaimed'));
        return new Set([...range.getClientRects()].map(({ top }) => top)).size;
      })()`);
      expect(lines).toBe(1);
      await isWithin(`case-${language}`);
      await page.getByRole('textbox').last().fill(`ఆమెను కలిశాను: ${language}`);
      await page.locator('main .second', { hasText: /^(Save the note|గమనిక భద్రపరచండి)$/ }).click();
      // Without a network the pill is amber from the start: that it keeps one more says that the note is kept.
      const kept = page.locator('.pill.care', { hasText: language === 'en' ? '1' : '2' });
      await kept.waitFor();
      await isWithin(`saved-${language}`);
      await bar.locator('.quiet').click();
      await rowOf(seeded).waitFor();
      await kept.waitFor();
      await isWithin(`waiting-${language}`);
    }
    await openCase();
    await strip.click();
    await page.getByRole('heading', { name: free.code }).waitFor();
    await ask(stack, 'caseworker2', 'POST', `/api/cases/${free.id}/take`, { id: v7() });
  },
  120_000,
);
