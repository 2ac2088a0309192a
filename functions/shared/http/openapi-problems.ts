import type { Json, Translate } from './openapi-schemas.ts';
import { problemCodesOf } from './problem-codes.ts';
import type { RouteContract, RouteKey } from './route-contract.ts';

/** The problems that a route may answer, in the OpenAPI document. openapi-answers.ts has the successful answers. */

export const problem = {
  type: 'object',
  description: 'A problem document (RFC 9457). Rules may add figures of their own.',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Always `about:blank`: see `code`.' },
    title: { type: 'string', description: 'What the status means, in English.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What is wrong, in plain English.' },
    code: { type: 'string', description: 'What programs tell problems apart by.' },
    errors: {
      type: 'array',
      description: 'What is wrong with an input, field by field.',
      items: {
        type: 'object',
        properties: {
          path: { type: 'string', description: 'The field, dotted: `entries.0.amountPaise`.' },
          message: { type: 'string', description: 'Why, in plain English.' },
        },
        required: ['path', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};
const problemReference = { $ref: '#/components/schemas/Problem' };

const problemResponse = (description: string, extra: Json = {}, schema: Json = problemReference): Json => ({
  description,
  ...extra,
  content: { 'application/problem+json': { schema } },
});

/** A problem with one of several codes. */
const problemOf = (description: string, codes: readonly string[]): Json =>
  problemResponse(
    description,
    {},
    {
      allOf: [
        problemReference,
        { type: 'object', properties: { code: { enum: [...codes] } }, required: ['code'] },
      ],
    },
  );

const retryAfter = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'string' } } };

/** The problems in the OpenAPI document that all routes share. */
export const responses = {
  Unauthenticated: problemResponse('There is no valid token.'),
  Forbidden: problemResponse('The role does not allow it, or the body names what is out of reach.'),
  TooLarge: problemResponse('The body is over 256 KB.'),
  UnsupportedMediaType: problemResponse('The body is not `application/json`.'),
  VersionMissing: problemResponse('`If-Match` is missing.'),
  TooManyRequests: problemResponse('More requests than a person makes.', { headers: retryAfter }),
  Internal: problemResponse('Something went wrong; nothing is told of it.'),
  Unavailable: problemResponse(
    'Others are writing the same (`busy`), or this does not work at this moment (`unavailable`): send it again, with the same id.',
    { headers: retryAfter },
  ),
  Timeout: problemResponse('It took too long, and may have been done: send it again with the same id.'),
} as const satisfies Record<string, Json>;

const sharedResponse = (name: keyof typeof responses): Json => ({ $ref: `#/components/responses/${name}` });

/** The descriptions, by status, of the problems that have codes or figures of their own on each route. */
const problemDescriptions: Readonly<Record<string, string>> = {
  400: 'The request is not valid; `errors` says where.',
  404: 'It does not exist, or lies beyond what the caller may know of.',
  409: 'In conflict with what is stored. `id_reused`: the id stands for something else.',
  412: 'Somebody else changed it since: `current` is as it now is.',
  422: 'Well formed, and refused by a rule.',
};

/** Problems described once for all routes, since each has one code and no figures. */
const sharedProblems: Readonly<Record<string, keyof typeof responses>> = {
  401: 'Unauthenticated',
  403: 'Forbidden',
  413: 'TooLarge',
  415: 'UnsupportedMediaType',
  428: 'VersionMissing',
  429: 'TooManyRequests',
  500: 'Internal',
  503: 'Unavailable',
  504: 'Timeout',
};

/** The problem 412. @param current the schema of the record as it is now */
const staleProblem = (current: Json): Json =>
  problemResponse(
    problemDescriptions[412] ?? '',
    {},
    {
      allOf: [
        problemReference,
        {
          type: 'object',
          properties: { code: { const: 'stale' }, current },
          required: ['current'],
        },
      ],
    },
  );

/** The problems that a route may answer in the OpenAPI document, by status. */
export const problemsOf = (key: RouteKey, route: RouteContract, translate: Translate): Json =>
  Object.fromEntries(
    Object.entries(problemCodesOf(key, route)).map(([status, codes]) => {
      const shared = sharedProblems[status];
      if (shared !== undefined) {
        return [status, sharedResponse(shared)];
      }
      // A change answers 200 with the record, and 412 with the same record as it is now.
      const record = route.answers[200];
      return status === '412' && record !== undefined
        ? [status, staleProblem(translate(record, 'output'))]
        : [status, problemOf(problemDescriptions[status] ?? '', codes)];
    }),
  );
