import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { composeLessons } from '../../web/build/lessons.ts';
import { differenceReasons, reasonText } from '../../web/src/books/difference-reasons.ts';
import { lessonFile } from '../../web/src/lessons/lesson.ts';
import { lessonPlans, pictureNames } from '../../web/src/lessons/lesson-plans.ts';
import messages from '../../web/src/lessons/messages.json' with { type: 'json' };
import { listSpoken } from '../../web/src/spoken/list-spoken.ts';
import { estimate } from './support/telugu-list.ts';

const webDirectory = join(import.meta.dirname, '../../web/src');
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
  'in %s: every sentence is recorded, and a lesson takes from a minute and a half to two minutes',
  (language) => {
    const { lessons } = composeLessons(language);
    expect(lessonFile.parse(structuredClone(lessons))).toEqual(lessons);
    const listed = new Set(listSpoken(language).map(({ text }) => text));
    for (const { title, steps } of lessons) {
      const texts = [title, ...steps.map(({ text }) => text)];
      expect(texts.filter((text) => !listed.has(text))).toEqual([]);
      const { seconds } = estimate(texts);
      expect(seconds, title).toBeGreaterThanOrEqual(90);
      expect(seconds, title).toBeLessThanOrEqual(120);
      // One breath, and one thing to do, at a time.
      for (const { text } of steps) expect([...text].length, text).toBeLessThanOrEqual(130);
    }
  },
);

/** What a leader's phone says in a language: its texts, without what is filled in, and the titles of the lessons. */
const textsOfPhone = (language: 'te' | 'en'): string[] =>
  globSync('{leader,phone,members,talks,shell,unlock}/**/messages.json', { cwd: webDirectory }).flatMap(
    (file) => {
      const catalogue: Record<string, { te: string; en: string }> = JSON.parse(
        readFileSync(join(webDirectory, file), 'utf8'),
      );
      return Object.values(catalogue).flatMap((text) =>
        text[language].split(/\{\w+\}/).map((piece) => piece.trim()),
      );
    },
  );

test.each(['te', 'en'] as const)(
  'in %s: what they tell to press or look for stands on the phone',
  (language) => {
    const shown = [
      ...textsOfPhone(language),
      ...Object.values(differenceReasons).flatMap((reasons) =>
        reasons.map((reason) => reasonText(reason, language)),
      ),
      ...composeLessons(language).lessons.map(({ title }) => title),
    ];
    const named = Object.values(messages).flatMap((text) => [...text[language].matchAll(/“([^”]+)”/g)]);
    const missing = named.flatMap(([, name = '']) =>
      shown.some((text) => text.startsWith(name)) ? [] : name,
    );
    expect(missing).toEqual([]);
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
