import * as z from 'zod';
import { districtNames } from '../../reach/districts.ts';

/** The fields that lines of several subjects share. */

/** A copy of an object with its fields in alphabetical order. */
export const sortFields = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) as T;

/**
 * Schema of an object in a journal line, with its fields in alphabetical order, so that a parsed line serialises as
 * canonical JSON without sorting. A digest over a million lines could not afford the sorting.
 */
export const object = <S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S> =>
  z.object(sortFields(shape));

export const id = z.uuid();
export const date = z.iso.date();
/** Schema of a district in a journal line: abolished ones too, since a line never changes. */
export const district = z.enum(districtNames);
export const month = z.string().regex(/^\d{4}-\d{2}$/);
export const instant = z.iso.datetime({ precision: 3 });

/** The fields of every line. */
export const base = {
  /** The line's id. If the line records something new and names no other id for it (an office, a request), it has this one. */
  id,
  recordedAt: instant,
  /** The acting person, or `system`: the schedule, a device before sign-in, or an operator's command. */
  actor: z.union([id, z.literal('system')]),
};
