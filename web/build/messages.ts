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

/** A line has at most about as many bytes: of a new release, a phone loads the lines that changed (web/service-worker). */
const maxLineBytes = 2_300;
/** What a text counts for on its line is rounded up to this, so that a small change rarely moves others to another line. */
const weightStep = 96;

const writeModule = (catalogues: readonly (readonly CompiledText[])[]): string =>
  ['export const messages={', ...catalogues.flatMap((texts) => writeLines(texts)), '};'].join('\n');

/** Splits the texts of a catalogue by the bits of their keys' hashes until each line is short: so a text that is added moves few others. */
function writeLines(texts: readonly CompiledText[], bit = 0): string[] {
  const written = texts.map(([key, message]) => `${JSON.stringify(key)}:${JSON.stringify(message)},`);
  const weight = written.reduce(
    (sum, one) => sum + Math.ceil(Buffer.byteLength(one) / weightStep) * weightStep,
    0,
  );
  if (texts.length < 2 || weight <= maxLineBytes) return texts.length === 0 ? [] : [written.join('')];
  const isSet = ([key]: CompiledText): boolean =>
    ((createHash('sha256').update(key).digest().readUInt32BE() >>> bit) & 1) === 1;
  return [
    ...writeLines(
      texts.filter((one) => !isSet(one)),
      bit + 1,
    ),
    ...writeLines(texts.filter(isSet), bit + 1),
  ];
}

/** A catalogue's compiled messages in one language, by their keys. */
function compile(file: string, language: string): CompiledText[] {
  const catalogue: Catalogue = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(catalogue).map(([key, { [language]: text }]) => {
    if (text === undefined) throw new Error(`${file}: ${key} has no text in this language.`);
    return [key, compileMessage(text)] as const;
  });
}
