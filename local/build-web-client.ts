import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
export const webClientDirectory = join(root, 'web', 'dist');

/** Builds the web client into web/dist, unless the build there has the same sources and packages. */
export const buildWebClient = (progress: (line: string) => void = () => {}): Promise<void> =>
  buildOnce('vite.config.ts', webClientDirectory, () => progress('building the web client …'));

/** The folder of the design system's page. It is outside the web client's folder, because that one is deployed. */
export const designDirectory = join(root, '.local', 'design');

/** Builds the page that shows every component of the design system, for the local stack, if its sources have changed. */
export const buildDesignPage = (): Promise<void> => buildOnce('vite.design.config.ts', designDirectory);

/** The file in a built folder that holds the hash of its sources. */
const stampName = '.made-of';

async function buildOnce(config: string, directory: string, onBuild: () => void = () => {}): Promise<void> {
  const sources = hashSources();
  const stampFile = join(directory, stampName);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sources) return;
  onBuild();
  // Builds into another folder first, so that nobody is served half a build.
  const unfinished = join(root, '.local', `${basename(directory)}-${process.pid}`);
  await build({
    configFile: join(root, 'web', config),
    logLevel: 'warn',
    build: { outDir: unfinished, emptyOutDir: true },
  });
  writeFileSync(join(unfinished, stampName), sources);
  rmSync(directory, { recursive: true, force: true });
  renameSync(unfinished, directory);
}

/** A hash of the installed packages and of all files that a build may read. */
function hashSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'node_modules', '.package-lock.json')));
  const files = globSync(['web/{public,build,service-worker,src}/**/*.*', 'web/*.*', 'functions/**/*.ts'], {
    cwd: root,
  }).sort();
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
