import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { chartUnits } from '../../web/src/funder/indicator/chart-finding.ts';
import { findProgrammeWords } from '../support/programme-words.ts';

const root = join(import.meta.dirname, '..', '..', 'web', 'src');
const catalogue = z.record(z.string(), z.record(z.string(), z.string().min(1)));

const paths = z.array(z.string());

/** The catalogues of an imported file: itself, or those that it lists. */
const cataloguesOf = (file: string): string[] =>
  basename(file) === 'messages.json'
    ? [file]
    : paths
        .parse(JSON.parse(readFileSync(join(root, file), 'utf8')))
        .map((path) => join(dirname(file), path));

/** The languages in which the client imports each file of messages: the types hold these to the kind of page. */
const importedLanguages = new Map<string, Set<string>>();
for (const path of globSync('**/*.{ts,tsx}', { cwd: root }).filter((one) => !one.endsWith('.d.ts'))) {
  const text = readFileSync(join(root, path), 'utf8');
  for (const [, file = '', language = ''] of text.matchAll(
    /'([./a-z-]+(?:messages|texts)\.json)\?(\w\w)'/g,
  )) {
    for (const catalogueFile of cataloguesOf(join(dirname(path), file))) {
      const languages = importedLanguages.get(catalogueFile) ?? new Set();
      importedLanguages.set(catalogueFile, languages.add(language));
    }
  }
}

// The build writes the lessons as files of their own (web/build/lessons.ts).
importedLanguages.set('lessons/messages.json', new Set(['te', 'en']));

const allMessages = new Map(
  globSync('**/messages.json', { cwd: root }).map((file) => [
    file,
    catalogue.parse(JSON.parse(readFileSync(join(root, file), 'utf8'))),
  ]),
);

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? '').sort();

/** The messages that a file under `web/src` can mean by a key: those of its own part of the client, else any part's. */
const messagesFor = (path: string, key: string): string[] => {
  const withKey = [...allMessages].flatMap(([file, messages]) => {
    const { en } = messages[key] ?? {};
    return en === undefined ? [] : [{ file, text: en }];
  });
  const own = withKey.filter(({ file }) => file.split('/', 1)[0] === path.split('/', 1)[0]);
  return (own.length > 0 ? own : withKey).map(({ text }) => text);
};

/** What `t('key')` and `t('key', { … })` in a source leave out of their message: `key name`. */
function missingValues(path: string, source: string): string[] {
  const code = source.replaceAll(/\/\/.*$/gm, '');
  return [...code.matchAll(/\bt\(\s*'([^']+)'\s*(?:,\s*\{((?:[^{}()]|\([^()]*\))*)\}\s*)?,?\s*\)/g)].flatMap(
    ([, key = '', object = '']) => {
      // What is spread into the values can't be told here.
      if (object.includes('...')) return [];
      const given = new Set([...object.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name]) => name));
      const wanted = new Set(messagesFor(path, key).flatMap(placeholders));
      return [...wanted].filter((name) => !given.has(name)).map((name) => `${key} ${name}`);
    },
  );
}

const letters = { te: /\p{Script=Telugu}/u, ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u };
// Names, codes and signs are the same in every language.
const isNeutral = (english: string): boolean => !/[a-z]{3,}/.test(english.replace(/\{[^}]*\}/g, ''));

test('are shown with every value that they have a place for', () => {
  const sources = globSync('**/*.{ts,tsx}', { cwd: root });
  expect(sources.flatMap((path) => missingValues(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  expect(missingValues('desks/x.tsx', "t('agenda.late') t('agenda.late', { counts: 1 })")).toEqual([
    'agenda.late count',
    'agenda.late count',
  ]);
  expect(missingValues('desks/x.tsx', "t('agenda.late', { count: of(a) }) t('save')")).toEqual([]);
});

describe.each(globSync('**/messages.json', { cwd: root }))('%s', (file) => {
  const messages = catalogue.parse(JSON.parse(readFileSync(join(root, file), 'utf8')));

  const languages = [...(importedLanguages.get(file) ?? [])];

  test.each(Object.entries(messages))(
    '%s is there in the languages that its pages have, and no other',
    (_key, texts) => {
      // The mark of what is spoken (web/src/spoken) is no language.
      const { en = '', spoken: _mark, ...translations } = texts;
      expect(['en', ...Object.keys(translations)].toSorted()).toEqual(languages.toSorted());
      const unique = (text: string) => [...new Set(placeholders(text))];
      expect(() => compileMessage(en)).not.toThrow();
      for (const [language, text] of Object.entries(translations)) {
        expect(() => compileMessage(text)).not.toThrow();
        expect(unique(text)).toEqual(unique(en));
        if (!isNeutral(en)) expect(text).toMatch(letters[z.enum(['te', 'ja']).parse(language)]);
      }
      expect(en.toLowerCase().replace('victim compensation', '')).not.toContain('victim');
    },
  );
});

test('are in Japanese for the funder and where everybody passes, nowhere else', () => {
  const inJapanese = globSync('**/messages.json', { cwd: root }).filter((file) =>
    importedLanguages.get(file)?.has('ja'),
  );
  expect(inJapanese.filter((file) => !file.startsWith('funder/')).toSorted()).toEqual([
    'design/gallery/messages.json',
    'design/messages.json',
    'desks/people/card/messages.json',
    'districts/messages.json',
    'shell/messages.json',
  ]);
});

test('of the desk stand in one catalogue each: they are loaded together', () => {
  const files = globSync(
    '{desks/**,design,districts,timeline,case-events,consent,members,papers,shell}/messages.json',
    {
      cwd: root,
    },
  );
  const keys = files.flatMap((file) =>
    Object.keys(catalogue.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))),
  );
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('of the desk and of what it prints name neither the programme nor those who run it', () => {
  expect(findProgrammeWords('HELP, హెల్ప్, VIMUKTHI and かものはし')).toHaveLength(4);
  expect(findProgrammeWords('What helps: మహిళా హెల్ప్‌లైన్, 女性ヘルプライン')).toEqual([]);
  const files = globSync('{desks/**,case-events,papers,timeline,design,members,record}/messages.json', {
    cwd: root,
  });
  const named = files.flatMap((file) =>
    Object.entries(catalogue.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))).flatMap(
      ([key, said]) => (findProgrammeWords(Object.values(said).join('\n')).length > 0 ? [key] : []),
    ),
  );
  // On screen alone: the print says `record.morePrinted` instead.
  expect(named).toEqual(['record.more']);
});

test('of the funder have a word for the unit of each indicator', () => {
  const cwd = join(import.meta.dirname, '../../functions/months/indicators/catalogue');
  const units = globSync('*.ts', { cwd }).flatMap((file) =>
    [...readFileSync(join(cwd, file), 'utf8').matchAll(/unit: '(\w+)'/g)].map(([, unit]) => unit),
  );
  expect([...chartUnits].toSorted()).toEqual([...new Set(units)].toSorted());
});

test('call each act by its one word, as docs/words.md says', () => {
  const words =
    readFileSync(join(root, '../../docs/words.md'), 'utf8').split('**What is done on screens**')[1] ?? '';
  const acts = new Map(
    [...words.matchAll(/^\| ([^|]+) \| ([^|]+) \|/gm)].map(([, en = '', te = '']) => [en, te]),
  );
  acts.delete('English');
  expect(acts.get('Leave')).toBe('బయటకు');
  const others = [...allMessages].flatMap(([file, messages]) =>
    Object.entries(messages).flatMap(([key, { en = '', te }]) =>
      acts.has(en) && te !== undefined && te !== acts.get(en) ? [`${file} ${key}: ${te}`] : [],
    ),
  );
  expect(others).toEqual([]);
});
