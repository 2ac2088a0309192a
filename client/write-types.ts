/** Writes the TypeScript types of the built client's routes from the API's OpenAPI document. */

type JsonObject = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** An OpenAPI document leaves out empty objects and lists: `objectOf` and `listOf` give them back. */
const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A schema's description as a doc comment; empty without one. */
const docCommentOf = (schema: JsonObject): string =>
  typeof schema.description === 'string' ? `/** ${schema.description.replaceAll('*/', '* /')} */\n` : '';

const fieldsOf = (schema: JsonObject): string => {
  const required = listOf(schema.required);
  return Object.entries(objectOf(schema.properties))
    .map(([name, value]) => {
      const field = objectOf(value);
      return `${docCommentOf(field)}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(field)};`;
    })
    .join('\n');
};

/** The TypeScript type of an OpenAPI schema, for the built client; `unknown` if the schema has none of the known forms. */
export const typeOf = (schema: JsonObject): string => {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema.$ref ?? ''))?.[1];
  if (name !== undefined) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = [...listOf(schema.anyOf), ...listOf(schema.oneOf)].map(objectOf);
  if (options.length > 0) return options.map((one) => `(${typeOf(one)})`).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `(${typeOf(objectOf(schema.items))})[]`;
    case 'object':
      return schema.properties === undefined
        ? `{ [key: string]: ${isObject(schema.additionalProperties) ? typeOf(schema.additionalProperties) : 'unknown'} }`
        : `{\n${fieldsOf(schema)}\n}`;
    default:
      return 'unknown';
  }
};

/** The schema of a request body or a response, each of which has at most one media type; undefined without a body. */
const schemaOf = (bodyOrResponse: JsonObject): JsonObject | undefined => {
  const [mediaType] = Object.values(objectOf(bodyOrResponse.content));
  return mediaType === undefined ? undefined : objectOf(objectOf(mediaType).schema);
};

/** The fields of the object that a caller gives for a route: `path`, `query`, `body`, `ifMatch`. */
const requestFieldsOf = (operation: JsonObject): string => {
  const parameters = listOf(operation.parameters).map(objectOf);
  const fieldsFrom = (place: 'path' | 'query') =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required }) => `${JSON.stringify(name)}${required === true ? '' : '?'}: string;`)
      .join(' ');
  const body = schemaOf(objectOf(operation.requestBody));
  const path = fieldsFrom('path');
  const query = fieldsFrom('query');
  // A required field has no question mark before its colon.
  const hasRequiredQuery = /[^?]: /.test(query);
  return [
    ...(path === '' ? [] : [`path: { ${path} };`]),
    ...(query === '' ? [] : [`query${hasRequiredQuery ? '' : '?'}: { ${query} };`]),
    ...(body === undefined ? [] : [`body: ${typeOf(body)};`]),
    ...(parameters.some(({ name }) => name === 'If-Match') ? ['ifMatch: number;'] : []),
  ].join(' ');
};

/** The type of a route's answers below 400. One without a body is a redirect, of which the client gives the address. */
const answerTypeOf = (operation: JsonObject): string => {
  const types = Object.entries(objectOf(operation.responses))
    .filter(([status]) => Number(status) < 400)
    .map(([, response]) => schemaOf(objectOf(response)))
    .map((schema) => (schema === undefined ? '{ location: string }' : typeOf(schema)));
  return [...new Set(types)].map((type) => `(${type})`).join(' | ');
};

/** Writes the source of the built client's routes.ts: the type of every named schema, and `Routes`. */
export function writeTypes(document: JsonObject): string {
  const schemas = Object.entries(objectOf(objectOf(document.components).schemas)).map(
    ([name, schema]) => `${docCommentOf(objectOf(schema))}export type ${name} = ${typeOf(objectOf(schema))};`,
  );
  const routes = Object.entries(objectOf(document.paths)).flatMap(([path, methods]) =>
    Object.entries(objectOf(methods)).map(
      ([method, value]) =>
        `/** ${String(objectOf(value).summary)} */\n'${method.toUpperCase()} ${path}': { request: { ${requestFieldsOf(objectOf(value))} }; answer: ${answerTypeOf(objectOf(value))} };`,
    ),
  );
  return `${schemas.join('\n\n')}\n\n/** Every route by its key, \`METHOD /path/{parameter}\`. */\nexport type Routes = {\n${routes.join('\n')}\n};\n`;
}
