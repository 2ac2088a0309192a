import { AppError } from '../errors/errors.ts';
import type { Headers } from './create-routes.ts';

/** The answer with a record (status 200 or 201), and with the record's version as its `ETag` header. */
export const withVersion = <Status extends 200 | 201, Body extends { readonly version: number }>(
  status: Status,
  body: Body,
): { readonly status: Status; readonly body: Body; readonly headers: Headers } => ({
  status,
  body,
  headers: { etag: `"${body.version}"` },
});

/** The version of a record that a request's `If-Match` header gives, as an ETag: 1 to 999,999,999. */
export const parseIfMatch = (header: string | undefined): number => {
  if (header === undefined) {
    throw new AppError(
      'precondition_required',
      'if_match_required',
      'Send the version that you change: If-Match: "1".',
    );
  }
  const version = /^"([1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new AppError('invalid', 'invalid_if_match', 'Write If-Match as a version in quotes: "1".', {
      errors: [{ path: 'If-Match', message: 'A version in quotes, such as "1".' }],
    });
  }
  return Number(version);
};
