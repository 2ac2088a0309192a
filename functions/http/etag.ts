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
