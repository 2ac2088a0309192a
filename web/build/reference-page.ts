/** The API's reference as one static page, made from its OpenAPI document: no script, nothing from the network. */

type Json = { readonly [key: string]: unknown };

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const object = (value: unknown): Json => (isJson(value) ? value : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

/** Plain text with `code` in backticks and blank lines between paragraphs. */
const inline = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
const prose = (text: string): string =>
  text
    .split('\n\n')
    .map((paragraph) => `<p>${inline(paragraph)}</p>`)
    .join('');

const nameOf = (reference: unknown): string | undefined => {
  const [, kind, name] = /^#\/components\/(schemas|responses)\/(\w+)$/.exec(words(reference)) ?? [];
  return kind === undefined ? undefined : name;
};

const link = (name: string): string => `<a href="#shape-${name}">${name}</a>`;

const bounds = (schema: Json): string[] => {
  const from = schema.minimum ?? schema.minLength ?? schema.minItems;
  const to = schema.maximum ?? schema.maxLength ?? schema.maxItems;
  if (from === undefined && to === undefined) return [];
  return [to === undefined ? `from ${from}` : `${from ?? 0} to ${to}`];
};

/** What kind of value a schema takes, in one line; a nested object is a list of its fields below it. */
const typeOf = (schema: Json): string => {
  const name = nameOf(schema.$ref);
  if (name !== undefined) return link(name);
  if (schema.const !== undefined) return `<code>${escapeHtml(JSON.stringify(schema.const))}</code>`;
  if (Array.isArray(schema.enum)) {
    return schema.enum.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' | ');
  }
  const options = [...list(schema.anyOf), ...list(schema.oneOf)].map(object);
  if (options.length > 0) return options.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(object(schema.items))}`;
  const format = words(schema.format);
  return escapeHtml(
    [words(schema.type) || 'any', ...(format === '' ? [] : [`(${format})`]), ...bounds(schema)].join(' '),
  );
};

/** The objects that a schema consists of, its list's items or its alternatives, so that none of their fields stays hidden. */
const partsOf = (schema: Json): readonly Json[] => {
  if (schema.$ref !== undefined) return [];
  if (isJson(schema.properties)) return [schema];
  if (schema.type === 'array') return partsOf(object(schema.items));
  return [...list(schema.anyOf), ...list(schema.oneOf), ...list(schema.allOf)].flatMap((one) =>
    partsOf(object(one)),
  );
};

const fieldsOf = (schema: Json): string => {
  const required = list(schema.required);
  const rows = Object.entries(object(schema.properties)).map(([name, value]) => {
    const field = object(value);
    const optional = required.includes(name) ? '' : ' <span class="optional">optional</span>';
    const inner = partsOf(field).map(fieldsOf).join('');
    return `<dt><code>${escapeHtml(name)}</code>${optional} <span class="type">${typeOf(field)}</span></dt><dd>${inline(words(field.description))}${inner}</dd>`;
  });
  return rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>`;
};

const shapeOf = (schema: Json): string => {
  const parts = partsOf(schema);
  return parts.length === 0 ? `<p>${typeOf(schema)}</p>` : parts.map(fieldsOf).join('<p class="or">or</p>');
};

const parametersOf = (operation: Json): string => {
  const rows = list(operation.parameters).map((value) => {
    const parameter = object(value);
    const optional = parameter.required === true ? '' : ' <span class="optional">optional</span>';
    return `<dt><code>${escapeHtml(words(parameter.name))}</code> in ${escapeHtml(words(parameter.in))}${optional} <span class="type">${typeOf(object(parameter.schema))}</span></dt><dd>${inline(words(parameter.description))}</dd>`;
  });
  return rows.length === 0 ? '' : `<h4>Parameters</h4><dl>${rows.join('')}</dl>`;
};

const schemaIn = (holder: Json): Json =>
  object(Object.values(object(holder.content)).map((content) => object(content).schema)[0]);

const exampleIn = (holder: Json): string => {
  const { example } = object(object(holder.content)['application/json']);
  return isJson(example) ? `<pre><code>${escapeHtml(JSON.stringify(example, null, 2))}</code></pre>` : '';
};

const bodyOf = ({ requestBody }: Json): string =>
  isJson(requestBody) ? `<h4>Body</h4>${shapeOf(schemaIn(requestBody))}${exampleIn(requestBody)}` : '';

/** The codes that a refusal may have: those that its schema lists. */
const codesOf = (response: Json): string[] =>
  list(schemaIn(response).allOf).flatMap((part) => {
    const { code } = object(object(part).properties);
    return [
      ...list(object(code).enum),
      ...(object(code).const === undefined ? [] : [object(code).const]),
    ].map(String);
  });

const answersOf = (operation: Json, shared: Json): string => {
  const rows = Object.entries(object(operation.responses)).map(([status, value]) => {
    const given = object(value);
    const response = given.$ref === undefined ? given : object(shared[nameOf(given.$ref) ?? '']);
    const codes = codesOf(response).map((code) => `<code>${escapeHtml(code)}</code>`);
    const shape = Number(status) < 300 ? `${shapeOf(schemaIn(response))}${exampleIn(response)}` : '';
    return `<dt>${status}</dt><dd>${inline(words(response.description))}${codes.length === 0 ? '' : ` ${codes.join(' ')}`}${shape}</dd>`;
  });
  return `<h4>Answers</h4><dl class="answers">${rows.join('')}</dl>`;
};

type Operation = { readonly method: string; readonly path: string; readonly operation: Json };

const operationsOf = (document: Json): Operation[] =>
  Object.entries(object(document.paths)).flatMap(([path, methods]) =>
    Object.entries(object(methods)).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: object(operation),
    })),
  );

const sectionOf = ({ method, path, operation }: Operation, shared: Json): string =>
  `<section id="${escapeHtml(words(operation.operationId))}"><h3><span class="method">${method}</span> <code>${escapeHtml(path)}</code></h3>` +
  `<p class="summary">${inline(words(operation.summary))}</p>${prose(words(operation.description))}` +
  `<details><summary>Parameters, body and answers</summary>${parametersOf(operation)}${bodyOf(operation)}${answersOf(operation, shared)}</details></section>`;

/**
 * The page.
 * @param document an OpenAPI 3.1 document as functions/http/openapi.ts makes it
 * @param stylesheet the address of its style
 */
export function renderReference(document: Json, stylesheet: string): string {
  const { schemas, responses } = object(document.components);
  const operations = operationsOf(document);
  const chapters = list(document.tags).map((value) => {
    const tag = object(value);
    const own = operations.filter(({ operation }) => list(operation.tags).includes(tag.name));
    return { name: words(tag.name), about: words(tag.description), own };
  });
  const contents = chapters
    .map(
      ({ name, own }) =>
        `<li><a href="#chapter-${escapeHtml(name)}">${escapeHtml(name)}</a><ul>${own
          .map(
            ({ method, path, operation }) =>
              `<li><a href="#${escapeHtml(words(operation.operationId))}"><span class="method">${method}</span> ${escapeHtml(path)}</a></li>`,
          )
          .join('')}</ul></li>`,
    )
    .join('');
  const main = chapters
    .map(
      ({ name, about, own }) =>
        `<h2 id="chapter-${escapeHtml(name)}">${escapeHtml(name)}</h2><p>${inline(about)}.</p>` +
        own.map((one) => sectionOf(one, object(responses))).join(''),
    )
    .join('');
  const shapes = Object.entries(object(schemas))
    .map(
      ([name, schema]) =>
        `<section id="shape-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${prose(words(object(schema).description))}${shapeOf(object(schema))}</section>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Leadership Next: the API</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${escapeHtml(stylesheet)}">
</head>
<body>
<nav aria-label="Contents"><h1>The API</h1><ul>${contents}<li><a href="#shapes">shapes</a></li></ul></nav>
<main>${prose(words(object(document.info).description))}
<p>The same for programs: <a href="/api/openapi.json">OpenAPI ${escapeHtml(words(document.openapi))}</a>.</p>
${main}
<h2 id="shapes">shapes</h2>${shapes}
</main>
</body>
</html>
`;
}
