import * as z from 'zod';
import { InternalError } from '../domain/errors.ts';
import { district } from '../domain/fields.ts';
import { type Reach, roles } from '../domain/roles.ts';
import { pathSchemasOf } from './path-parameters.ts';
import { problemCodesOf } from './problem-codes.ts';
import { type Contract, type RouteContract, type RouteKey, reachOf, routesOf } from './route-contract.ts';

/** Generates the OpenAPI document from the contracts that validate requests. */

/** What each field means, by its name. */
type Descriptions = Readonly<Record<string, string>>;

/** The routes of one area in the document. */
export type Chapter = {
  readonly tag: string;
  readonly about: string;
  readonly contract: Contract;
  /** Schemas that are defined once, by name, and referenced. */
  readonly schemas?: Readonly<Record<string, z.ZodType>>;
};

type Json = { readonly [key: string]: unknown };

export type OpenApiDocument = Json & { readonly openapi: string };

const problem = {
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

const problemResponse = (description: string, further: Json = {}, schema: Json = problemReference): Json => ({
  description,
  ...further,
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

/** Answers shared by all routes. */
const responses = {
  Unauthenticated: problemResponse('There is no valid token.'),
  Forbidden: problemResponse('The role does not allow it, or the body names what is out of reach.'),
  TooLarge: problemResponse('The body is over 256 KB.'),
  UnsupportedMediaType: problemResponse('The body is not `application/json`.'),
  VersionMissing: problemResponse('`If-Match` is missing.'),
  TooManyRequests: problemResponse('More requests than a person makes.', { headers: retryAfter }),
  Internal: problemResponse('Something went wrong; nothing is told of it.'),
  Busy: problemResponse('Others are writing the same; try again.'),
  Timeout: problemResponse('It took too long, and may have been done: send it again with the same id.'),
} as const satisfies Record<string, Json>;

const respond = (name: keyof typeof responses): Json => ({ $ref: `#/components/responses/${name}` });

/** zod's registry with our schema names; a named schema becomes a component. */
const createMetadata = (chapters: readonly Chapter[]) => {
  const named = chapters.flatMap(({ schemas = {} }) => Object.entries(schemas));
  const namesOf = new Map<unknown, string>([
    [district, 'District'],
    ...named.map(([name, schema]): [unknown, string] => [schema, name]),
  ]);
  return Object.assign(z.registry<Json>(), {
    get: (schema: z.core.$ZodType): Json | undefined => {
      const id = namesOf.get(schema);
      return id === undefined ? z.globalRegistry.get(schema) : { ...z.globalRegistry.get(schema), id };
    },
  });
};

/** Removes what only repeats the type or the format; ids are in lower case. */
const tidy = (schema: z.core.JSONSchema.BaseSchema): void => {
  if (schema.format === 'uuid' && schema.pattern !== undefined) {
    schema.pattern = schema.pattern.replaceAll('a-fA-F', 'a-f').replaceAll('[89abAB]', '[89ab]');
  }
  if (schema.format === 'date-time') {
    delete schema.pattern;
  }
  if (schema.maximum === Number.MAX_SAFE_INTEGER) {
    delete schema.maximum;
  }
  if (schema.minimum === Number.MIN_SAFE_INTEGER) {
    delete schema.minimum;
  }
};

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Points references at the document's components, where every named schema goes, and describes fields that do not describe themselves. */
const createFinisher = (descriptions: Descriptions) => {
  const describe = (properties: Json): Json =>
    Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => {
        const description = descriptions[name];
        return [name, description === undefined || !isJson(schema) ? schema : { description, ...schema }];
      }),
    );
  const finish = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(finish);
    }
    if (!isJson(value)) {
      return value;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        if (key === '$ref' && typeof member === 'string') {
          return [key, member.replace('#/$defs/', '#/components/schemas/')];
        }
        return [key, finish(key === 'properties' && isJson(member) ? describe(member) : member)];
      }),
    );
  };
  return finish;
};

/** Translates schemas, and collects the named ones in `met`. */
const createTranslator = (
  metadata: ReturnType<typeof createMetadata>,
  finish: ReturnType<typeof createFinisher>,
  met: Map<string, string>,
) => {
  const keep = (name: string, schema: unknown): void => {
    const text = JSON.stringify(finish(schema));
    if ((met.get(name) ?? text) !== text) {
      throw new InternalError(`${name} is not the same when it is sent and when it is received.`);
    }
    met.set(name, text);
  };

  return (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const {
      $schema: _,
      $defs = {},
      ...rest
    } = z.toJSONSchema(schema, { metadata, io, override: ({ jsonSchema }) => tidy(jsonSchema) });
    for (const [name, definition] of Object.entries($defs)) {
      keep(name, definition);
    }
    const translated = finish(rest);
    return isJson(translated) ? translated : {};
  };
};

type Translate = ReturnType<typeof createTranslator>;

const capitalise = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** `PATCH /api/members/{id}` becomes `patchMembersById`. */
const operationIdOf = (method: string, path: string): string =>
  [
    method.toLowerCase(),
    ...path
      .replace('/api/', '')
      .split('/')
      .flatMap((segment) => {
        const name = /^\{(\w+)\}$/.exec(segment)?.[1];
        return name === undefined ? segment.split(/[^a-zA-Z0-9]/).map(capitalise) : [`By${capitalise(name)}`];
      }),
  ].join('');

const reachWords: Readonly<Record<Reach, string>> = {
  all: '',
  own: ' (her own)',
  assigned: ' (assigned to her)',
  district: ' (of her districts)',
};

const audienceOf = (route: RouteContract): string => {
  if (route.who === 'anyone') {
    return 'For anyone.';
  }
  if (route.who === 'device') {
    return 'For a registered device.';
  }
  const allowed = roles.flatMap((role) => {
    const reach = reachOf(route, role);
    return reach === null ? [] : [`${role}${reachWords[reach]}`];
  });
  return `For: ${allowed.join(', ')}.`;
};

const limit = { type: 'integer', minimum: 1, maximum: 100, default: 50 };

/** What a parameter of a path or a query means, by its name. */
const parameterDescriptions: Descriptions = {
  id: 'The id of the record that the path names.',
  meetingId: 'The id of the meeting.',
  voucherId: 'The id of the voucher.',
  childId: 'The id of the child.',
  officeId: 'The id of the office.',
  requestId: 'The id of the request.',
  deviceId: 'The id of the device.',
  collectiveId: 'Only those of this collective.',
  memberId: 'Only those of this member.',
  month: 'The month, `YYYY-MM`.',
  financialYear: 'The financial year, `2026-27`.',
  version: 'The version of the month: 1, 2, ….',
  versions: '`all` lists every version and not only the newest of each month.',
  name: 'The name of the file, `all.zip` or `public-key.pem`.',
  limit: 'How many at most.',
  since: '`since` of the last answer to the same person, unchanged.',
  cursor: 'The cursor of the page before.',
  status: 'Only cases with this status.',
  kind: 'Only those of this kind.',
  overdue: 'Only cases with something overdue.',
  open: '`true`: only those that are neither answered, refused nor taken back; `false`: the others.',
  district: 'Only those of members who now live in this district.',
  code: 'Only the case with this code.',
  subject: 'Only lines about this record or person.',
  actor: 'Only lines of this person.',
  from: 'From this Indian date or instant on.',
  to: 'Up to this Indian date or instant.',
};

const describeParameter = (name: string): Json => {
  const description = parameterDescriptions[name];
  return description === undefined ? {} : { description };
};

const parametersOf = (key: RouteKey, route: RouteContract, translate: Translate): Json[] => {
  const path = Object.entries(pathSchemasOf(key)).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    ...describeParameter(name),
    schema: translate(schema, 'input'),
  }));
  const query = route.query === undefined ? {} : translate(route.query, 'input');
  const { properties, required } = query;
  const parameters = Object.entries(isJson(properties) ? properties : {}).map(([name, schema]) => ({
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
  return [...path, ...parameters, ...(route.ifMatch ? [ifMatch] : [])];
};

const answerWords = {
  200: 'Done.',
  201: 'Recorded.',
  202: 'Accepted; it will be done, once a second person has agreed where it takes one.',
  302: 'It is there.',
} as const;

const etag = { ETag: { description: 'The version of the record, in quotes.', schema: { type: 'string' } } };
const location = {
  Location: { description: 'A link that lives five minutes.', schema: { type: 'string', format: 'uri' } },
};

/** Whether an answer is one record with its own version. */
const isRecord = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodDiscriminatedUnion
    ? schema.options.every((option) => option instanceof z.ZodType && isRecord(option))
    : schema instanceof z.ZodObject && 'createdBy' in schema.shape && 'version' in schema.shape;

const answerOf = (
  status: keyof typeof answerWords,
  schema: z.ZodType,
  isRepetition: boolean,
  translate: Translate,
): Json =>
  status === 302
    ? { description: answerWords[status], headers: location }
    : {
        description: isRepetition
          ? 'Recorded before by an equal request: as it now is.'
          : answerWords[status],
        ...(isRecord(schema) ? { headers: etag } : {}),
        content: { 'application/json': { schema: translate(schema, 'output') } },
      };

/** Whether the request may be repeated and is recognised by its id. */
const isRepeatable = ({ refusals, ifMatch }: RouteContract): boolean =>
  ifMatch === undefined && (refusals?.[409]?.includes('id_reused') ?? false);

const answersOf = (route: RouteContract, translate: Translate): Json =>
  Object.fromEntries(
    ([200, 201, 202, 302] as const).flatMap((status): [string, Json][] => {
      const schema = route.answers[status];
      return schema === undefined
        ? []
        : [[String(status), answerOf(status, schema, status === 200 && isRepeatable(route), translate)]];
    }),
  );

/** The description of each refusal status, whatever the code. */
const problemWords: Readonly<Record<string, string>> = {
  400: 'The request is not valid; `errors` says where.',
  401: 'There is no valid token.',
  403: 'The role does not allow it, or the body names what is out of reach.',
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
  503: 'Busy',
  504: 'Timeout',
};

const staleProblem = (current: Json): Json =>
  problemResponse(
    problemWords[412] ?? '',
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

const problemsOf = (key: RouteKey, route: RouteContract, translate: Translate): Json =>
  Object.fromEntries(
    Object.entries(problemCodesOf(key, route)).map(([status, codes]) => {
      const shared = sharedProblems[status];
      const current = route.answers[200];
      if (shared !== undefined) {
        return [status, respond(shared)];
      }
      return status === '412' && current !== undefined
        ? [status, staleProblem(translate(current, 'output'))]
        : [status, problemOf(problemWords[status] ?? '', codes)];
    }),
  );

const operationOf = (
  key: RouteKey,
  tag: string,
  route: RouteContract,
  translate: Translate,
  example: object | undefined,
): Json => {
  const [method = '', path = ''] = key.split(' ');
  const parameters = parametersOf(key, route, translate);
  return {
    operationId: operationIdOf(method, path),
    tags: [tag],
    summary: route.summary,
    description: [route.description, audienceOf(route)].filter((text) => text !== undefined).join('\n\n'),
    ...(route.who === 'anyone' ? { security: [] } : {}),
    ...(route.who === 'device' ? { security: [{ device: [] }] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: translate(route.body, 'input'), ...(example && { example }) },
            },
          },
        }),
    responses: { ...answersOf(route, translate), ...problemsOf(key, route, translate) },
  };
};

export type DocumentOptions = {
  /** The address of the OpenID Connect provider that tokens come from. */
  readonly issuer: string;
  readonly fields: Descriptions;
  /** An example of each route's body, by the route's key. */
  readonly examples: Readonly<Record<string, object>>;
};

/** The whole OpenAPI document, from the contracts. */
export const createDocument = (
  chapters: readonly Chapter[],
  { issuer, fields, examples }: DocumentOptions,
): OpenApiDocument => {
  const met = new Map<string, string>();
  const translate = createTranslator(createMetadata(chapters), createFinisher(fields), met);
  const paths: Record<string, Record<string, Json>> = {};
  for (const { tag, contract } of chapters) {
    for (const [key, route] of routesOf(contract)) {
      const [method = '', path = ''] = key.split(' ');
      paths[path] = {
        ...paths[path],
        [method.toLowerCase()]: operationOf(key, tag, route, translate, examples[key]),
      };
    }
  }
  const schemas = Object.fromEntries(
    [...met]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]): [string, unknown] => [name, JSON.parse(text)]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Leadership Next',
      version: '1',
      description:
        'Members, savings, cases and monthly indicators of the Leadership Next programme.\n\n' +
        'Ids are UUIDv7, made by the caller before the first attempt to send: the same id with the same content ' +
        'changes nothing and succeeds. Dates are Indian calendar dates, instants RFC 3339 in UTC, money integer paise. ' +
        'Fields that are not known are refused.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document was read' }],
    security: [{ bearer: [] }, { openIdConnect: [] }],
    tags: chapters.map(({ tag, about }) => ({ name: tag, description: about })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        device: { type: 'http', scheme: 'bearer', bearerFormat: 'device.<id>.<secret>' },
        openIdConnect: {
          type: 'openIdConnect',
          openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
        },
      },
      schemas: { Problem: problem, ...schemas },
      responses,
    },
  };
};
