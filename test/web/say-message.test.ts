import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { languagesOf } from '../../web/src/i18n/language.ts';
import { sayMessage } from '../../web/src/i18n/say-message.ts';

const root = join(import.meta.dirname, '..', '..', 'web', 'src');
const catalogue = z.record(z.string(), z.record(z.string(), z.string()));
const texts = globSync('**/messages.json', { cwd: root }).flatMap((file) =>
  Object.values(catalogue.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))),
);

/** What Lingui, the library whose form our messages have, makes of a message. */
const sayAsLingui = (message: string, locale: string, values: Readonly<Record<string, string | number>>) =>
  setupI18n({ locale, messages: { [locale]: { text: compileMessage(message) } } })._('text', { ...values });

test.each(languagesOf.everybody)('every message is said in %s as Lingui says it', (locale) => {
  const inLanguage = texts.flatMap(({ [locale]: text }) => (text === undefined ? [] : [text]));
  expect(inLanguage.length).toBeGreaterThan(100);
  const different = inLanguage.flatMap((text) => {
    const names = [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? '');
    return [0, 1, 2, 38, 1_234_567].flatMap((count) => {
      const values = Object.fromEntries(names.map((name) => [name, count]));
      const said = sayMessage(compileMessage(text), locale, values);
      const expected = sayAsLingui(text, locale, values);
      return said === expected ? [] : [{ text, count, said, expected }];
    });
  });
  expect(different).toEqual([]);
});

test.each([
  ['{count, plural, one {# {what}} other {# {what}s}}', { count: 2, what: 'case' }, '2 cases'],
  ['{count, plural, =0 {none} one {#} other {#}}', { count: 0 }, 'none'],
  [
    '{count, plural, one {#} other {{more, plural, one {# of #} other {# more}}}}',
    { count: 3, more: 4 },
    '4 more',
  ],
  ['No. # of {name}', { name: '#' }, 'No. # of #'],
  ['{name} and {other}', { name: 'constructor' }, 'constructor and '],
])('%s', (text, values, expected) => {
  expect(sayMessage(compileMessage(text), 'en', values)).toBe(expected);
  expect(sayAsLingui(text, 'en', values)).toBe(expected);
});
