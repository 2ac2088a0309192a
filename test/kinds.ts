import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * What a test file needs to run. It follows from what the file imports or starts, so it is never declared.
 * - `unit`: nothing but Node.js
 * - `long`: nothing more, but it tries much (see `TestFile`)
 * - `store`: DynamoDB Local
 * - `stack`: the whole local stack, or what is deployed (bundles, synthesised templates)
 * - `browser`: the local stack and Chromium
 */
export const kinds = ['unit', 'long', 'store', 'stack', 'browser'] as const;
export type Kind = (typeof kinds)[number];

export type TestFile = {
  readonly path: string;
  readonly kind: Kind;
  /**
   * Whether it tries very much, and so takes seconds: random cases (test/support/search.ts), whole programmes audited in DuckDB, how much memory
   * is held (test/support/held-memory.ts), or what its name says: `large-….test.ts`, and everybody or every order in `…matrix` and `…races`.
   */
  readonly isLong: boolean;
};

/**
 * What `npm test` runs of the kinds that take minutes, `stack` and `browser`: the files in these folders. Of the others it runs every file. What
 * is long is in none of it. So a new file is in it or not by what it needs and does. `npm run test:all` runs everything.
 */
export const shortFolders = [
  // What an outside program sees: every route against its document.
  'test/contract/',
  // No sealed text lies open, nobody finds a trace of what is not hers, nothing is told by a refusal.
  'test/security/',
  // A day of each person, in a browser.
  'test/journeys/',
];

/** A part of all tests: what `npm test` runs, what `npm run test:all` runs beside it, or both. */
export const parts = ['short', 'rest', 'all'] as const;
export type Part = (typeof parts)[number];

export const isIn = (part: Part, { path, kind, isLong }: TestFile): boolean => {
  const isDear = kind === 'stack' || kind === 'browser';
  const isShort = !isLong && (!isDear || shortFolders.some((folder) => path.startsWith(folder)));
  return part === 'all' || isShort === (part === 'short');
};

const root = resolve(import.meta.dirname, '..');

type Sign = { readonly kind: Kind; readonly matches: (path: string, text: string) => boolean };

/** What a file brings to every test that imports it, directly or not. The last of `kinds` prevails; what is `long` stays so. */
const signs: readonly Sign[] = [
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
      path === 'test/support/held-memory.ts' ||
      /[/-](large-[^/]*|matrix|races?)\.test\.ts$/.test(path) ||
      /\/bin\/audit\/duckdb-count\.ts'/.test(text),
  },
  {
    kind: 'store',
    matches: (path) => path === 'test/support/dynamodb-client.ts' || path === 'local/aws/dynamodb.ts',
  },
];

/** Of what a file imports, types do not count: nothing of them runs. */
const importsOf = (text: string): string[] =>
  [
    ...text
      .replaceAll(/^(import|export) type [^;]*;/gm, '')
      .matchAll(/\b(?:from |await import\()'(\.{1,2}\/[^']+\.ts)'/g),
  ].flatMap(([, path]) => path ?? []);

/** @returns each test file, its path from the root */
export function findTestFiles(): readonly TestFile[] {
  const known = new Map<string, ReadonlySet<Kind>>();
  const kindsOf = (path: string): ReadonlySet<Kind> => {
    const found = known.get(path);
    if (found !== undefined) return found;
    // A circle of imports ends here; its kind comes from the other files in it.
    known.set(path, new Set());
    const text = readFileSync(join(root, path), 'utf8');
    const own = signs.filter(({ matches }) => matches(path, text)).map(({ kind }) => kind);
    const imported = importsOf(text)
      .map((name) => relative(root, resolve(root, dirname(path), name)))
      .filter((name) => name.startsWith('test/') || name.startsWith('local/'))
      .flatMap((name) => [...kindsOf(name)]);
    const all = new Set([...own, ...imported]);
    known.set(path, all);
    return all;
  };
  return globSync('test/**/*.test.ts', { cwd: root })
    .sort()
    .map((path) => {
      const found = kindsOf(path);
      const kind = kinds.findLast((one) => found.has(one)) ?? 'unit';
      return { path, kind, isLong: found.has('long') };
    });
}
