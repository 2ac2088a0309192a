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

const byName = z.record(z.string(), z.string());

/** The inputs of the bundles; while they are unchanged, the bundles are valid. */
const recipe = z.object({ packages: z.string(), entries: byName, inputs: byName, outputs: byName });

const root = resolve(import.meta.dirname, '..', '..');

/**
 * The functions' bundles, built now or cached from an earlier start with the same sources and packages.
 * @param entries by name, the entry's path from the project root
 * @param directory the cache
 * @returns by name, the path of the bundle
 */
export async function bundleOnce(
  entries: Readonly<Record<string, string>>,
  directory: string,
): Promise<Readonly<Record<string, string>>> {
  mkdirSync(directory, { recursive: true });
  const recipeFile = join(directory, 'recipe.json');
  const packages = hashPackages();
  const outputs = readKept(recipeFile, directory, packages, entries) ?? (await makeAll());
  return mapValues(outputs, (file) => join(directory, file));

  async function makeAll(): Promise<Record<string, string>> {
    // Two stacks may start at once: each writes to its own folder, and the final name is the content's hash.
    const unfinished = mkdtempSync(join(directory, 'unfinished-'));
    const { inputs } = await bundleFunctions(
      mapValues(entries, (entry) => join(root, entry)),
      unfinished,
    );
    const made = mapValues(entries, (_, name) => {
      const file = join(unfinished, `${name}.mjs`);
      const output = `${name}-${hash(readFileSync(file)).slice(0, 16)}.mjs`;
      renameSync(file, join(directory, output));
      return output;
    });
    rmSync(unfinished, { recursive: true });
    const own = Object.keys(inputs)
      .map((path) => relative(root, resolve(path)))
      .filter((path) => !path.split(/[\\/]/).includes('node_modules'));
    const hashes = Object.fromEntries(own.map((path) => [path, hash(readFileSync(join(root, path)))]));
    const known: z.infer<typeof recipe> = {
      packages,
      entries: { ...entries },
      inputs: hashes,
      outputs: made,
    };
    writeFileSync(recipeFile, JSON.stringify(known));
    removeOld(new Set(['recipe.json', ...Object.values(made)]), directory);
    return made;
  }
}

/** Removes bundles that were not used for a day; a running stack may still need newer ones. */
function removeOld(current: ReadonlySet<string>, directory: string): void {
  const dayAgo = Date.now() - 86_400_000;
  for (const file of readdirSync(directory)) {
    if (!current.has(file) && statSync(join(directory, file)).mtimeMs < dayAgo)
      rmSync(join(directory, file), { recursive: true, force: true });
  }
}

function readKept(
  recipeFile: string,
  directory: string,
  packages: string,
  entries: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  if (!existsSync(recipeFile)) return undefined;
  try {
    const known = recipe.parse(JSON.parse(readFileSync(recipeFile, 'utf8')));
    const isRight =
      known.packages === packages &&
      JSON.stringify(known.entries) === JSON.stringify(entries) &&
      Object.values(known.outputs).every((file) => existsSync(join(directory, file))) &&
      Object.entries(known.inputs).every(([path, was]) => hash(readFileSync(join(root, path))) === was);
    return isRight ? known.outputs : undefined;
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
