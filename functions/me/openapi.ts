import * as z from 'zod';
import { approvalsContract } from '../approvals/contract.ts';
import { auditContract } from '../audit/contract.ts';
import { booksContract } from '../books/contract.ts';
import { casesContract } from '../cases/contract.ts';
import { closingContract } from '../closing/contract.ts';
import { collectivesContract } from '../collectives/contract.ts';
import { devicesContract } from '../devices/contract.ts';
import { district } from '../domain/fields.ts';
import { type Reach, roles } from '../domain/roles.ts';
import { erasureContract } from '../erasure/contract.ts';
import { authorisation, isForDevices, type RouteKey, reachOf } from '../http/authorisation.ts';
import { type Contract, pathSchemasOf, type RouteContract } from '../http/http.ts';
import { membersContract } from '../members/contract.ts';
import { outreachContract } from '../outreach/contract.ts';
import { peopleContract } from '../people/contract.ts';
import { previewContract } from '../preview/contract.ts';
import { snapshotsContract } from '../snapshots/contract.ts';
import { meContract } from './contract.ts';

/**
 * The OpenAPI document, made from the contracts that validate the requests: what it says of a shape is what is checked.
 */

type Json = { readonly [key: string]: unknown };

/** The contracts, in the order of the document. A new slice adds its own here. */
const chapters: readonly { readonly tag: string; readonly about: string; readonly contract: Contract }[] = [
  {
    tag: 'session',
    about: 'Whether the API answers, what it is, and who is signed in',
    contract: meContract,
  },
  {
    tag: 'devices',
    about: 'The keys of what a shared phone keeps until it is sent',
    contract: devicesContract,
  },
  { tag: 'collectives', about: 'The self-help groups', contract: collectivesContract },
  {
    tag: 'members',
    about: 'The survivors who are members, their consents and children',
    contract: membersContract,
  },
  { tag: 'savings', about: 'Meetings, and the money that changes hands there', contract: booksContract },
  { tag: 'cases', about: 'Cases and their timelines', contract: casesContract },
  {
    tag: 'outreach',
    about: 'Work with the media, the police and those who decide',
    contract: outreachContract,
  },
  { tag: 'snapshots', about: 'The published months and their files', contract: snapshotsContract },
  {
    tag: 'preview',
    about: 'A month before it closes',
    contract: previewContract,
  },
  {
    tag: 'close',
    about: 'What a month’s close needs: corrections, targets',
    contract: closingContract,
  },
  { tag: 'people', about: 'People and their access', contract: peopleContract },
  { tag: 'audit', about: 'Who changed what, and who looked', contract: auditContract },
  { tag: 'erasure', about: 'Members, leaders and staff who are erased', contract: erasureContract },
  { tag: 'approvals', about: 'What takes two persons', contract: approvalsContract },
];

/** The schemas that the document tells once, by name, and refers to. */
const components: Readonly<Record<string, z.ZodType>> = {
  District: district,
  Collective: collectivesContract['GET /api/collectives/{id}'].answers[200],
  NewCollective: collectivesContract['POST /api/collectives'].body,
  CollectiveChange: collectivesContract['PATCH /api/collectives/{id}'].body,
  Member: membersContract['GET /api/members/{id}'].answers[200],
  ListedMember: membersContract['GET /api/members'].answers[200].shape.items.element,
  FoundMember: membersContract['POST /api/members/search'].answers[200].shape.items.element,
  NewMember: membersContract['POST /api/members'].body,
  MemberChange: membersContract['PATCH /api/members/{id}'].body,
  Consent: membersContract['POST /api/members/{id}/consents'].answers[201],
  NewConsent: membersContract['POST /api/members/{id}/consents'].body,
  Child: membersContract['POST /api/members/{id}/children'].answers[201],
  NewChild: membersContract['POST /api/members/{id}/children'].body,
  Meeting: booksContract['GET /api/collectives/{id}/meetings/{meetingId}'].answers[200],
  ListedMeeting: booksContract['GET /api/collectives/{id}/meetings'].answers[200].shape.items.element,
  NewMeeting: booksContract['POST /api/collectives/{id}/meetings'].body,
  Ledger: booksContract['GET /api/collectives/{id}/ledger'].answers[200],
  MemberSavings: booksContract['GET /api/members/{id}/savings'].answers[200],
  Case: casesContract['GET /api/cases/{id}'].answers[200],
  NewCase: casesContract['POST /api/cases'].body,
  CaseChange: casesContract['PATCH /api/cases/{id}'].body,
  UnassignedCase: casesContract['GET /api/cases/unassigned'].answers[200].shape.items.element,
  CaseEvent: casesContract['POST /api/cases/{id}/events'].answers[201],
  NewCaseEvent: casesContract['POST /api/cases/{id}/events'].body,
  BrokenGlass: casesContract['POST /api/break-glass'].answers[201],
  JournalLine: auditContract['GET /api/journal'].answers[200].shape.items.element,
  Access: auditContract['GET /api/access-log'].answers[200].shape.items.element,
  Erasure: erasureContract['GET /api/erasures'].answers[200].shape.items.element,
  ErasureAsked: erasureContract['POST /api/members/{id}/erasure'].answers[202],
  Asked: peopleContract['PATCH /api/users/{id}'].answers[202],
  WaitingApproval: approvalsContract['GET /api/approvals'].answers[200].shape.items.element,
  DecidedApproval: approvalsContract['POST /api/approvals/{id}'].answers[200],
  Outreach: outreachContract['POST /api/outreach'].answers[201],
  NewOutreach: outreachContract['POST /api/outreach'].body,
  Preview: previewContract['GET /api/snapshots/preview'].answers[200],
  NewCorrection: closingContract['POST /api/snapshots/{month}/corrections'].body,
  Targets: closingContract['GET /api/targets/{financialYear}'].answers[200],
  NewTargets: closingContract['PUT /api/targets/{financialYear}'].body,
  PublishedMonth: snapshotsContract['GET /api/snapshots'].answers[200].shape.items.element,
  PublishedSnapshot: snapshotsContract['GET /api/snapshots/{month}'].answers[200],
  Person: peopleContract['GET /api/users/{id}'].answers[200],
  NewPerson: peopleContract['POST /api/users'].body,
  PersonChange: peopleContract['PATCH /api/users/{id}'].body,
};

const problem = {
  type: 'object',
  description: 'A problem document (RFC 9457). Rules may add figures of their own.',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'What programs tell problems apart by.' },
    errors: {
      type: 'array',
      description: 'What is wrong with an input, field by field.',
      items: {
        type: 'object',
        properties: {
          path: { type: 'string', description: 'The field, dotted: `entries.0.amountPaise`.' },
          message: { type: 'string' },
        },
        required: ['path', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};
const problemReference = { $ref: '#/components/schemas/Problem' };

const problemResponse = (description: string, more: Json = {}, schema: Json = problemReference): Json => ({
  description,
  ...more,
  content: { 'application/problem+json': { schema } },
});

/** A problem with one of some codes. */
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

/** The answers that are the same on every route. */
const responses = {
  Invalid: problemResponse('The request is not valid (`invalid_…`); `errors` says where.'),
  Unauthenticated: problemResponse('There is no valid token.'),
  Forbidden: problemResponse('The role does not allow it, or the body names what is out of reach.'),
  NotFound: problemResponse('It does not exist, or lies beyond what the caller may know of.'),
  Conflict: problemResponse(
    'The id stands for something else (`id_reused`), or was done differently before.',
  ),
  TooLarge: problemResponse('The body is over 256 KB.'),
  UnsupportedMediaType: problemResponse('The body is not `application/json`.'),
  VersionMissing: problemResponse('`If-Match` is missing.'),
  TooManyRequests: problemResponse('More requests than a person makes.', { headers: retryAfter }),
  Internal: problemResponse('Something went wrong; nothing is told of it.'),
  Busy: problemResponse('Others are writing the same; try again.'),
  Timeout: problemResponse('It took too long, and may have been done: send it again with the same id.'),
} as const satisfies Record<string, Json>;

const respond = (name: keyof typeof responses): Json => ({ $ref: `#/components/responses/${name}` });

const namesOf = new Map<unknown, string>(Object.entries(components).map(([name, schema]) => [schema, name]));

/** What zod knows of a schema, and our name for it, which makes it a schema of its own. */
const metadata = Object.assign(z.registry<Json>(), {
  get: (schema: z.core.$ZodType): Json | undefined => {
    const id = namesOf.get(schema);
    return id === undefined ? z.globalRegistry.get(schema) : { ...z.globalRegistry.get(schema), id };
  },
});

/** Leaves out what only repeats the type or the format; ids are in lower case. */
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

/** Points references at the document's components, where every named schema goes. */
const toComponents = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(toComponents);
  }
  if (!isJson(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) =>
      key === '$ref' && typeof member === 'string'
        ? [key, member.replace('#/$defs/', '#/components/schemas/')]
        : [key, toComponents(member)],
    ),
  );
};

/** Translates schemas, and keeps the named ones it meets in `met`. */
const createTranslator = (met: Map<string, string>) => {
  const keep = (name: string, schema: unknown): void => {
    const text = JSON.stringify(toComponents(schema));
    if ((met.get(name) ?? text) !== text) {
      throw new Error(`${name} is not the same when it is sent and when it is received.`);
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
    const translated = toComponents(rest);
    return isJson(translated) ? translated : {};
  };
};

type Translate = ReturnType<typeof createTranslator>;

const capitalise = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** `PATCH /api/members/{id}` is `patchMembersById`. */
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

const audienceOf = (key: RouteKey): string => {
  const allowed = roles.flatMap((role) => {
    const reach = reachOf(key, role);
    return reach === null ? [] : [`${role}${reachWords[reach]}`];
  });
  if (authorisation[key] === 'anyone') {
    return 'For anyone.';
  }
  return isForDevices(key) ? 'For a registered device.' : `For: ${allowed.join(', ')}.`;
};

const limit = { type: 'integer', minimum: 1, maximum: 100, default: 50 };

const parametersOf = (key: RouteKey, route: RouteContract, translate: Translate): Json[] => {
  const path = Object.entries(pathSchemasOf(key)).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema: translate(schema, 'input'),
  }));
  const query = route.query === undefined ? {} : translate(route.query, 'input');
  const { properties, required } = query;
  const parameters = Object.entries(isJson(properties) ? properties : {}).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(Array.isArray(required) && required.includes(name) ? { required: true } : {}),
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

/** Whether an answer is one record, with a version of its own. */
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

/** Whether the same request may come again, and is known by its id. */
const isRepeatable = ({ answers, ifMatch }: RouteContract): boolean =>
  ifMatch === undefined &&
  (answers[202] !== undefined || (answers[201] !== undefined && answers[200] !== undefined));

const answersOf = (route: RouteContract, translate: Translate): Json =>
  Object.fromEntries(
    ([200, 201, 202, 302] as const).flatMap((status): [string, Json][] => {
      const schema = route.answers[status];
      return schema === undefined
        ? []
        : [[String(status), answerOf(status, schema, status === 200 && isRepeatable(route), translate)]];
    }),
  );

const problemsOf = (key: RouteKey, route: RouteContract, translate: Translate): Json => {
  const isPublic = authorisation[key] === 'anyone';
  const { refusals = [], conflicts = [] } = route;
  const current = route.answers[200];
  return {
    400: respond('Invalid'),
    ...(isPublic ? {} : { 401: respond('Unauthenticated'), 403: respond('Forbidden') }),
    ...(key.includes('{') || route.mayBeUnknown ? { 404: respond('NotFound') } : {}),
    ...(isRepeatable(route) ? { 409: respond('Conflict') } : {}),
    ...(conflicts.length === 0
      ? {}
      : { 409: problemOf('In conflict with what is stored.', ['id_reused', ...conflicts]) }),
    ...(route.ifMatch && current !== undefined
      ? {
          412: problemResponse(
            'Somebody else changed it since: `current` is as it now is.',
            {},
            {
              allOf: [
                problemReference,
                {
                  type: 'object',
                  properties: { code: { const: 'stale' }, current: translate(current, 'output') },
                  required: ['current'],
                },
              ],
            },
          ),
          428: respond('VersionMissing'),
        }
      : {}),
    ...(route.body === undefined ? {} : { 413: respond('TooLarge'), 415: respond('UnsupportedMediaType') }),
    ...(refusals.length === 0
      ? {}
      : {
          422: problemOf('Well formed, and refused by a rule.', refusals),
        }),
    429: respond('TooManyRequests'),
    500: respond('Internal'),
    ...(isPublic ? {} : { 503: respond('Busy') }),
    504: respond('Timeout'),
  };
};

const operationOf = (key: RouteKey, tag: string, route: RouteContract, translate: Translate): Json => {
  const [method = '', path = ''] = key.split(' ');
  const parameters = parametersOf(key, route, translate);
  return {
    operationId: operationIdOf(method, path),
    tags: [tag],
    summary: route.summary,
    description: [route.description, audienceOf(key)].filter((text) => text !== undefined).join('\n\n'),
    ...(authorisation[key] === 'anyone' ? { security: [] } : {}),
    ...(isForDevices(key) ? { security: [{ device: [] }] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: translate(route.body, 'input') } },
          },
        }),
    responses: { ...answersOf(route, translate), ...problemsOf(key, route, translate) },
  };
};

const isRouteKey = (key: string): key is RouteKey => key in authorisation;

/** The whole document. `issuer` is the address of the OpenID Connect provider that tokens come from. */
export const createDocument = ({ issuer }: { readonly issuer: string }): Json => {
  const met = new Map<string, string>();
  const translate = createTranslator(met);
  const paths: Record<string, Record<string, Json>> = {};
  for (const { tag, contract } of chapters) {
    for (const [key, route] of Object.entries(contract)) {
      if (!isRouteKey(key)) {
        throw new Error(`${key} is not a row of the authorisation table.`);
      }
      const [method = '', path = ''] = key.split(' ');
      paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(key, tag, route, translate) };
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
