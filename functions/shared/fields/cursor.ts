import * as z from 'zod';
import { AppError } from '../errors/errors.ts';

/** The position at which the next page of a list begins: the content of its cursor, such as a table key. */
export type PageKey = Readonly<Record<string, string>>;

/** Limits for decoded cursors, which callers may have made up. */
const pageKey = z
  .record(z.string().min(1).max(40), z.string().min(1).max(400))
  .refine((value) => Object.keys(value).length <= 6);

/** The error for an invalid cursor of a list. */
export const invalidCursorError = (): AppError =>
  new AppError('invalid', 'invalid_cursor', 'This cursor is not one that a list gave.', {
    errors: [{ path: 'cursor', message: 'Send the cursor of the page before, unchanged.' }],
  });

/** The `cursor` field of a page of a list: JSON in base64url. An empty object if there is no next page. */
export const cursorField = (next: Readonly<Record<string, unknown>> | undefined): { cursor?: string } =>
  next === undefined ? {} : { cursor: Buffer.from(JSON.stringify(next)).toString('base64url') };

/** Parses the content of a cursor. @throws AppError `invalid_cursor` for anything that is not the position of a page */
export const parsePageKey = (json: string): PageKey => {
  try {
    return pageKey.parse(JSON.parse(json));
  } catch {
    throw invalidCursorError();
  }
};

/**
 * Decodes the cursor of a list; undefined for the first page.
 * @throws AppError `invalid_cursor` for anything that `cursorField` cannot have made
 */
export const decodeCursor = (cursor: string | undefined): PageKey | undefined =>
  cursor === undefined ? undefined : parsePageKey(Buffer.from(cursor, 'base64url').toString('utf8'));

/** Decodes a cursor and takes one named value from it, such as `id`; undefined for the first page. */
export const decodeCursorOf = (name: string, cursor: string | undefined): string | undefined => {
  const value = decodeCursor(cursor)?.[name];
  if (cursor !== undefined && value === undefined) {
    throw invalidCursorError();
  }
  return value;
};
