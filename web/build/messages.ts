import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

/** Whether a module is one language of a list of catalogues. */
export const isTexts = (id: string): boolean => /[/-]texts\.json\?(te|en|ja)$/.test(id);

type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The Vite plugin behind imports of `messages.json?te`: gives one language of a message catalogue, already compiled, so
 * that a phone loads neither a parser nor the other languages. `texts.json?te` gives one language of all catalogues whose paths that file
 * lists, as one module: what is shown together is one file to load.
 */
export function messages(): Plugin {
  return {
    name: 'messages',
    enforce: 'pre',
    transform: {
      filter: { id: /(\/messages|[/-]texts)\.json\?(te|en|ja)$/ },
      handler(code, id) {
        // Every language's code has two letters.
        const language = id.slice(-'te'.length);
        const [file = ''] = id.split('?');
        const content: Catalogue | readonly string[] = JSON.parse(code);
        const files = isList(content) ? content.map((path) => join(dirname(file), path)) : [file];
        for (const one of files) this.addWatchFile(one);
        const catalogues = files.map((one) => compile(one, language));
        const keys = catalogues.flat().map(([key]) => key);
        const repeated = keys.find((key, at) => keys.indexOf(key) !== at);
        if (repeated !== undefined) throw new Error(`${id}: ${repeated} stands in two of its catalogues.`);
        return { code: writeModule(catalogues), map: null, moduleType: 'js' };
      },
    },
  };
}

const isList = (content: Catalogue | readonly string[]): content is readonly string[] =>
  Array.isArray(content);

type CompiledText = readonly [key: string, message: ReturnType<typeof compileMessage>];

/** About as many texts stand on a line: of a new release, a phone loads the lines that changed (web/service-worker). */
const textsOnLine = 12;

const writeModule = (catalogues: readonly (readonly CompiledText[])[]): string =>
  ['export const messages={', ...catalogues.flatMap(writeLines), '};'].join('\n');

/** On which line of its catalogue's a text stands depends on its key alone, as long as the catalogue doesn't grow much. */
function writeLines(texts: readonly CompiledText[]): string[] {
  const lineCount = 2 ** Math.max(0, Math.round(Math.log2(texts.length / textsOnLine)));
  const lineOf = ([key]: CompiledText) =>
    createHash('sha256').update(key).digest().readUInt32BE() % lineCount;
  return [...Map.groupBy(texts, lineOf)]
    .toSorted(([a], [b]) => a - b)
    .map(([, some]) =>
      some.map(([key, message]) => `${JSON.stringify(key)}:${JSON.stringify(message)},`).join(''),
    );
}

/** A catalogue's compiled messages in one language, by their keys. */
function compile(file: string, language: string): CompiledText[] {
  const catalogue: Catalogue = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(catalogue).map(([key, { [language]: text }]) => {
    if (text === undefined) throw new Error(`${file}: ${key} has no text in this language.`);
    return [key, compileMessage(text)] as const;
  });
}
