import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { bundleFunctions } from '../../lib/bundle.ts';
import { allFunctions, type FunctionName } from '../../lib/functions/all.ts';
import { findOrMake, hashSources } from '../wire/cache.ts';

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

/** How many versions of the bundles are kept: for a few branches. */
const keptCount = 3;

/**
 * Bundles all functions and the worker that runs them for the local stack, only if their sources changed.
 * @returns each bundle's path, by name
 */
export const bundleStack = (): Promise<Readonly<Record<string, string>>> => bundleOnce(stackEntries);

/**
 * Bundles functions, unless the cache has them from an earlier start with the same sources and packages.
 * @param entries by name, the entry's path from the project root
 * @param cache the folder of the cache, if not the usual one
 * @returns by name, the path of the bundle
 */
export async function bundleOnce(
  entries: Readonly<Record<string, string>>,
  cache?: string,
): Promise<Readonly<Record<string, string>>> {
  const folder = await findOrMake({
    name: 'bundles',
    hash: () => hashSources(root, JSON.stringify([entries, hashSpokenTexts()])),
    make: async (folder) => {
      const absoluteEntries = mapValues(entries, (entry) => join(root, entry));
      const { inputs } = await bundleFunctions(absoluteEntries, folder);
      checkInputs(Object.keys(inputs));
    },
    keep: keptCount,
    ...(cache === undefined ? {} : { cache }),
  });
  return mapValues(entries, (_, name) => join(folder, `${name}.mjs`));
}

/** What functions take from the web client: the texts that phones speak, without which nobody could record them. */
const spokenTexts = /^web[\\/]src[\\/](spoken[\\/]|.*messages\.json$)/;

const hashSpokenTexts = (): string => {
  const hash = createHash('sha256');
  for (const file of globSync('web/src/{spoken/**/*.*,**/messages.json}', { cwd: root }).sort()) {
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
};

/**
 * Checks that the cache's hash covers all that the bundles were made of. Otherwise a change of it would be overlooked.
 * @throws Error naming the file that it does not cover
 */
function checkInputs(paths: readonly string[]): void {
  for (const path of paths) {
    const fromRoot = relative(root, resolve(path));
    // The packages are covered by their lock file.
    if (!/^(functions|lib|local|node_modules)[\\/]/.test(fromRoot) && !spokenTexts.test(fromRoot)) {
      throw new Error(`The cache of bundles does not notice a change of ${fromRoot}.`);
    }
  }
}

function mapValues(
  values: Readonly<Record<string, string>>,
  change: (value: string, name: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}
