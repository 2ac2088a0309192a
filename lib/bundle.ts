import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';

/**
 * How a function is bundled: the one place, for `cdk synth` and for the stack on one machine, so that what runs here
 * is what would be deployed. Nothing is left external: the SDK that Lambda has on board is another version each month.
 */
const bundling = {
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  // 'module' first: only ES modules can be shaken, and they start faster.
  mainFields: ['module', 'main'],
  // Telugu and Japanese as they are; escaped, each letter would be six bytes.
  charset: 'utf8',
  // What is CommonJS inside the bundle calls require, which an ES module does not have.
  banner:
    "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
  external: [],
  alias: {
    '@aws-sdk/credential-provider-node': fileURLToPath(new URL('lambda-credentials.ts', import.meta.url)),
    'node:http': fileURLToPath(new URL('lambda-http.ts', import.meta.url)),
  },
} as const;

export type Bundle = {
  /** Size of the minified code, in bytes. */
  readonly bytes: number;
  /** What went into it, and how much of it each file is. */
  readonly metafile: Metafile;
};

const shared = {
  bundle: true,
  format: bundling.format,
  platform: bundling.platform,
  target: bundling.target,
  minify: bundling.minify,
  mainFields: [...bundling.mainFields],
  charset: bundling.charset,
  banner: { js: bundling.banner },
  external: [...bundling.external],
  alias: { ...bundling.alias },
  metafile: true,
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * What esbuild is told for one function.
 * @param entry the file whose export `handler` is the function
 * @param outfile where the code is written; its name ends in `.mjs`
 */
export const bundleOptions = (entry: string, outfile: string) =>
  ({ ...shared, entryPoints: [entry], outfile }) satisfies BuildOptions;

/**
 * Bundles one function into one file.
 * @throws BuildFailure of esbuild, with the places of the errors
 */
export async function bundleFunction(entry: string, outfile: string): Promise<Bundle> {
  const result = await build(bundleOptions(entry, outfile));
  const bytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  return { bytes, metafile: result.metafile };
}

/**
 * Bundles functions, each into a file of its own with the bytes of `bundleFunction`; together, so that the packages that they share
 * are read once: a third of the work.
 * @param entries by name, the file whose export `handler` is the function
 * @param outdir where `<name>.mjs` is written
 * @throws BuildFailure of esbuild, with the places of the errors
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
