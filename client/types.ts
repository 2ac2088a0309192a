/** Writes the types of all routes out as TypeScript, from the OpenAPI document. */

type Json = { readonly [key: string]: unknown };

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const object = (value: unknown): Json => (isJson(value) ? value : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const comment = (schema: Json): string =>
  typeof schema.description === 'string' ? `/** ${schema.description.replaceAll('*/', '* /')} */\n` : '';

const fieldsOf = (schema: Json): string => {
  const required = list(schema.required);
  return Object.entries(object(schema.properties))
    .map(([name, value]) => {
      const field = object(value);
      return `${comment(field)}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(field)};`;
    })
    .join('\n');
};

/** A schema as a TypeScript type; what is not narrower than that is `unknown`. */
export const typeOf = (schema: Json): string => {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema.$ref ?? ''))?.[1];
  if (name !== undefined) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = [...list(schema.anyOf), ...list(schema.oneOf)].map(object);
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
      return `(${typeOf(object(schema.items))})[]`;
    case 'object':
      return schema.properties === undefined
        ? `{ [key: string]: ${isJson(schema.additionalProperties) ? typeOf(schema.additionalProperties) : 'unknown'} }`
        : `{\n${fieldsOf(schema)}\n}`;
    default:
      return 'unknown';
  }
};

const schemaIn = (holder: Json): Json | undefined => {
  const content = Object.values(object(holder.content))[0];
  return content === undefined ? undefined : object(object(content).schema);
};

const requestOf = (operation: Json): string => {
  const parameters = list(operation.parameters).map(object);
  const inPlace = (place: string) =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required }) => `${JSON.stringify(name)}${required === true ? '' : '?'}: string;`)
      .join(' ');
  const body = schemaIn(object(operation.requestBody));
  const [path, query] = [inPlace('path'), inPlace('query')];
  return [
    ...(path === '' ? [] : [`path: { ${path} };`]),
    ...(query === '' ? [] : [`query${/[^?]: /.test(query) ? '' : '?'}: { ${query} };`]),
    ...(body === undefined ? [] : [`body: ${typeOf(body)};`]),
    ...(parameters.some(({ name }) => name === 'If-Match') ? ['ifMatch: number;'] : []),
  ].join(' ');
};

const answerOf = (operation: Json): string => {
  const types = Object.entries(object(operation.responses))
    .filter(([status]) => Number(status) < 400)
    .map(([, response]) => schemaIn(object(response)))
    .map((schema) => (schema === undefined ? '{ location: string }' : typeOf(schema)));
  return [...new Set(types)].map((type) => `(${type})`).join(' | ');
};

/** The declarations of every named shape, and `Routes`. */
export function writeTypes(document: Json): string {
  const shapes = Object.entries(object(object(document.components).schemas)).map(
    ([name, schema]) => `${comment(object(schema))}export type ${name} = ${typeOf(object(schema))};`,
  );
  const routes = Object.entries(object(document.paths)).flatMap(([path, methods]) =>
    Object.entries(object(methods)).map(
      ([method, value]) =>
        `/** ${String(object(value).summary)} */\n'${method.toUpperCase()} ${path}': { request: { ${requestOf(object(value))} }; answer: ${answerOf(object(value))} };`,
    ),
  );
  return `${shapes.join('\n\n')}\n\n/** Every route by its key, \`METHOD /path/{parameter}\`. */\nexport type Routes = {\n${routes.join('\n')}\n};\n`;
}
