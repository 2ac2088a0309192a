import * as z from 'zod';
import { encryptedText } from '../vault/encrypted-text.ts';
import {
  type Field,
  type Fields,
  isNested,
  isSealed,
  isStored,
  type NestedField,
  nestedOf,
} from './define.ts';

/**
 * Makes from a definition (define.ts) the schemas of what is sent (`inputOf`, `replacementOf`, `changeOf`), answered (`listedOf`, `openedOf`) and stored
 * (`storedOf`).
 */

// How the types of the schemas follow from a definition.

type Optional<D, S extends z.ZodType> = D extends { readonly optional: true } ? z.ZodOptional<S> : S;

/** The schema of a field as sent. A nested field with `one` is never sent. */
type Sent<D> = D extends { readonly each: infer E extends Fields }
  ? z.ZodArray<InputOf<E>>
  : D extends { readonly is: infer S extends z.ZodType }
    ? S
    : never;

/** The schema of an open or computed field: in answers and, if the field is open, as stored. */
type Unsealed<D> = D extends { readonly shown: infer S extends z.ZodType }
  ? S
  : D extends { readonly is: infer S extends z.ZodType }
    ? S
    : never;

type Shown<D> = D extends { readonly each: infer E extends Fields }
  ? z.ZodArray<ListedOf<E>>
  : D extends { readonly one: infer E extends Fields }
    ? ListedOf<E>
    : D extends { readonly kept: string }
      ? Unsealed<D>
      : z.ZodNullable<D extends { readonly shown: infer S extends z.ZodType } ? S : z.ZodString>;

type Stored<D> = D extends { readonly each: infer E extends Fields }
  ? z.ZodArray<StoredOf<E>>
  : D extends { readonly one: infer E extends Fields }
    ? StoredOf<E>
    : D extends { readonly kept: string }
      ? Unsealed<D>
      : z.ZodOptional<typeof encryptedText>;

/** The fields whose definition has some properties, such as `sent: 'changes'`. */
type FieldsWith<F extends Fields, Wanted> = {
  [K in keyof F as F[K] extends Wanted ? K : never]: F[K];
};

type InputOf<F extends Fields> = z.ZodObject<
  {
    -readonly [K in keyof FieldsWith<F, { readonly sent: string }>]: Optional<F[K], Sent<F[K]>>;
  },
  z.core.$strict
>;
type ReplacementOf<F extends Fields> = z.ZodObject<
  {
    -readonly [K in keyof FieldsWith<F, { readonly sent: 'changes' }>]: Optional<F[K], Sent<F[K]>>;
  },
  z.core.$strict
>;
type ChangeOf<F extends Fields> = z.ZodObject<
  {
    -readonly [K in keyof FieldsWith<F, { readonly sent: 'changes' }>]: z.ZodOptional<
      F[K] extends { readonly optional: true } ? z.ZodNullable<Sent<F[K]>> : Sent<F[K]>
    >;
  },
  z.core.$strict
>;
type ListedOf<F extends Fields> = z.ZodObject<{
  -readonly [K in keyof FieldsWith<F, { readonly told: 'listed' }>]: Optional<F[K], Shown<F[K]>>;
}>;
type OpenedOf<F extends Fields> = z.ZodObject<{
  -readonly [K in keyof FieldsWith<F, { readonly told: 'listed' | 'opened' }>]: Optional<F[K], Shown<F[K]>>;
}>;
type StoredOf<F extends Fields> = z.ZodObject<{
  -readonly [K in keyof F as F[K] extends { readonly kept: 'computed' | 'never' } ? never : K]: Optional<
    F[K],
    Stored<F[K]>
  >;
}>;

const sent = (field: Field): z.ZodType => {
  if (!isNested(field)) return field.is;
  // A field with `one` is never sent, so this is a list.
  const list = z.array(inputOf(nestedOf(field)));
  return 'max' in field && field.max !== undefined ? list.max(field.max) : list;
};

/** The schema of a nested field. `inner` makes the schema of one entry, in answers or as stored. */
const nested = (field: NestedField, inner: (fields: Fields) => z.ZodType): z.ZodType =>
  'each' in field ? z.array(inner(field.each)) : inner(field.one);

const shown = (field: Field): z.ZodType => {
  if (isNested(field)) return nested(field, listedOf);
  if (!isSealed(field)) return field.shown ?? field.is;
  // The schema of the answer is another than `is`, so it needs the description of `is` again.
  const { description } = field.is;
  const text = (field.shown ?? z.string()).nullable();
  return description === undefined ? text : text.describe(description);
};

const stored = (field: Field): z.ZodType => {
  if (isNested(field)) return nested(field, storedOf);
  return isSealed(field) ? encryptedText.optional() : (field.shown ?? field.is);
};

const shapeOf = (
  fields: Fields,
  isWanted: (field: Field) => boolean,
  schemaOf: (field: Field) => z.ZodType,
): Record<string, z.ZodType> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => isWanted(field))
      .map(([name, field]) => [name, field.optional ? schemaOf(field).optional() : schemaOf(field)]),
  );

/** Makes the schema of each definition once. It must be the same object each time, since the OpenAPI document knows schemas by their identity. */
const once = (make: (fields: Fields) => z.ZodType) => {
  const made = new WeakMap<Fields, z.ZodType>();
  return (fields: Fields): z.ZodType => {
    const schema = made.get(fields) ?? make(fields);
    made.set(fields, schema);
    return schema;
  };
};

const isChangeable = ({ sent: when }: Field): boolean => when === 'changes';

// The types above describe the schemas that these functions make. They are asserted, since the compiler can't follow a loop over the fields.

/** Schema of a new record, as sent. */
export const inputOf = once((fields) =>
  z.strictObject(shapeOf(fields, (field) => field.sent !== undefined, sent)),
) as <F extends Fields>(fields: F) => InputOf<F>;

/** Schema of all changeable fields of a record, as sent to replace them. */
export const replacementOf = once((fields) => z.strictObject(shapeOf(fields, isChangeable, sent))) as <
  F extends Fields,
>(
  fields: F,
) => ReplacementOf<F>;

/** Schema of some changeable fields of a record, as sent; `null` removes one that is optional. */
export const changeOf = once((fields) =>
  z.strictObject(
    // `shapeOf` makes the optional fields optional. Here the others become optional too.
    shapeOf(fields, isChangeable, (field) =>
      field.optional ? sent(field).nullable() : sent(field).optional(),
    ),
  ),
) as <F extends Fields>(fields: F) => ChangeOf<F>;

/** Schema of a record in a list, or of an entry in its record. */
export const listedOf = once((fields) =>
  z.object(shapeOf(fields, ({ told }) => told === 'listed', shown)),
) as <F extends Fields>(fields: F) => ListedOf<F>;

/** Schema of a record that is opened, or of an entry that is answered by itself. */
export const openedOf = once((fields) =>
  listedOf(fields).extend(shapeOf(fields, ({ told }) => told === 'opened', shown)),
) as <F extends Fields>(fields: F) => OpenedOf<F>;

/** Schema of a record as stored. A sealed text may be missing: a table that was restored can have lost it. */
export const storedOf = once((fields) => z.object(shapeOf(fields, isStored, stored))) as <F extends Fields>(
  fields: F,
) => StoredOf<F>;

/** The definitions of records that differ by their `type`, by the value of `type`. */
type ByType = { readonly [type: string]: Fields };
type UnionOf<Options extends z.core.$ZodTypeDiscriminable> = z.ZodDiscriminatedUnion<Options[], 'type'>;

const unionOf = (schemaOf: (fields: Fields) => z.ZodType) => (definitions: ByType) =>
  z.discriminatedUnion('type', Object.values(definitions).map(schemaOf) as [z.ZodObject]);

/** Schema of a new record of any of these types, as sent. */
export const inputUnionOf = unionOf(inputOf) as <D extends ByType>(
  definitions: D,
) => UnionOf<{ [T in keyof D]: InputOf<D[T]> }[keyof D]>;

/** Schema of a record of any of these types, in a list. */
export const listedUnionOf = unionOf(listedOf) as <D extends ByType>(
  definitions: D,
) => UnionOf<{ [T in keyof D]: ListedOf<D[T]> }[keyof D]>;

/** Schema of a record of any of these types, as stored. */
export const storedUnionOf = unionOf(storedOf) as <D extends ByType>(
  definitions: D,
) => UnionOf<{ [T in keyof D]: StoredOf<D[T]> }[keyof D]>;
