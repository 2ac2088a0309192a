import type {
  EntryField,
  EntryKind,
  entryTable,
  FieldName,
  FieldValues,
  LineField,
  LineKind,
  lineTable,
} from './book-kinds.ts';

/** The types of entries and lines, with the fields that the book of kinds (book-kinds.ts) gives to each kind. */

/** The value of a required field. `Use` is what the kind says of it: for `head` the words from which one is chosen. */
type ValueOf<Name extends FieldName, Use, Reason> = Name extends 'reason'
  ? Reason
  : Use extends readonly (infer Word)[]
    ? Word
    : FieldValues[Name];

/** Whether a field is the reason, and is left out since `Reason` is `never`. (Both are in a tuple, since a conditional type on `never` itself is `never`.) */
type IsLeftOut<Name, Reason> = [Name, Reason] extends ['reason', never] ? true : false;

/** The fields of one kind with their values: first the required ones, then the optional ones. `never` as `Reason` leaves the reason out. */
type FieldsOf<Used, Reason> = {
  -readonly [Name in keyof Used & FieldName as Used[Name] extends 'optional'
    ? never
    : IsLeftOut<Name, Reason> extends true
      ? never
      : Name]: ValueOf<Name, Used[Name], Reason>;
} & {
  -readonly [Name in keyof Used & FieldName as Used[Name] extends 'optional' ? Name : never]?:
    | FieldValues[Name]
    | undefined;
};

/** An entry of a member, of any kind. `Reason` is the type of its reason: a plain text as sent, encrypted as stored, or `never` if it is left out. */
export type EntryWith<Reason> = {
  [K in EntryKind]: { memberId: string; kind: K; amountPaise: number } & FieldsOf<
    (typeof entryTable)[K]['fields'],
    Reason
  >;
}[EntryKind];

/** A line of the group, of any kind. */
export type LineWith<Reason> = {
  [K in LineKind]: { kind: K; amountPaise: number } & FieldsOf<(typeof lineTable)[K]['fields'], Reason>;
}[LineKind];

/** An entry with the fields of all kinds, which may be missing, as a form holds it. */
export type AnyEntry = {
  readonly memberId: string;
  readonly kind: EntryKind;
  readonly amountPaise: number;
} & {
  readonly [Name in EntryField]?: FieldValues[Name] | undefined;
};

/** A line with the fields of all kinds, which may be missing, as a form holds it. */
export type AnyLine = { readonly kind: LineKind; readonly amountPaise: number } & {
  readonly [Name in LineField]?: FieldValues[Name] | undefined;
};
