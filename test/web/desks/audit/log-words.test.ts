import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { caseEvent } from '../../../../functions/areas/cases/event-schema.ts';
import { caseChange } from '../../../../functions/areas/cases/schema.ts';
import { collectiveChange } from '../../../../functions/areas/collectives/schema.ts';
import { encryptedFields, memberChange, personalFields } from '../../../../functions/areas/members/schema.ts';
import { personChange } from '../../../../functions/areas/people/schema.ts';
import { shownFields } from '../../../../functions/areas/questions/stored-question.ts';
import { journalLine } from '../../../../functions/shared/journal/line.ts';
import { wordOfField, wordOfValue } from '../../../../web/src/desks/audit/log-words.ts';

/*
 * The auditor reads the logs in words. What needs one is found in the schemas of the journal and in the code of the routes: a new
 * field, value or reading without a word fails here.
 */

const property = z.looseObject({
  type: z.unknown().optional(),
  oneOf: z.unknown().optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  items: z.looseObject({ type: z.unknown().optional(), format: z.string().optional() }).optional(),
});
const lines = z
  .looseObject({ oneOf: z.array(z.looseObject({ properties: z.record(z.string(), property) })) })
  .parse(z.toJSONSchema(journalLine(), { io: 'output' }));

/** The other columns show these, and ids stand there as codes and names. */
const shownElsewhere = new Set(['id', 'actor', 'type', 'recordedAt']);
const facts = lines.oneOf
  .flatMap(({ properties }) => Object.entries(properties))
  .filter(
    ([name, { type, oneOf, format, items }]) =>
      !shownElsewhere.has(name) &&
      oneOf === undefined &&
      type !== 'object' &&
      format !== 'uuid' &&
      (type !== 'array' || (items?.type === 'string' && items.format !== 'uuid')),
  );

/** Values that are words already, in every language, or that the page words otherwise. */
const needsNoWord = (name: string, value: string): boolean =>
  ['district', 'districts'].includes(name) || (name === 'ageBand' && /^\d/.test(value));

describe('the journal', () => {
  test('has a word for each of its fields', () => {
    expect(facts.length).toBeGreaterThan(60);
    expect([...new Set(facts.map(([name]) => name))].filter((name) => !wordOfField(name))).toEqual([]);
  });

  test('has a word for each fixed value', () => {
    const values = facts.flatMap(([name, { type, enum: words = type === 'boolean' ? [true, false] : [] }]) =>
      words.filter((word) => word !== null).map((word) => [name, String(word)] as const),
    );
    expect(values.length).toBeGreaterThan(60);
    expect(values.filter(([name, value]) => !needsNoWord(name, value) && !wordOfValue(name, value))).toEqual(
      [],
    );
  });

  test('has a word for each field that can be changed', () => {
    const names = [memberChange, collectiveChange, personChange, caseChange].flatMap(({ shape }) =>
      Object.keys(shape),
    );
    expect(names.filter((name) => !wordOfField(name))).toEqual([]);
  });
});

const catalogues = globSync('web/src/**/messages.json', {
  cwd: join(import.meta.dirname, '..', '..', '..', '..'),
});
/** The texts of the pages in both languages of the desks, by their keys. */
const texts = new Map(
  catalogues.flatMap((file) =>
    Object.entries(
      z
        .record(z.string(), z.looseObject({ te: z.string().optional(), en: z.string() }))
        .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', '..', '..', file), 'utf8'))),
    ),
  ),
);

describe('the access log', () => {
  const root = join(import.meta.dirname, '..', '..', '..', '..');
  /** The words in the lists of fields that the routes themselves write. */
  const written = globSync('functions/*/*/*route*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/[fF]ields(?::| =)[^[;\n]*\[([^\]]*)\]/g)].flatMap(
      ([, list = '']) => [...list.matchAll(/'([\w.]+)'/g)].map(([, name = '']) => name),
    ),
  );
  /** Events of cases are logged by their own fields, without these. */
  const impersonal = ['id', 'type', 'on', 'createdAt', 'createdBy', 'version', 'eventId', 'takenBack'];
  const eventFields = caseEvent.options
    .flatMap((option) => Object.keys(option.shape))
    .filter((name) => !impersonal.includes(name));
  /** The texts of sheets and vouchers. */
  const textsOfBooks = ['note', 'lines.reason', 'entries.reason', 'reversed.reason'];

  test('has a word for each field that is read', () => {
    expect(new Set(written)).toContain('attendance');
    expect(new Set(written).size).toBeGreaterThan(20);
    const names = [
      ...written,
      ...eventFields,
      ...textsOfBooks,
      ...encryptedFields,
      ...personalFields,
      ...shownFields,
    ];
    expect([...new Set(names)].filter((name) => !wordOfField(name))).toEqual([]);
    // A name of a field stands alone: a sentence with a gap for its value is none.
    const asNames = [...names, ...facts.map(([name]) => name)].map((name) =>
      texts.get(String(wordOfField(name))),
    );
    expect(asNames.filter((text) => text === undefined || /[{}]/.test(text.en + text.te))).toEqual([]);
  });
});
