import * as z from 'zod';
import { AppError } from './errors.ts';

/** Where a list continues: a table key, opaque to callers. */
export type PageKey = Readonly<Record<string, string>>;

const place = z
  .record(z.string().min(1).max(40), z.string().min(1).max(400))
  .refine((value) => Object.keys(value).length <= 6);

/** The error for an invalid cursor of a list. */
export const invalidCursor = (): AppError =>
  new AppError('invalid', 'invalid_cursor', 'This cursor is not one that a list gave.', {
    errors: [{ path: 'cursor', message: 'Send the cursor of the page before, unchanged.' }],
  });

/** The `cursor` member of a page, if there is a next page. */
export const cursorField = (next: Readonly<Record<string, unknown>> | undefined): { cursor?: string } =>
  next === undefined ? {} : { cursor: Buffer.from(JSON.stringify(next)).toString('base64url') };

/**
 * The content of a list's cursor.
 * @throws AppError `invalid_cursor` for anything that `cursorField` cannot have made
 */
export const decodeCursor = (cursor: string | undefined): PageKey | undefined => {
  if (cursor === undefined) {
    return undefined;
  }
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalidCursor();
  }
};

/** Like `decodeCursor`, for lists whose cursor is one named value. */
export const decodeCursorOf = (name: string, cursor: string | undefined): string | undefined => {
  const value = decodeCursor(cursor)?.[name];
  if (cursor !== undefined && value === undefined) {
    throw invalidCursor();
  }
  return value;
};
