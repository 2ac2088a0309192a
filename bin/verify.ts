#!/usr/bin/env node
import { existsSync, readFileSync, statSync } from 'node:fs';
import { openFiles } from './published-files.ts';
import { verifyMonth } from './verify/verify-month.ts';

/**
 * Checks the downloaded files of a month, without a network or an account:
 *
 *   npm run --silent verify -- DIR|ZIP [--key FILE] [--previous DIR|ZIP]
 *
 * Prints a line for each thing that was verified, or one line with what is wrong. Exit code: 0 if all is right, 1 if something is wrong,
 * 2 for bad arguments.
 */
const usage = 'usage: npm run --silent verify -- DIR|ZIP [--key FILE] [--previous DIR|ZIP]';

const readArguments = (words: readonly string[]): { path: string; key?: string; previous?: string } => {
  const options: { key?: string; previous?: string } = {};
  const paths: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const next = words[index + 1];
    if (word === '--key' || word === '--previous') {
      if (next === undefined) throw new Error(usage);
      options[word === '--key' ? 'key' : 'previous'] = next;
      index += 1;
    } else if (word.startsWith('-')) {
      throw new Error(usage);
    } else {
      paths.push(word);
    }
  }
  const [path] = paths;
  if (path === undefined || paths.length > 1) throw new Error(usage);
  return { path, ...options };
};

const fail = (message: string, code: number): never => {
  process.stderr.write(`${message}\n`);
  process.exit(code);
};

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

let choice: ReturnType<typeof readArguments>;
try {
  choice = readArguments(process.argv.slice(2));
} catch (error) {
  choice = fail(describe(error), 2);
}
for (const path of [choice.path, choice.key, choice.previous]) {
  if (path !== undefined && !existsSync(path)) fail(`There is no ${path}.`, 2);
}
try {
  const key = choice.key === undefined ? {} : { key: readFileSync(choice.key, 'utf8') };
  const isArchive = !statSync(choice.path).isDirectory();
  const { files, ...others } = openFiles(choice.path, choice.previous);
  for (const line of verifyMonth(files, { ...others, ...key, isArchive })) {
    console.log(line);
  }
} catch (error) {
  fail(`NOT VALID: ${describe(error)}`, 1);
}
