import { definitionOf, type FieldName, keysOf } from '../../../functions/shared/kinds/book-kinds.ts';
import type { AnyEntry, AnyLine } from '../../../functions/shared/kinds/entry-types.ts';
import type { BodyOf } from '../api/routes.ts';
import { requiredOneOf } from '../design/fields/one-of.ts';

/** The body of the API's request that records a meeting's sheet, for the phone and the staff's desk; pure. */

export type SheetBody = BodyOf<'POST /api/collectives/{id}/meetings'>;
export type EntryBody = SheetBody['entries'][number];
export type LineBody = NonNullable<SheetBody['lines']>[number];

/**
 * The fields that an entry or line has by its kind. A required text that is missing is sent empty, so that the API refuses it at that field.
 * The default account is cash, so only the bank is sent.
 * @throws RangeError if its `head` is none of its kind's
 */
function fieldsOfBody(posting: AnyEntry | AnyLine): object {
  const values: { readonly [Name in FieldName]?: string | number | undefined } = posting;
  const { fields } = definitionOf(posting.kind);
  return Object.fromEntries(
    keysOf(fields).flatMap((name): [string, unknown][] => {
      const { [name]: value = '' } = values;
      if (name === 'head') return [[name, requiredOneOf(fields.head ?? [], String(value))]];
      const isLeftOut = name === 'account' ? value !== 'bank' : fields[name] === 'optional' && value === '';
      return isLeftOut ? [] : [[name, value]];
    }),
  );
}

// A body's type follows from the same table by which its fields are chosen; the compiler cannot follow it through a loop.

/** A member's entry in the body of a sheet: only the fields of its kind. */
export const entryBody = (entry: AnyEntry): EntryBody => {
  const { memberId, kind, amountPaise } = entry;
  return { memberId, kind, amountPaise, ...fieldsOfBody(entry) } as EntryBody;
};

/** A group's line in the body of a sheet: only the fields of its kind. @throws RangeError if its `head` is none of its kind's */
export const lineBody = (line: AnyLine): LineBody => {
  const { kind, amountPaise } = line;
  return { kind, amountPaise, ...fieldsOfBody(line) } as LineBody;
};

/** A meeting's sheet whose entries and lines have the fields of all kinds. */
export type AnySheet = Omit<SheetBody, 'attendance' | 'entries' | 'lines'> & {
  readonly attendance: readonly SheetBody['attendance'][number][];
  readonly entries: readonly AnyEntry[];
  readonly lines?: readonly AnyLine[];
};

/** The whole body of a meeting's sheet, as the API takes it, from a sheet with the fields of all kinds. */
export const meetingBody = ({ attendance, entries, lines, ...sheet }: AnySheet): SheetBody => ({
  ...sheet,
  attendance: [...attendance],
  entries: entries.map(entryBody),
  ...(lines === undefined ? {} : { lines: lines.map(lineBody) }),
});
