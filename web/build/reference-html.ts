import {
  escapeHtml,
  inlineHtml,
  isJsonObject,
  type JsonObject,
  listOf,
  nameOf,
  objectOf,
  proseHtml,
  schemaHtml,
  textOf,
  typeHtml,
} from './reference-schemas.ts';

/**
 * Renders the API's OpenAPI document as one static HTML page without scripts. Functions whose names end in `Html` return
 * HTML whose texts are escaped. The document's types make no promise, so each part is read with `objectOf`, `listOf` or `textOf`.
 */

const parametersHtml = (operation: JsonObject): string => {
  const rows = listOf(operation.parameters).map((value) => {
    const parameter = objectOf(value);
    const optional = parameter.required === true ? '' : ' <span class="optional">optional</span>';
    return `<dt><code>${escapeHtml(textOf(parameter.name))}</code> in ${escapeHtml(textOf(parameter.in))}${optional} <span class="type">${typeHtml(objectOf(parameter.schema))}</span></dt><dd>${inlineHtml(textOf(parameter.description))}</dd>`;
  });
  return rows.length === 0 ? '' : `<h4>Parameters</h4><dl>${rows.join('')}</dl>`;
};

/** The schema of a request body or a response. Each has a single media type. */
const schemaOf = (bodyOrResponse: JsonObject): JsonObject => {
  const [mediaType] = Object.values(objectOf(bodyOrResponse.content));
  return objectOf(objectOf(mediaType).schema);
};

const exampleHtml = (bodyOrResponse: JsonObject): string => {
  const { example } = objectOf(objectOf(bodyOrResponse.content)['application/json']);
  return isJsonObject(example)
    ? `<pre><code>${escapeHtml(JSON.stringify(example, null, 2))}</code></pre>`
    : '';
};

const requestBodyHtml = ({ requestBody }: JsonObject): string =>
  isJsonObject(requestBody)
    ? `<h4>Body</h4>${schemaHtml(schemaOf(requestBody))}${exampleHtml(requestBody)}`
    : '';

/** The problem codes that a refusal may have: its schema narrows the field `code` to a list or to one constant. */
const problemCodesOf = (response: JsonObject): string[] =>
  listOf(schemaOf(response).allOf).flatMap((part) => {
    const code = objectOf(objectOf(objectOf(part).properties).code);
    return [...listOf(code.enum), ...(code.const === undefined ? [] : [code.const])].map(String);
  });

const answersHtml = (operation: JsonObject, sharedResponses: JsonObject): string => {
  const rows = Object.entries(objectOf(operation.responses)).map(([status, value]) => {
    const ownOrReference = objectOf(value);
    const sharedName = nameOf(ownOrReference.$ref);
    const response = sharedName === undefined ? ownOrReference : objectOf(sharedResponses[sharedName]);
    const codes = problemCodesOf(response).map((code) => `<code>${escapeHtml(code)}</code>`);
    const codeList = codes.length === 0 ? '' : ` ${codes.join(' ')}`;
    // Refusals all have the same fields; only their codes differ.
    const shape = Number(status) < 300 ? `${schemaHtml(schemaOf(response))}${exampleHtml(response)}` : '';
    return `<dt>${status}</dt><dd>${inlineHtml(textOf(response.description))}${codeList}${shape}</dd>`;
  });
  return `<h4>Answers</h4><dl class="answers">${rows.join('')}</dl>`;
};

type Operation = { readonly method: string; readonly path: string; readonly operation: JsonObject };

const operationsOf = (document: JsonObject): Operation[] =>
  Object.entries(objectOf(document.paths)).flatMap(([path, methods]) =>
    Object.entries(objectOf(methods)).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: objectOf(operation),
    })),
  );

const operationHtml = ({ method, path, operation }: Operation, sharedResponses: JsonObject): string =>
  `<section id="${escapeHtml(textOf(operation.operationId))}"><h3><span class="method">${method}</span> <code>${escapeHtml(path)}</code></h3>` +
  `<p class="summary">${inlineHtml(textOf(operation.summary))}</p>${proseHtml(textOf(operation.description))}` +
  `<details><summary>Parameters, body and answers</summary>${parametersHtml(operation)}${requestBodyHtml(operation)}${answersHtml(operation, sharedResponses)}</details></section>`;

/** An operation in the page's list of contents. */
const operationLinkHtml = ({ method, path, operation }: Operation): string =>
  `<li><a href="#${escapeHtml(textOf(operation.operationId))}"><span class="method">${method}</span> ${escapeHtml(path)}</a></li>`;

/** A tag's description ends without a full stop. */
const aboutHtml = (about: string): string => `<p>${inlineHtml(about)}.</p>`;

/**
 * Renders the HTML of the API's reference page from an OpenAPI document. The page calls the document's named schemas shapes.
 * @param document OpenAPI 3.1, as functions/shared/http/openapi.ts makes it
 * @param stylesheet the address of the page's style sheet
 */
export function renderReference(document: JsonObject, stylesheet: string): string {
  const { schemas, responses } = objectOf(document.components);
  const operations = operationsOf(document);
  const chapters = listOf(document.tags).map((value) => {
    const tag = objectOf(value);
    const ownOperations = operations.filter(({ operation }) => listOf(operation.tags).includes(tag.name));
    return { name: textOf(tag.name), about: textOf(tag.description), ownOperations };
  });
  const contents = chapters
    .map(({ name, ownOperations }) => {
      const links = ownOperations.map(operationLinkHtml).join('');
      return `<li><a href="#chapter-${escapeHtml(name)}">${escapeHtml(name)}</a><ul>${links}</ul></li>`;
    })
    .join('');
  const main = chapters
    .map(
      ({ name, about, ownOperations }) =>
        `<h2 id="chapter-${escapeHtml(name)}">${escapeHtml(name)}</h2>${aboutHtml(about)}` +
        ownOperations.map((operation) => operationHtml(operation, objectOf(responses))).join(''),
    )
    .join('');
  const shapes = Object.entries(objectOf(schemas))
    .map(
      ([name, schema]) =>
        `<section id="shape-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${proseHtml(textOf(objectOf(schema).description))}${schemaHtml(objectOf(schema))}</section>`,
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
<main>${proseHtml(textOf(objectOf(document.info).description))}
<p>The same for programs: <a href="/api/openapi.json">OpenAPI ${escapeHtml(textOf(document.openapi))}</a>.</p>
${main}
<h2 id="shapes">shapes</h2>${shapes}
</main>
</body>
</html>
`;
}
