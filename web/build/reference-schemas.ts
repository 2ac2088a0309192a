/**
 * Renders the schemas of the API's reference page: types and fields. Functions whose names end in `Html` return HTML whose texts are escaped.
 * `reference-html.ts` renders the rest of the page.
 */

export type JsonObject = { readonly [key: string]: unknown };

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An OpenAPI document leaves absent parts out. These functions give an empty object, list or text for them. */
export const objectOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

/** Text with `code` between backticks. */
export const inlineHtml = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
/** Text with blank lines between paragraphs. */
export const proseHtml = (text: string): string =>
  text
    .split('\n\n')
    .map((paragraph) => `<p>${inlineHtml(paragraph)}</p>`)
    .join('');

/** The name in a reference within the document: `Member` of `#/components/schemas/Member`. */
export const nameOf = (reference: unknown): string | undefined =>
  /^#\/components\/(?:schemas|responses)\/(\w+)$/.exec(textOf(reference))?.[1];

const shapeLinkHtml = (name: string): string => `<a href="#shape-${name}">${name}</a>`;

/** The least and the largest value, length or number of items that a schema allows: `1 to 120`; empty without limits. */
const limitsOf = (schema: JsonObject): string => {
  const min = schema.minimum ?? schema.minLength ?? schema.minItems;
  const max = schema.maximum ?? schema.maxLength ?? schema.maxItems;
  if (min === undefined && max === undefined) return '';
  return max === undefined ? `from ${min}` : `${min ?? 0} to ${max}`;
};

/** A schema's type in one line, such as `list of string (date)`; the fields of an object are listed below that line. */
export const typeHtml = (schema: JsonObject): string => {
  const name = nameOf(schema.$ref);
  if (name !== undefined) return shapeLinkHtml(name);
  if (schema.const !== undefined) return `<code>${escapeHtml(JSON.stringify(schema.const))}</code>`;
  if (Array.isArray(schema.enum)) {
    return schema.enum.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' | ');
  }
  const options = [...listOf(schema.anyOf), ...listOf(schema.oneOf)].map(objectOf);
  if (options.length > 0) return options.map(typeHtml).join(' or ');
  if (schema.type === 'array') return `list of ${typeHtml(objectOf(schema.items))}`;
  const format = textOf(schema.format);
  const parts = [textOf(schema.type) || 'any', format === '' ? '' : `(${format})`, limitsOf(schema)];
  return escapeHtml(parts.filter((part) => part !== '').join(' '));
};

/**
 * The objects whose fields are listed below a schema: itself, the items of its list, or its alternatives. At most one part of
 * an `allOf` has fields of its own; the others are references.
 */
const objectsIn = (schema: JsonObject): readonly JsonObject[] => {
  // A referenced schema has a section of its own.
  if (schema.$ref !== undefined) return [];
  if (isJsonObject(schema.properties)) return [schema];
  if (schema.type === 'array') return objectsIn(objectOf(schema.items));
  return [...listOf(schema.anyOf), ...listOf(schema.oneOf), ...listOf(schema.allOf)].flatMap((part) =>
    objectsIn(objectOf(part)),
  );
};

/** The fields of an object as a list, with their own fields below them. */
const fieldsHtml = (schema: JsonObject): string => {
  const required = listOf(schema.required);
  const rows = Object.entries(objectOf(schema.properties)).map(([name, value]) => {
    const field = objectOf(value);
    const optional = required.includes(name) ? '' : ' <span class="optional">optional</span>';
    const innerFields = objectsIn(field).map(fieldsHtml).join('');
    return `<dt><code>${escapeHtml(name)}</code>${optional} <span class="type">${typeHtml(field)}</span></dt><dd>${inlineHtml(textOf(field.description))}${innerFields}</dd>`;
  });
  return rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>`;
};

/** A schema as its fields, those of alternatives one after another; as its type if it has no fields. */
export const schemaHtml = (schema: JsonObject): string => {
  const parts = objectsIn(schema);
  return parts.length === 0
    ? `<p>${typeHtml(schema)}</p>`
    : parts.map(fieldsHtml).join('<p class="or">or</p>');
};
