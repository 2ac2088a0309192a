import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, buildSync, type Metafile } from 'esbuild';

/**
 * How functions are bundled, for `cdk synth` and the local stack alike, so that what runs locally is what is
 * deployed.
 */
const shared = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  // ES modules first: only they can be tree-shaken, and they start faster.
  mainFields: ['module', 'main'],
  // Keeps Telugu and Japanese unescaped; an escape takes six bytes per letter.
  charset: 'utf8',
  // Bundled CommonJS calls `require`, which an ES module does not have.
  banner: {
    js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
  },
  // Not even the SDK is left out: the version that Lambda provides changes every month.
  external: [],
  // Smaller substitutes: each of the two files says why.
  alias: {
    '@aws-sdk/credential-provider-node': fileURLToPath(new URL('lambda-credentials.ts', import.meta.url)),
    'node:http': fileURLToPath(new URL('lambda-http.ts', import.meta.url)),
  },
  metafile: true,
  // Stack traces name file and line. Node.js reads the map only when an error occurs; without the sources inside it is small.
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'silent',
} satisfies BuildOptions;

export type Bundle = {
  /** Size of the minified code, in bytes. */
  readonly bytes: number;
  /** The input files and each one's share. */
  readonly metafile: Metafile;
};

/**
 * esbuild's options to bundle one function into one file.
 * @param entry the file that exports `handler`
 * @param outfile the output file; its name ends in `.mjs`
 */
export const bundleOptions = (entry: string, outfile: string) =>
  ({ ...shared, entryPoints: [entry], outfile }) satisfies BuildOptions;

/**
 * Bundles one function into one file.
 * @throws BuildFailure of esbuild, with locations
 */
export async function bundleFunction(entry: string, outfile: string): Promise<Bundle> {
  const result = await build(bundleOptions(entry, outfile));
  const bytes = Object.entries(result.metafile.outputs)
    .filter(([file]) => !file.endsWith('.map'))
    .reduce((sum, [, output]) => sum + output.bytes, 0);
  return { bytes, metafile: result.metafile };
}

/**
 * Bundles several functions, each into its own file with the same bytes as `bundleFunction`. Together they take
 * a third of the time, since shared packages are read once.
 * @param entries by name, the file that exports `handler`
 * @param outdir receives `<name>.mjs`
 * @throws BuildFailure of esbuild, with locations
 */
export async function bundleFunctions(
  entries: Readonly<Record<string, string>>,
  outdir: string,
): Promise<Metafile> {
  const { metafile } = await build({
    ...shared,
    entryPoints: Object.entries(entries).map(([out, file]) => ({ in: file, out })),
    outdir,
    outExtension: { '.js': '.mjs' },
  });
  return metafile;
}

/** The entry files of the code that counts the journal: the indicators, the count, and the files that a count keeps for the next month. */
const countingEntries = [
  'indicators/catalogue.ts',
  'publishing/count-journal.ts',
  'publishing/kept-counts.ts',
  'publishing/kept-history.ts',
  'publishing/read-history.ts',
];

/** A hash of the code that counts the journal, packages included: SHA-256 in hex. Files that a count kept are used only by the same code. */
export const hashCountingCode = (): string => {
  const { outputFiles } = buildSync({
    ...shared,
    sourcemap: false,
    entryPoints: countingEntries.map((entry) =>
      fileURLToPath(new URL(`../functions/months/${entry}`, import.meta.url)),
    ),
    outdir: 'counting',
    write: false,
  });
  const hash = createHash('sha256');
  for (const { contents } of outputFiles) hash.update(contents);
  return hash.digest('hex');
};
