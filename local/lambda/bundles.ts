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

/** What the bundles were made of; while all of it is as it was, they are still right. */
const recipe = z.object({ packages: z.string(), entries: byName, inputs: byName, outputs: byName });

const root = resolve(import.meta.dirname, '..', '..');

/**
 * The bundles of functions, made now or kept from an earlier start that had the same sources and packages.
 * @param entries by name, the path of the entry from the root of the project
 * @param directory where bundles are kept
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
    // Two stacks may start at the same time: each writes to a folder of its own, and the last name is the content's hash.
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

/** Removes what nothing has asked for in a day: no stack that runs may still want one of them. */
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
    // A source that is gone, or a file that was cut short: it is simply made again.
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

/** What is installed, and how it is bundled: both decide what a bundle holds, beside the sources. */
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
