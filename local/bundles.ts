import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { bundleFunction } from '../lib/bundle.ts';

/** What a bundle was made of; while all of it is as it was, the bundle is still right. */
const recipe = z.object({
  packages: z.string(),
  inputs: z.record(z.string(), z.string()),
  output: z.string(),
});

const root = resolve(import.meta.dirname, '..');

/**
 * The bundle of a function, made now or kept from an earlier start that had the same sources and packages.
 * @param entry path of the entry, from the root of the project
 * @param directory where bundles are kept
 * @returns the path of the bundle
 */
export async function bundleOnce(name: string, entry: string, directory: string): Promise<string> {
  mkdirSync(directory, { recursive: true });
  const recipeFile = join(directory, `${name}.json`);
  const packages = hashPackages();
  const kept = readKept(recipeFile, directory, packages);
  if (kept !== undefined) return kept;

  // Two stacks may start at the same time: each writes a file of its own, and the last name is the content's hash.
  const unfinished = join(directory, `${name}-${process.pid}-${Date.now()}.mjs`);
  const { metafile } = await bundleFunction(join(root, entry), unfinished);
  const output = `${name}-${hash(readFileSync(unfinished)).slice(0, 16)}.mjs`;
  renameSync(unfinished, join(directory, output));
  const own = Object.keys(metafile.inputs)
    .map((path) => relative(root, resolve(path)))
    .filter((path) => !path.split(/[\\/]/).includes('node_modules'));
  const inputs = Object.fromEntries(own.map((path) => [path, hash(readFileSync(join(root, path)))]));
  writeFileSync(recipeFile, JSON.stringify({ packages, inputs, output } satisfies z.infer<typeof recipe>));
  removeOld(name, output, directory);
  return join(directory, output);
}

/** Removes bundles that nothing has asked for in a day: no stack that runs may still want one of them. */
function removeOld(name: string, current: string, directory: string): void {
  const dayAgo = Date.now() - 86_400_000;
  for (const file of readdirSync(directory)) {
    const isOther = file.startsWith(`${name}-`) && file !== current;
    if (isOther && statSync(join(directory, file)).mtimeMs < dayAgo)
      rmSync(join(directory, file), { force: true });
  }
}

function readKept(recipeFile: string, directory: string, packages: string): string | undefined {
  if (!existsSync(recipeFile)) return undefined;
  try {
    const known = recipe.parse(JSON.parse(readFileSync(recipeFile, 'utf8')));
    const output = join(directory, known.output);
    const isRight =
      known.packages === packages &&
      existsSync(output) &&
      Object.entries(known.inputs).every(([path, was]) => hash(readFileSync(join(root, path))) === was);
    return isRight ? output : undefined;
  } catch {
    // A source that is gone, or a file that was cut short: it is simply made again.
    rmSync(recipeFile, { force: true });
    return undefined;
  }
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
