import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { composeLessons } from '../../web/build/lessons.ts';
import { lessonFile } from '../../web/src/lessons/lesson.ts';
import { lessonPlans, pictureNames } from '../../web/src/lessons/lesson-plans.ts';
import messages from '../../web/src/lessons/messages.json' with { type: 'json' };
import { listSpoken } from '../../web/src/spoken/list-spoken.ts';
import { estimate } from './support/telugu-list.ts';

const pictureDirectory = join(import.meta.dirname, '../../docs/lessons');

test('are a dozen, each sentence with a picture, and no sentence stands in none', () => {
  expect(lessonPlans).toHaveLength(12);
  const keys = lessonPlans.flatMap(({ id, pictures }) => [
    `lesson.${id}.title`,
    ...pictures.map((_, at) => `lesson.${id}.${at + 1}`),
  ]);
  expect(keys).toEqual(Object.keys(messages));
});

test.each(['te', 'en'] as const)(
  'in %s: every sentence is recorded, and a lesson takes two minutes at most',
  (language) => {
    const { lessons } = composeLessons(language);
    expect(lessonFile.parse(structuredClone(lessons))).toEqual(lessons);
    const listed = new Set(listSpoken(language).map(({ text }) => text));
    for (const { title, steps } of lessons) {
      const texts = [title, ...steps.map(({ text }) => text)];
      expect(texts.filter((text) => !listed.has(text))).toEqual([]);
      // As long again to look, and to find the button on the phone beside it.
      expect(2 * estimate(texts).seconds).toBeLessThan(120);
    }
  },
);

test('have a picture for each name in each language, each small, and no other', () => {
  const files = readdirSync(pictureDirectory);
  expect(files.toSorted()).toEqual(
    pictureNames.flatMap((name) => ['te', 'en'].map((language) => `${name}-${language}.webp`)).toSorted(),
  );
  const sizes = files.map((name) => statSync(join(pictureDirectory, name)).size);
  expect(Math.min(...sizes)).toBeGreaterThan(1000);
  expect(Math.max(...sizes)).toBeLessThan(16_000);
});
