import * as z from 'zod';
import { stamp } from '../fields/fields.ts';

/**
 * A record is defined once, field by field: what a field is, whose answers have it (`told`), how it is kept, and whether it changes. For example:
 *
 *   const fields = {
 *     id: { is: clientId, told: 'listed', sent: 'once', kept: 'open' },
 *     reason: { is: line, told: 'opened', sent: 'changes', optional: true },
 *   } as const satisfies Fields;
 *
 * schemas.ts makes from a definition the schemas of what is sent, answered and stored. seal.ts encrypts and decrypts by the definition. The `reason` above
 * is sealed, because it isn't declared open: it is stored encrypted with the key of the woman whom the record is about (its owner).
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
export type NestedField = Common & {
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

export const isNested = (field: Field): field is NestedField => 'each' in field || 'one' in field;
export const nestedOf = (field: NestedField): Fields => ('each' in field ? field.each : field.one);
/** Whether a stored record has an attribute of this field. */
export const isStored = ({ kept }: Field): boolean => kept !== 'computed' && kept !== 'never';
export const isSealed = (field: Field): field is SealedField => field.kept === undefined && !isNested(field);

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
