import * as z from 'zod';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';

/** The place at which a search goes on, in its cursor. */

/** The place of a search in its cursor, where every value is a string. */
const searchPlace = z.strictObject({
  startedAt: z.iso.datetime(),
  /** One digit, since a search has at most eight tokens. */
  term: z.string().regex(/^\d$/),
  district: z.string(),
  memberId: z.string().optional(),
});

/** The place from which a search reads on. */
export type SearchPlace = {
  /** The time at which the search's first page was requested. */
  readonly startedAt: string;
  /** The index of the token. */
  readonly term: number;
  /** The first district to read; '' for all. */
  readonly district: string;
  /** If given, the search continues after this member of the district. */
  readonly memberId?: string | undefined;
};

/** The place from which a search reads candidates: the one in its cursor, or the beginning. @throws AppError `invalid_cursor` */
export const parsePlace = (cursor: PageKey | undefined, now: Date): SearchPlace => {
  if (cursor === undefined) {
    return { startedAt: now.toISOString(), term: 0, district: '' };
  }
  const { success, data } = searchPlace.safeParse(cursor);
  if (!success) {
    throw invalidCursorError();
  }
  return { ...data, term: Number(data.term) };
};

/** The cursor key of a place. */
export const placeKeyOf = ({ startedAt, term, district, memberId }: SearchPlace): PageKey => ({
  startedAt,
  term: String(term),
  district,
  ...(memberId === undefined ? {} : { memberId }),
});
