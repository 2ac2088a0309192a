import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * The sources of all forms of the desks and of cases, by their paths. What a form records about a person is never preset: a `Choice` begins
 * with nothing chosen (docs/decisions/0114-nothing-chosen-at-first.md), unless a page gives it a value.
 */
const root = join(import.meta.dirname, '../../../web/src');
const sources = Object.fromEntries(
  globSync('{desks,case-events,caseworker}/**/*.tsx', { cwd: root }).map((path) => [
    path,
    readFileSync(join(root, path), 'utf8'),
  ]),
);

/** The components of a kind in all sources, with their properties: `people/phones.tsx isTicked`. */
const usesOf = (component: string): string[] =>
  Object.entries(sources).flatMap(([path, source]) =>
    [...source.matchAll(new RegExp(`<${component}\\s([\\s\\S]*?)/>`, 'g'))].map(
      ([, properties = '']) => `${path} ${properties.replaceAll(/\s+/g, ' ')}`,
    ),
  );

test('no choice begins with an option that its page names', () => {
  const choices = usesOf('Choice');
  expect(choices.length).toBeGreaterThan(60);
  // The empty text is the option for none.
  const preset = choices.filter((one) => /\bvalue=(?:"[^"]+"|\{'[^']+'\})/.test(one));
  expect(preset).toEqual([]);
  // A default for a record that has none.
  expect(choices.filter((one) => /\bvalue=\{[^}]*\?\? '[^']+'/.test(one))).toEqual([]);
});

test('no box is ticked at first', () => {
  const ticked = usesOf('Tick').filter((one) => /\bisTicked(?!=)/.test(one));
  expect(ticked).toEqual([]);
});
