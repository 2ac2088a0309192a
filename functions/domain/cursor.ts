import * as z from 'zod';
import { AppError } from './errors.ts';

/** Where a list goes on: a key of the table, in a spelling that callers need not understand. */
export type Place = Readonly<Record<string, string>>;

const place = z
  .record(z.string().min(1).max(40), z.string().min(1).max(400))
  .refine((value) => Object.keys(value).length <= 6);

/** A cursor that is not one of ours. */
export const invalidCursor = (): AppError =>
  new AppError('invalid', 'invalid_cursor', 'This cursor is not one that a list gave.', {
    errors: [{ path: 'cursor', message: 'Send the cursor of the page before, unchanged.' }],
  });

/** The member `cursor` of a page, where more follows. */
export const encodeCursor = (next: Readonly<Record<string, unknown>> | undefined): { cursor?: string } =>
  next === undefined ? {} : { cursor: Buffer.from(JSON.stringify(next)).toString('base64url') };

/** @throws AppError `invalid_cursor` for what `encodeCursor` cannot have made. */
export const decodeCursor = (cursor: string | undefined): Place | undefined => {
  if (cursor === undefined) {
    return undefined;
  }
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalidCursor();
  }
};

/** As `decodeCursor`, for a list of our own making that goes on after one named value. */
export const decodeCursorOf = (name: string, cursor: string | undefined): string | undefined => {
  const value = decodeCursor(cursor)?.[name];
  if (cursor !== undefined && value === undefined) {
    throw invalidCursor();
  }
  return value;
};

/** How many a list gives where the caller does not say. */
export const limitOf = (limit: string | undefined): number => (limit === undefined ? 50 : Number(limit));
