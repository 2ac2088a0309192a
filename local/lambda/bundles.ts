import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { bundleFunctions } from '../../lib/bundle.ts';
import { allFunctions, type FunctionName } from '../../lib/functions/all.ts';

const textByName = z.record(z.string(), z.string());

/** The schema of the file that describes what the cached bundles were made from. While all of that is unchanged, the bundles are valid. */
const recipe = z.object({
  /** A hash of the installed packages and the bundling options. */
  packages: z.string(),
  /** The entry's path of each bundle. */
  entries: textByName,
  /** The hash of each source file, by its path. */
  inputs: textByName,
  /** The file name of each bundle. */
  outputs: textByName,
});

const root = resolve(import.meta.dirname, '..', '..');

/** The names of all functions, as a typed list: `Object.keys` alone gives texts. */
export const functionNames = Object.keys(allFunctions).filter(
  (name): name is FunctionName => name in allFunctions,
);

/** The name of the bundle that runs a function in a thread: its own runtime, in place of Lambda's. */
export const workerBundleName = 'function-worker';
/** The path of each bundle's entry, by the bundle's name. */
const stackEntries: Readonly<Record<string, string>> = {
  ...Object.fromEntries(functionNames.map((name) => [name, allFunctions[name].entry])),
  [workerBundleName]: 'local/lambda/function-worker.ts',
};

/**
 * Bundles all functions and the worker that runs them for the local stack, only if their sources changed.
 * @returns each bundle's path, by name
 */
export const bundleStack = (): Promise<Readonly<Record<string, string>>> =>
  bundleOnce(stackEntries, join(root, '.local', 'bundles'));

/**
 * Bundles functions, unless the bundles are cached from an earlier start with the same sources and packages.
 * @param entries by name, the entry's path from the project root
 * @param directory the folder of the cache
 * @returns by name, the path of the bundle
 */
export async function bundleOnce(
  entries: Readonly<Record<string, string>>,
  directory: string,
): Promise<Readonly<Record<string, string>>> {
  mkdirSync(directory, { recursive: true });
  const recipeFile = join(directory, 'recipe.json');
  const packages = hashPackages();
  const outputs = readCached(recipeFile, directory, packages, entries) ?? (await makeAll());
  return mapValues(outputs, (file) => join(directory, file));

  async function makeAll(): Promise<Record<string, string>> {
    // Two stacks may start at once, so each writes to its own folder, and the final name contains the content's hash.
    const unfinished = mkdtempSync(join(directory, 'unfinished-'));
    const { inputs } = await bundleFunctions(
      mapValues(entries, (entry) => join(root, entry)),
      unfinished,
    );
    const newOutputs = mapValues(entries, (_, name) => {
      const file = join(unfinished, `${name}.mjs`);
      const output = `${name}-${hash(readFileSync(file)).slice(0, 16)}.mjs`;
      renameSync(file, join(directory, output));
      return output;
    });
    rmSync(unfinished, { recursive: true });
    // Sources in node_modules are covered by the hash of the packages.
    const sourcePaths = Object.keys(inputs)
      .map((path) => relative(root, resolve(path)))
      .filter((path) => !path.split(/[\\/]/).includes('node_modules'));
    const hashes = Object.fromEntries(
      sourcePaths.map((path) => [path, hash(readFileSync(join(root, path)))]),
    );
    const newRecipe: z.infer<typeof recipe> = {
      packages,
      entries: { ...entries },
      inputs: hashes,
      outputs: newOutputs,
    };
    writeFileSync(recipeFile, JSON.stringify(newRecipe));
    removeOld(new Set(['recipe.json', ...Object.values(newOutputs)]), directory);
    return newOutputs;
  }
}

/** Removes other bundles that are older than a day; a running stack may still need newer ones. */
function removeOld(current: ReadonlySet<string>, directory: string): void {
  const dayAgo = Date.now() - 86_400_000;
  for (const file of readdirSync(directory)) {
    if (!current.has(file) && statSync(join(directory, file)).mtimeMs < dayAgo)
      rmSync(join(directory, file), { recursive: true, force: true });
  }
}

/** The file names of the cached bundles; undefined if they are not valid any more. */
function readCached(
  recipeFile: string,
  directory: string,
  packages: string,
  entries: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  if (!existsSync(recipeFile)) return undefined;
  try {
    const cached = recipe.parse(JSON.parse(readFileSync(recipeFile, 'utf8')));
    const isValid =
      cached.packages === packages &&
      JSON.stringify(cached.entries) === JSON.stringify(entries) &&
      Object.values(cached.outputs).every((file) => existsSync(join(directory, file))) &&
      Object.entries(cached.inputs).every(
        ([path, cachedHash]) => hash(readFileSync(join(root, path))) === cachedHash,
      );
    return isValid ? cached.outputs : undefined;
  } catch {
    // A missing source or a truncated file: build again.
    rmSync(recipeFile, { force: true });
    return undefined;
  }
}

function mapValues(
  values: Readonly<Record<string, string>>,
  change: (value: string, name: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}

/** A hash of the installed packages and the bundling options. */
function hashPackages(): string {
  return hash(
    Buffer.concat([
      readFileSync(join(root, 'node_modules', '.package-lock.json')),
      readFileSync(join(root, 'lib', 'bundle.ts')),
    ]),
  );
}

function hash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
