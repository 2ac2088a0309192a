import { answersOf } from './openapi-answers.ts';
import { audienceOf } from './openapi-audience.ts';
import { parametersOf } from './openapi-parameters.ts';
import { problem, problemsOf, responses } from './openapi-problems.ts';
import {
  type Chapter,
  createFinisher,
  createMetadata,
  createTranslator,
  type Descriptions,
  type Json,
  type Translate,
} from './openapi-schemas.ts';
import { type RouteContract, type RouteKey, routesOf } from './route-contract.ts';

/** Generates the OpenAPI document from the contracts that validate requests. */

export type OpenApiDocument = Json & { readonly openapi: string };

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

const operationOf = (
  key: RouteKey,
  tag: string,
  route: RouteContract,
  translate: Translate,
  examples: Examples,
): Json => {
  const [method = '', path = ''] = key.split(' ');
  const parameters = parametersOf(key, route, translate);
  const example = examples.bodies[key];
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
    responses: {
      ...answersOf(route, translate, examples.answers[key]),
      ...problemsOf(key, route, translate),
    },
  };
};

/** Examples by a route's key. */
export type Examples = {
  /** An example of every body. */
  readonly bodies: Readonly<Record<string, object>>;
  /** An example of the answer with the status that `exampleStatusOf` gives, for each route that has such an answer. */
  readonly answers: Readonly<Record<string, object>>;
};

export type DocumentOptions = {
  /** The address of the OpenID Connect provider that tokens come from. */
  readonly issuer: string;
  readonly fields: Descriptions;
  readonly examples: Examples;
};

/** The whole OpenAPI document, from the contracts. @param chapters the areas in the order of the document */
export const createDocument = (
  chapters: readonly Chapter[],
  { issuer, fields, examples }: DocumentOptions,
): OpenApiDocument => {
  /**
   * The named schemas, by name; `translate` fills the map. They are JSON text, because `translate` compares texts to refuse a schema that is not the
   * same when it is sent and when it is received. They are parsed below.
   */
  const components = new Map<string, string>();
  const translate = createTranslator(createMetadata(chapters), createFinisher(fields), components);
  const paths: Record<string, Record<string, Json>> = {};
  for (const { tag, contract } of chapters) {
    for (const [key, route] of routesOf(contract)) {
      const [method = '', path = ''] = key.split(' ');
      paths[path] = {
        ...paths[path],
        [method.toLowerCase()]: operationOf(key, tag, route, translate, examples),
      };
    }
  }
  const schemas = Object.fromEntries(
    [...components]
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
