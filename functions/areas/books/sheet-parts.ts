import * as z from 'zod';
import { amountPaise, clientId, date } from '../../shared/fields/fields.ts';
import {
  entryTable,
  type FieldName,
  type KindDefinition,
  keysOf,
  lineTable,
  places,
} from '../../shared/kinds/book-kinds.ts';
import { sheetLimits } from '../../shared/kinds/book-limits.ts';
import type { EntryWith, LineWith } from '../../shared/kinds/entry-types.ts';
import { loanPurpose, termSchemas } from '../../shared/kinds/loan-fields.ts';

/**
 * What all forms of a group's sheet share: its fields, and its entries (of a member) and lines (of the group), made from the book of kinds.
 * The forms are: as sent (sheet-input-schema.ts), as listed, without texts (listed-sheet-schema.ts), and as stored and as shown
 * (sheet-schema.ts).
 */

export const attendance = z.strictObject({
  memberId: clientId,
  status: z.enum(['present', 'absent', 'excused']),
});

export const counts = {
  /** The counted cash in the box after this sheet. */
  cashCountedPaise: z.int().min(0).optional(),
  /** The balance in the bank's passbook after this sheet. */
  bankBalancePaise: z.int().min(0).optional(),
};

export const correcting = {
  /** The id of the reversed meeting or voucher in whose place this one stands. */
  corrects: clientId.optional(),
};

/** What the server adds to corrections and to what they correct. */
export const corrections = {
  /** The cash count of the sheet that this one corrects. */
  cashCountedThenPaise: z.int().min(0).optional(),
  /** The id of the meeting or voucher that stands in place of this reversed one. */
  correctedBy: z.string().optional(),
};

export const meetingFields = {
  id: clientId,
  heldOn: date,
  attendance: z.array(attendance).max(sheetLimits.members),
};
export const voucherFields = { id: clientId, on: date };
export const linesOf = <T extends z.ZodType>(schema: T) => z.array(schema).max(sheetLimits.lines);

/** The schemas of the fields of all kinds, as far as they follow neither from the kind nor from the form of the sheet. */
const fieldSchemas: Readonly<Record<Exclude<FieldName, 'head' | 'reason'>, z.ZodType>> = {
  loanId: clientId,
  account: z.enum(places),
  purpose: loanPurpose,
  ...termSchemas,
  borrowingId: clientId,
};

type Shape = Readonly<Record<string, z.ZodType>>;

const shapeOf = (fields: KindDefinition['fields'], reason: z.ZodType | undefined): Shape => {
  const schemas = { ...fieldSchemas, head: z.enum(fields.head ?? []), reason: reason ?? z.never() };
  return Object.fromEntries(
    keysOf(fields)
      .filter((name) => name !== 'reason' || reason !== undefined)
      .map((name) => [name, fields[name] === 'optional' ? schemas[name].optional() : schemas[name]]),
  );
};

/**
 * The union of a table's kinds, in which those with the same fields share one schema. Unknown fields are refused, except that a form
 * without reasons drops those that are stored.
 */
const unionOf = (
  table: Readonly<Record<string, KindDefinition>>,
  reason: z.ZodType | undefined,
  withKind: (kind: z.ZodType) => Shape,
): unknown => {
  const kindsByFields = Map.groupBy(keysOf(table), (kind) => table[kind]?.fields ?? {});
  const schemas = [...kindsByFields].map(([fields, kinds]) => {
    const shape = { ...withKind(z.literal(kinds)), ...shapeOf(fields, reason) };
    return 'reason' in fields && reason === undefined ? z.object(shape) : z.strictObject(shape);
  });
  return z.discriminatedUnion('kind', schemas as [z.ZodObject, ...z.ZodObject[]]);
};

// The types of the table say what these two make of it; the compiler cannot follow them through a loop over its kinds.

/** Schema of an entry of any kind. @param reason the schema of its reason; a form without reasons has none */
export const entryWith = <Reason extends z.ZodType = z.ZodNever>(reason?: Reason) =>
  unionOf(entryTable, reason, (kind) => ({ memberId: clientId, amountPaise, kind })) as z.ZodType<
    EntryWith<z.output<Reason>>,
    EntryWith<z.input<Reason>>
  >;

/** Schema of a line of any kind. @param reason the schema of its reason; a form without reasons has none */
export const lineWith = <Reason extends z.ZodType = z.ZodNever>(reason?: Reason) =>
  unionOf(lineTable, reason, (kind) => ({ kind, amountPaise })) as z.ZodType<
    LineWith<z.output<Reason>>,
    LineWith<z.input<Reason>>
  >;
