#!/usr/bin/env node
import { existsSync, readFileSync, statSync } from 'node:fs';
import { openFiles } from './published-files.ts';
import { verifyMonth } from './verify/verify-month.ts';

/**
 * Checks the downloaded files of a month, without a network or an account:
 *
 *   npm run --silent verify -- DIR|ZIP [--key FILE] [--previous DIR|ZIP]
 *
 * Prints what holds, or one line with what is wrong. Exit code: 0, 1 if something is wrong, 2 for bad arguments.
 */
const usage = 'usage: npm run --silent verify -- DIR|ZIP [--key FILE] [--previous DIR|ZIP]';

const readArguments = (given: readonly string[]): { place: string; key?: string; previous?: string } => {
  const options: { key?: string; previous?: string } = {};
  const places: string[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? '';
    const next = given[at + 1];
    if (word === '--key' || word === '--previous') {
      if (next === undefined) throw new Error(usage);
      options[word === '--key' ? 'key' : 'previous'] = next;
      at += 1;
    } else if (word.startsWith('-')) {
      throw new Error(usage);
    } else {
      places.push(word);
    }
  }
  const [place] = places;
  if (place === undefined || places.length > 1) throw new Error(usage);
  return { place, ...options };
};

const fail = (message: string, code: number): never => {
  process.stderr.write(`${message}\n`);
  process.exit(code);
};

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

let given: ReturnType<typeof readArguments>;
try {
  given = readArguments(process.argv.slice(2));
} catch (error) {
  given = fail(describe(error), 2);
}
for (const named of [given.place, given.key, given.previous]) {
  if (named !== undefined && !existsSync(named)) fail(`There is no ${named}.`, 2);
}
try {
  const key = given.key === undefined ? {} : { key: readFileSync(given.key, 'utf8') };
  const isArchive = !statSync(given.place).isDirectory();
  const { files, ...others } = openFiles(given.place, given.previous);
  for (const line of verifyMonth(files, { ...others, ...key, isArchive })) {
    console.log(line);
  }
} catch (error) {
  fail(`NOT VALID: ${describe(error)}`, 1);
}
