import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { formatDate } from '../../web/src/i18n/format.ts';
import { todayInIndia } from '../../web/src/i18n/today.ts';
import { lessonPlans } from '../../web/src/lessons/lesson-plans.ts';
import messages from '../../web/src/lessons/messages.json' with { type: 'json' };
import { openSharedStack } from '../support/stack.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice } from './support/browser.ts';
import { seedCollective } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';

let stack: Stack;
let device: Device;
beforeAll(async () => {
  stack = await openSharedStack();
}, 120_000);
afterEach(() => device?.close());

const press = (name: string) => device.page.getByRole('button', { name, exact: true }).click();
/** Its button also says when it was heard. */
const openLesson = (title: string) => device.page.getByRole('button', { name: title }).click();

/** The sentences of a lesson, in English. */
const sentencesOf = (lesson: string): string[] =>
  Object.entries(messages)
    .filter(([key]) => key.startsWith(`lesson.${lesson}.`) && !key.endsWith('.title'))
    .map(([, { en }]) => en);

/** The width of the picture beside the sentence, once it is drawn; 0 before. */
const pictureWidth = () =>
  device.page
    .locator('img.lesson-picture')
    .evaluate((picture) => (picture instanceof HTMLImageElement ? picture.naturalWidth : 0));

test('a leader hears a lesson to its end, which says so, and every lesson without a network from then on', async () => {
  await seedCollective(stack, 1, ['leader']);
  device = await openDevice(stack.url, 'phone', 'en-IN');
  const { page, context } = device;
  await setUpPhone(device, 'leader');
  await press('Me');
  await press('Learn');
  await page.getByText('Not heard yet').first().waitFor();
  expect(await page.getByText('Not heard yet').count()).toBe(lessonPlans.length);
  expect(await findSeriousFaults(page)).toEqual([]);
  // All pictures are kept in the background: one for each that a lesson shows.
  const wanted = new Set(lessonPlans.flatMap(({ pictures }) => pictures));
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const kept = await (await caches.open('lessons')).keys();
        return kept.filter(({ url }) => url.endsWith('.webp')).length;
      }),
    )
    .toBe(wanted.size);

  await openLesson(messages['lesson.closeSheet.title'].en);
  const sentences = sentencesOf('closeSheet');
  for (const sentence of sentences.slice(0, -1)) {
    await page.getByText(sentence).waitFor();
    await press('Next');
  }
  await page.getByText(sentences.at(-1) ?? '').waitFor();
  await expect.poll(pictureWidth).toBe(270);
  expect(await findSeriousFaults(page)).toEqual([]);
  await press('I know it now');
  await page.getByText(`Heard on ${formatDate(todayInIndia(), 'en')}`).waitFor();
  expect(await page.getByText('Not heard yet').count()).toBe(lessonPlans.length - 1);

  await context.setOffline(true);
  await openLesson(messages['lesson.crisis.title'].en);
  await page.getByText(messages['lesson.crisis.1'].en).waitFor();
  await expect.poll(pictureWidth).toBe(270);
});

test('a lesson with something to try leads to the invented group', async () => {
  await seedCollective(stack, 1, ['leader']);
  device = await openDevice(stack.url, 'phone', 'en-IN');
  const { page } = device;
  await setUpPhone(device, 'leader');
  await press('Me');
  await press('Learn');
  await openLesson(messages['lesson.wrongCount.title'].en);
  for (const _ of sentencesOf('wrongCount').slice(1)) await press('Next');
  await press('Try it with an invented group');
  await page.getByText('These women are invented').waitFor();
});

test('without a network a phone that never fetched them says so', async () => {
  await seedCollective(stack, 1, ['leader']);
  device = await openDevice(stack.url, 'phone', 'en-IN');
  const { page, context } = device;
  await setUpPhone(device, 'leader');
  await context.setOffline(true);
  await press('Me');
  await press('Learn');
  await page.getByText('The lessons are not on this phone yet').waitFor();
});
