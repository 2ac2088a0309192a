import { type Descriptions, isJson, type Json, type Translate } from './openapi-schemas.ts';
import { pathSchemasOf } from './path-parameters.ts';
import type { RouteContract, RouteKey } from './route-contract.ts';

/** The parameters of a route in the OpenAPI document: of its path, its query and its headers. */

/** The query's schema (functions/shared/fields/page-schema.ts) takes `limit` as text; the document describes the number that it stands for. */
const limit = { type: 'integer', minimum: 1, maximum: 100, default: 50 };

/** The descriptions of path and query parameters, by name. */
const parameterDescriptions: Descriptions = {
  all: '`true` for everything in one answer.',
  id: 'The id of the record that the path names.',
  meetingId: 'The id of the meeting.',
  voucherId: 'The id of the voucher.',
  moveId: 'The id of the move.',
  childId: 'The id of the child.',
  officeId: 'The id of the office.',
  requestId: 'The id of the request.',
  questionId: 'The id of the question.',
  deviceId: 'The id of the device.',
  collectiveId: 'Only those of this collective.',
  memberId: 'Only those of this member.',
  month: 'The month, `YYYY-MM`.',
  state: 'Only those in this state; by default the open ones.',
  financialYear: 'The financial year, `2026-27`.',
  version: 'The version of the month: 1, 2, ….',
  versions: '`all` lists every version and not only the newest of each month.',
  name: 'The name of the file, `all.zip` or `public-key.pem`.',
  spokenIn: 'The language in which it is spoken.',
  textSha256: 'The SHA-256 of the exact text, in UTF-8 and Unicode’s form NFC.',
  sha256: 'The SHA-256 of the recording.',
  limit: 'How many at most.',
  since: '`since` of the last answer to the same person, unchanged.',
  cursor: 'The cursor of the page before.',
  status: 'Only cases with this status.',
  kind: 'Only those of this kind.',
  overdue: 'Only cases with something overdue.',
  open: '`true`: only those that wait: requests and demands neither answered, refused nor taken back, questions not closed; `false`: the others.',
  about: 'Only those about this.',
  district: 'Only those of this district; of cases, those of members who now live there.',
  code: 'Only the case with this code.',
  subject: 'Only lines about this record or person.',
  actor: 'Only lines of this person.',
  for: '`counting`: whole lines, to count again.',
  from: 'From this Indian date or instant on.',
  to: 'Up to this Indian date or instant.',
};

const describeParameter = (name: string): Json => {
  const description = parameterDescriptions[name];
  return description === undefined ? {} : { description };
};

/** A route's parameters in the OpenAPI document: of its path, its query, and `If-Match`. */
export const parametersOf = (key: RouteKey, route: RouteContract, translate: Translate): Json[] => {
  const path = Object.entries(pathSchemasOf(key)).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    ...describeParameter(name),
    schema: translate(schema, 'input'),
  }));
  const { properties, required } = route.query === undefined ? {} : translate(route.query, 'input');
  const queryParameters = Object.entries(isJson(properties) ? properties : {}).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(Array.isArray(required) && required.includes(name) ? { required: true } : {}),
    ...describeParameter(name),
    schema: name === 'limit' ? limit : schema,
  }));
  const ifMatch = {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The version that is changed, in quotes.',
    schema: { type: 'string', pattern: '^"[1-9][0-9]{0,8}"$' },
    example: '"1"',
  };
  return [...path, ...queryParameters, ...(route.ifMatch ? [ifMatch] : [])];
};
