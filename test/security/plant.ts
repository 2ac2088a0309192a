import { globSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Field,
  type Fields,
  isNested,
  isSealed,
  nestedOf,
} from '../../functions/shared/definition/define.ts';

/** Plants marked texts in records by their definitions, so that a field which somebody adds is looked for without being named in a test. */

const isDefinition = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((one) => Object(one).told !== undefined);

/** Every definition of the functions, by its name; that of each type of an event too. */
export const findDefinitions = async (): Promise<ReadonlyMap<string, Fields>> => {
  const root = join(import.meta.dirname, '../..');
  const found = new Map<string, Fields>();
  const add = (name: string, value: unknown): void => {
    if (!isDefinition(value) || Object.keys(value).length === 0) return;
    found.set(name, value);
    for (const [field, one] of Object.entries(value)) {
      if (isNested(one)) add(`${name}.${field}`, nestedOf(one));
    }
  };
  for (const path of globSync('functions/*/*/definition.ts', { cwd: root })) {
    const exported: Readonly<Record<string, unknown>> = await import(join(root, path));
    for (const [name, value] of Object.entries(exported)) {
      add(name, value);
      if (typeof value === 'object' && value !== null) {
        for (const [type, one] of Object.entries(value))
          if (!isNested(Object(one))) add(`${name}.${type}`, one);
      }
    }
  }
  return found;
};

const accepts = (field: Field, text: string): boolean => !isNested(field) && field.is.safeParse(text).success;

const markLike = 'Qbdfgjklmnprstv';
const phoneLike = '+919123456789';

/** Whether a text can be marked: a caller sends it, or another route does, and it is no fixed word. */
const isText = (field: Field): boolean =>
  !isNested(field) &&
  (isSealed(field) || field.sent !== undefined) &&
  (accepts(field, markLike) || accepts(field, phoneLike));

/** The texts of definitions that can be marked, by where they are. */
export const textsOf = (definitions: ReadonlyMap<string, Fields>): ReadonlyMap<Field, string> =>
  new Map(
    [...definitions].flatMap(([name, fields]) =>
      Object.entries(fields).flatMap(([field, one]): [Field, string][] =>
        isText(one) ? [[one, `${name}.${field}`]] : [],
      ),
    ),
  );

type Marks = {
  readonly secret: (what: string) => string;
  readonly secretPhone: (what: string) => string;
  readonly show: (place: RegExp) => string;
  /** Whether a text holds a mark already. */
  readonly isMarked: (text: string) => boolean;
};

/** Plants marks, and notes in which fields. */
export const createPlanter = ({ secret, secretPhone, show, isMarked }: Marks) => {
  const planted = new Set<Field>();
  const markFor = (field: Field, name: string, place: RegExp | undefined): string => {
    if (!isSealed(field)) {
      if (place === undefined) throw new Error(`${name} lies open, and nobody says where.`);
      return show(place);
    }
    return accepts(field, markLike) ? secret(name) : secretPhone(name);
  };
  return {
    planted,

    /** Says that a text which another route sends has a mark. */
    mark: (field: Field, text: string): string => {
      planted.add(field);
      return text;
    },

    /**
     * A body with a mark in each text of its definition, and of the entries that it has.
     * @param when `sent` for a new record, `changes` for a change
     * @param place where its open texts may lie
     */
    plant: function plant(
      fields: Fields,
      body: object,
      { place, when = 'sent' }: { place?: RegExp; when?: 'sent' | 'changes' } = {},
    ): object {
      const result: Record<string, unknown> = Object.fromEntries(Object.entries(body));
      for (const [name, field] of Object.entries(fields)) {
        const value = result[name];
        if (isNested(field)) {
          if (Array.isArray(value)) {
            result[name] = value.map((entry: object) =>
              plant(nestedOf(field), entry, { ...(place === undefined ? {} : { place }), when: 'sent' }),
            );
          }
          continue;
        }
        const isSent = when === 'sent' ? field.sent !== undefined : field.sent === 'changes';
        if (!isSent || !isText(field)) continue;
        planted.add(field);
        if (typeof value !== 'string' || !isMarked(value)) result[name] = markFor(field, name, place);
      }
      return result;
    },
  };
};
