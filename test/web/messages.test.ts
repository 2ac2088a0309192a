import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { findProgrammeWords } from '../support/programme-words.ts';

const root = join(import.meta.dirname, '..', '..', 'web', 'src');
const texts = z.strictObject({ te: z.string().min(1), en: z.string().min(1), ja: z.string().min(1) });
const catalogue = z.record(z.string(), texts);

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? '').sort();

const letters = { te: /\p{Script=Telugu}/u, ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u };
// Names, codes and signs are the same in every language.
const isNeutral = (english: string): boolean => !/[a-z]{3,}/.test(english.replace(/\{[^}]*\}/g, ''));

describe.each(globSync('**/messages.json', { cwd: root }))('%s', (file) => {
  const messages = catalogue.parse(JSON.parse(readFileSync(join(root, file), 'utf8')));

  test.each(Object.entries(messages))(
    '%s is there in Telugu, English and Japanese',
    (_key, { te, en, ja }) => {
      for (const text of [te, en, ja]) expect(() => compileMessage(text)).not.toThrow();
      const unique = (text: string) => [...new Set(placeholders(text))];
      expect(unique(te)).toEqual(unique(en));
      expect(unique(ja)).toEqual(unique(en));
      if (!isNeutral(en)) {
        expect(te).toMatch(letters.te);
        expect(ja).toMatch(letters.ja);
      }
      expect(en.toLowerCase().replace('victim compensation', '')).not.toContain('victim');
    },
  );
});

test('of the desk stand in one catalogue each: they are loaded together', () => {
  const files = globSync('{staff/**,design,districts,timeline,consent,members,papers,shell}/messages.json', {
    cwd: root,
  });
  const keys = files.flatMap((file) =>
    Object.keys(catalogue.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))),
  );
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('of the desk and of what it prints name neither the programme nor those who run it', () => {
  expect(findProgrammeWords('HELP, హెల్ప్, VIMUKTHI and かものはし')).toHaveLength(4);
  expect(findProgrammeWords('What helps: మహిళా హెల్ప్‌లైన్, 女性ヘルプライン')).toEqual([]);
  const files = globSync('{staff/**,papers,timeline,design,members,record}/messages.json', { cwd: root });
  const named = files.flatMap((file) =>
    Object.entries(catalogue.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))).flatMap(
      ([key, said]) => (findProgrammeWords(Object.values(said).join('\n')).length > 0 ? [key] : []),
    ),
  );
  // On screen alone: the print says `record.morePrinted` instead.
  expect(named).toEqual(['record.more']);
});
