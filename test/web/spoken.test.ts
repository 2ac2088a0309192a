import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spokenCatalogues } from '../../web/src/spoken/catalogues.ts';
import { listSpoken, spokenRooms } from '../../web/src/spoken/list-spoken.ts';
import { estimate, guidanceOf, writeList } from './support/telugu-list.ts';

const source = join(import.meta.dirname, '..', '..', 'web', 'src');

/** Every catalogue of the client in which a message is marked. */
const marked = globSync('**/messages.json', { cwd: source })
  .map((file): Record<string, object> => JSON.parse(readFileSync(join(source, file), 'utf8')))
  .filter((catalogue) => Object.values(catalogue).some((message) => 'spoken' in message));

test('a catalogue with spoken texts is among those that are listed', () => {
  const keysOf = (catalogues: readonly object[]) =>
    catalogues.map((one) => Object.keys(one).join()).toSorted();
  expect(keysOf(spokenCatalogues)).toEqual(keysOf(marked));
});

test('in a catalogue with spoken texts every message says whether it is spoken, and where it is heard', () => {
  const rooms: readonly string[] = [...spokenRooms, 'no'];
  const undecided = spokenCatalogues.flatMap((catalogue) =>
    Object.entries(catalogue).flatMap(([key, { spoken }]) => (rooms.includes(spoken) ? [] : [key])),
  );
  expect(undecided).toEqual([]);
});

test('every room of the studio has texts', () => {
  expect([...new Set(listSpoken('te').map(({ room }) => room))]).toEqual(spokenRooms);
});

test.each(['te', 'en'] as const)(
  'in %s each text and each key is listed once, and without what surrounds it',
  (locale) => {
    const texts = listSpoken(locale);
    expect(texts.length).toBeGreaterThan(400);
    expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
    expect(new Set(texts.map(({ key }) => key)).size).toBe(texts.length);
    for (const { text } of texts) expect(text).toBe(text.trim().normalize('NFC'));
    expect(texts.filter(({ text }) => /[{}#]/.test(text))).toEqual([]);
  },
);

test('a message with placeholders gives the pieces between them, with those of each branch of a plural', () => {
  const pieces = (key: string) =>
    listSpoken('en').filter((one) => one.key === key || one.key.startsWith(`${key}/`));
  expect(pieces('recorded.look')).toEqual([{ key: 'recorded.look', text: 'Look at it', room: 'sheet' }]);
  expect(pieces('talk.end.count').map(({ key, text }) => [key, text])).toEqual([
    ['talk.end.count/1', 'question was answered.'],
    ['talk.end.count/2', 'questions were answered.'],
  ]);
});

test('docs/telugu.md lists what is recorded, as the texts are now (npm run telugu-list)', () => {
  const page = readFileSync(join(source, '..', '..', 'docs', 'telugu.md'), 'utf8');
  expect(page).toBe(guidanceOf(page) + writeList());
});

test.each(['te', 'en'] as const)('the recordings in %s take less than 6 MB', (locale) => {
  expect(estimate(listSpoken(locale).map(({ text }) => text)).bytes).toBeLessThan(6_000_000);
});
