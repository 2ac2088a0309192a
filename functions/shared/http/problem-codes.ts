import type * as z from 'zod';
// Not as `z.core`: that would bring all of zod into a bundle, with its messages in forty languages.
import { $ZodCheck, $ZodType } from 'zod/v4/core';
import { pathSchemasOf } from './path-parameters.ts';
import type { RouteContract, RouteKey } from './route-contract.ts';

/** Every error code that a route may answer, for its documentation and for the tests that watch its answers. */

export type ProblemCodes = Readonly<Record<number, readonly string[]>>;

/** The codes of a schema's own checks (`params.code`), and its field names. */
type Findings = { readonly codes: Set<string>; readonly fields: Set<string> };

/** Adds the findings in a schema's definition, and in all nested schemas, to `found`. @param seen what was visited already */
const collect = (value: unknown, found: Findings, seen = new Set<unknown>()): Findings => {
  if (typeof value !== 'object' || value === null || seen.has(value)) {
    return found;
  }
  seen.add(value);
  if (value instanceof $ZodType || value instanceof $ZodCheck) {
    return collect(value._zod.def, found, seen);
  }
  for (const [key, member] of Object.entries(value)) {
    if (key === 'shape' && typeof member === 'object' && member !== null) {
      for (const name of Object.keys(member)) found.fields.add(name);
    }
    if (key === 'params' && typeof member === 'object' && member !== null && 'code' in member) {
      found.codes.add(String(member.code));
    }
    collect(member, found, seen);
  }
  return found;
};

const findingsIn = (schema: z.ZodType | undefined): Findings =>
  collect(schema, { codes: new Set(), fields: new Set() });

const invalidCodesOf = (key: RouteKey, { query, body, ifMatch, refusals }: RouteContract): string[] => {
  const inPath = Object.values(pathSchemasOf(key)).map(findingsIn);
  const inQuery = findingsIn(query);
  const inBody = findingsIn(body);
  return [
    ...(inPath.length === 0 ? [] : ['invalid_path', ...inPath.flatMap(({ codes }) => [...codes])]),
    // On every route, since unknown parameters are refused.
    'invalid_query',
    ...inQuery.codes,
    // A period that ends before it begins is refused after the schema.
    ...(inQuery.fields.has('from') ? ['invalid_date'] : []),
    ...(inQuery.fields.has('cursor') ? ['invalid_cursor'] : []),
    ...(ifMatch ? ['invalid_if_match'] : []),
    ...(body === undefined ? [] : ['invalid_json', 'invalid_body', ...inBody.codes]),
    // A year that has not come yet is refused after the schema, by `refuseFutureDates` (future-dates.ts).
    ...(inBody.fields.has('birthYear') ? ['invalid_date'] : []),
    ...(refusals?.[400] ?? []),
    // The gateway's own code, for a request that it cannot read.
    'invalid_request',
  ];
};

/** A route's problem codes by HTTP status: the codes of its own rules, and those that follow from its shape and audience. */
export const problemCodesOf = (key: RouteKey, route: RouteContract): ProblemCodes => {
  const { who, services, body, ifMatch, refusals = {} } = route;
  const rules = [
    ...(refusals[422] ?? []),
    ...(services === 'stops' || services === 'stops in part' ? ['consent_withdrawn'] : []),
  ];
  const isOpen = who === 'anyone';
  const codes: Record<number, readonly string[]> = {
    400: [...new Set(invalidCodesOf(key, route))],
    ...(isOpen ? {} : { 401: ['unauthenticated'], 403: ['forbidden'] }),
    ...(refusals[404] === undefined ? {} : { 404: refusals[404] }),
    ...(refusals[409] === undefined ? {} : { 409: refusals[409] }),
    ...(ifMatch ? { 412: ['stale'] } : {}),
    ...(body === undefined ? {} : { 413: ['too_large'], 415: ['unsupported_media_type'] }),
    ...(rules.length === 0 ? {} : { 422: rules }),
    ...(ifMatch ? { 428: ['if_match_required'] } : {}),
    429: ['too_many_requests'],
    500: ['internal'],
    // Only a route that uses the table can find it busy or gone; those for anyone do not.
    ...(isOpen ? {} : { 503: ['busy', 'unavailable'] }),
    504: ['timeout'],
  };
  return codes;
};
