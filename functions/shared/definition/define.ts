import * as z from 'zod';
import { stamp } from '../fields/fields.ts';
import { encryptedText } from '../vault/encrypted-text.ts';

/**
 * A record is defined once, field by field: what a field is, whose answers have it (`told`), how it is kept, and whether it changes. For example:
 *
 *   const fields = {
 *     id: { is: clientId, told: 'listed', sent: 'once', kept: 'open' },
 *     reason: { is: line, told: 'opened', sent: 'changes', optional: true },
 *   } as const satisfies Fields;
 *
 * This file makes from a definition the schemas of what is sent (`inputOf`, `changeOf`), answered (`listedOf`, `openedOf`) and stored (`storedOf`).
 * seal.ts encrypts and decrypts by the definition. The `reason` above is sealed, because it isn't declared open: it is stored encrypted with the
 * key of the woman whom the record is about (its owner).
 */

type Common = {
  /** Which answers have it. `listed`: lists, and a record that is opened. `opened`: only a record that is opened. `nobody`: no answer. */
  readonly told: 'listed' | 'opened' | 'nobody';
  /** When the caller sends it: once, with the new record, or also to change it. The server makes the fields without `sent`. */
  readonly sent?: 'once' | 'changes';
  readonly optional?: true;
};

export type SealedField = Common & {
  /** The schema of its value as sent. */
  readonly is: z.ZodType;
  /** The schema of its value in answers; by default any text. In answers the value is null once the owner was erased. */
  readonly shown?: z.ZodType;
  readonly kept?: undefined;
};

type OpenField = Common & {
  readonly is: z.ZodType;
  /** The schema of its value as stored and in answers, if that is not `is`. */
  readonly shown?: z.ZodType;
  /**
   * `open`: stored as it is. `computed`: not stored, but computed from other fields for each answer. `never`: sent but not stored; the server stores
   * something that it makes from it, such as a hash.
   */
  readonly kept: 'open' | 'computed' | 'never';
  /** It says something about a person: the access log names it when a record is read. */
  readonly personal?: true;
  /** A token made with this programme's own key. A handover pack leaves it out. */
  readonly keyed?: true;
  /** It is a free text: refused if it holds a member's full name (screening/known-names.ts). */
  readonly screened?: true;
  /** What the server reads it for without a key. */
  readonly openFor?: string;
};

/** A list of entries, or one, with a definition of their own. */
type NestedField = Common & {
  readonly kept?: undefined;
  readonly personal?: true;
} & ({ readonly each: Fields; readonly max?: number } | { readonly one: Fields });

export type Field = SealedField | OpenField | NestedField;
export type Fields = { readonly [name: string]: Field };
/** The fields of a record whose lists need no decryption, since lists have none of its sealed fields. */
export type FieldsListedAsStored = {
  readonly [name: string]: OpenField | NestedField | (SealedField & { readonly told: 'opened' | 'nobody' });
};
/** The same for a record about a woman: each open field that a caller sends says what it lies open for, so that none does by oversight. */
export type FieldsOfPerson = {
  readonly [name: string]:
    | (OpenField & ({ readonly sent?: undefined } | { readonly openFor: string }))
    | NestedField
    | (SealedField & { readonly told: 'opened' | 'nobody' });
};

// What most open fields have in common:

/** In lists; sent once, with the new record. */
export const sentOnce = { kept: 'open', told: 'listed', sent: 'once' } as const;
/** In lists; sent with the new record, and again to change it. */
export const changeable = { kept: 'open', told: 'listed', sent: 'changes' } as const;
/** In lists; made by the server. */
export const madeByServer = { kept: 'open', told: 'listed' } as const;
/** In no answer; made by the server. */
export const untold = { kept: 'open', told: 'nobody' } as const;

/** In no answer and not stored; sent once, with the new record. */
export const onlySent = { kept: 'never', told: 'nobody', sent: 'once' } as const;

/** A free text that others can read. */
export const openText = <S extends z.ZodType<string>>(is: S) =>
  ({ is, shown: z.string(), kept: 'open', screened: true }) as const;

type Told = Common['told'];

/** The fields that the server adds to every record. */
export const stampOf = <const T extends Told>(told: T) =>
  ({
    createdAt: { is: stamp.createdAt, kept: 'open', told },
    createdBy: { is: stamp.createdBy, kept: 'open', told },
    version: { is: stamp.version, kept: 'open', told },
  }) as const;

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

export const isNested = (field: Field): field is NestedField => 'each' in field || 'one' in field;
export const nestedOf = (field: NestedField): Fields => ('each' in field ? field.each : field.one);
/** Whether a stored record has an attribute of this field. */
export const isStored = ({ kept }: Field): boolean => kept !== 'computed' && kept !== 'never';
export const isSealed = (field: Field): field is SealedField => field.kept === undefined && !isNested(field);

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

/** The names of the sealed fields of a definition, without those of its entries. */
export type SealedName<F extends Fields> = {
  [K in keyof F & string]: F[K] extends SealedField ? K : never;
}[keyof F & string];

/** The names of the sealed fields that some answer has. */
export const sealedNames = <F extends Fields>(fields: F): SealedName<F>[] =>
  Object.entries(fields)
    .filter(([, field]) => isSealed(field) && field.told !== 'nobody')
    // Narrowed by the filter.
    .map(([name]) => name as SealedName<F>);

/** The names of the personal fields in a list of records, for the access log. */
export const personalNames = (fields: Fields): string[] =>
  Object.entries(fields)
    .filter(([, field]) => 'personal' in field && field.told === 'listed')
    .map(([name]) => name);

/** The free texts of a record that others can read, by their paths, to be searched for names. */
export const screenedTexts = (fields: Fields, record: object, path = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): [string, string][] => {
      const value: unknown = Reflect.get(record, name);
      if (isNested(field) && Array.isArray(value)) {
        return value.flatMap((entry: object, index) =>
          Object.entries(screenedTexts(nestedOf(field), entry, `${path}${name}.${index}.`)),
        );
      }
      return 'screened' in field && typeof value === 'string' ? [[`${path}${name}`, value]] : [];
    }),
  );
