import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * What a test file needs to run. It follows from what the file imports or starts, so it is never declared.
 * - `unit`: nothing but Node.js
 * - `long`: nothing more, but seconds: it tries random programmes, or audits in DuckDB
 * - `store`: DynamoDB Local
 * - `stack`: the whole local stack, or what is deployed (bundles, synthesised templates)
 * - `browser`: the local stack and Chromium
 */
export const kinds = ['unit', 'long', 'store', 'stack', 'browser'] as const;
export type Kind = (typeof kinds)[number];

/**
 * What `npm test` runs of the kinds that take minutes, `stack` and `browser`: the files in these folders. Of the other kinds it runs every
 * file, so that a new file is in it or not by what it needs. `npm run test:all` runs everything.
 */
export const shortFolders = [
  // What an outside program sees: every route against its document, every person against every route.
  'test/contract/',
  'test/security/',
  // A day of each person, in a browser.
  'test/journeys/',
];

/** A part of all tests: what `npm test` runs, what `npm run test:all` runs beside it, or both. */
export const parts = ['short', 'rest', 'all'] as const;
export type Part = (typeof parts)[number];

export const isIn = (part: Part, path: string, kind: Kind): boolean => {
  const isShort =
    (kind !== 'stack' && kind !== 'browser') || shortFolders.some((folder) => path.startsWith(folder));
  return part === 'all' || isShort === (part === 'short');
};

const root = resolve(import.meta.dirname, '..');

/** The kind that a file brings to every test that imports it, directly or not. The last of `kinds` prevails. */
const signs: readonly { readonly kind: Kind; readonly matches: (path: string, text: string) => boolean }[] = [
  { kind: 'browser', matches: (path) => path === 'test/web/support/browser.ts' },
  {
    kind: 'stack',
    matches: (path, text) =>
      path === 'local/run-stack.ts' ||
      // Starts this project's commands or pages as processes, bundles or synthesises: seconds, not milliseconds.
      /'local\/installed\.mjs'|process\.execPath|from [']aws-cdk-lib|\/lib\/bundle\.ts'|\/rendering\/pdf-process\.ts'|\/build-web-client\.ts'/.test(
        text,
      ),
  },
  {
    kind: 'long',
    matches: (path, text) =>
      path === 'test/support/search.ts' ||
      path === 'test/disclosure/campaign.ts' ||
      /\/bin\/audit\/duckdb-count\.ts'/.test(text),
  },
  {
    kind: 'store',
    matches: (path) => path === 'test/support/dynamodb-client.ts' || path === 'local/aws/dynamodb.ts',
  },
];

const importsOf = (text: string): string[] =>
  [...text.matchAll(/\bfrom '(\.{1,2}\/[^']+\.ts)'/g)].flatMap(([, path]) => path ?? []);

/** @returns each test file (its path from the root) with its kind */
export function findTestFiles(): ReadonlyMap<string, Kind> {
  const known = new Map<string, Kind>();
  const kindOf = (path: string): Kind => {
    const found = known.get(path);
    if (found !== undefined) return found;
    // A circle of imports ends here; its kind comes from the other files in it.
    known.set(path, 'unit');
    const text = readFileSync(join(root, path), 'utf8');
    const own = signs.find(({ matches }) => matches(path, text))?.kind ?? 'unit';
    const imported = importsOf(text)
      .map((name) => relative(root, resolve(root, dirname(path), name)))
      .filter((name) => name.startsWith('test/') || name.startsWith('local/'))
      .map(kindOf);
    const kind = [own, ...imported].reduce((a, b) => (kinds.indexOf(b) > kinds.indexOf(a) ? b : a));
    known.set(path, kind);
    return kind;
  };
  return new Map(
    globSync('test/**/*.test.ts', { cwd: root })
      .sort()
      .map((path) => [path, kindOf(path)]),
  );
}
