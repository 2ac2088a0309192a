import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { Lesson } from '../src/lessons/lesson.ts';
import { lessonPlans } from '../src/lessons/lesson-plans.ts';
import messages from '../src/lessons/messages.json' with { type: 'json' };

const pictureDirectory = join(import.meta.dirname, '../../docs/lessons');
const texts: Readonly<Record<string, { readonly te: string; readonly en: string }>> = messages;

/** The texts and pictures of the lessons in a language; the pictures by their addresses, which change with what they show. */
export function composeLessons(language: 'te' | 'en'): {
  readonly lessons: readonly Lesson[];
  readonly pictures: ReadonlyMap<string, Uint8Array>;
} {
  const pictures = new Map<string, Uint8Array>();
  const addressOf = (name: string): string => {
    const bytes = readFileSync(join(pictureDirectory, `${name}-${language}.webp`));
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    const address = `lessons/${name}-${language}-${hash}.webp`;
    pictures.set(address, bytes);
    return `/${address}`;
  };
  const say = (key: string): string => {
    const text = texts[key]?.[language];
    if (text === undefined) throw new Error(`lessons/messages.json lacks ${key}.`);
    return text;
  };
  const lessons = lessonPlans.map(({ id, pictures: names, hasPractice }) => ({
    id,
    title: say(`lesson.${id}.title`),
    hasPractice,
    steps: names.map((name, at) => ({ text: say(`lesson.${id}.${at + 1}`), picture: addressOf(name) })),
  }));
  return { lessons, pictures };
}

/**
 * The Vite plugin that writes the lessons as files of their own, `lessons/te.json` and its pictures: a phone fetches them when somebody wants to
 * learn, and not before.
 */
export function lessons(): Plugin {
  return {
    name: 'lessons',
    apply: 'build',
    generateBundle() {
      for (const language of ['te', 'en'] as const) {
        const composed = composeLessons(language);
        this.emitFile({
          type: 'asset',
          fileName: `lessons/${language}.json`,
          source: JSON.stringify(composed.lessons),
        });
        for (const [fileName, source] of composed.pictures)
          this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}
