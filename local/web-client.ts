import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
export const webClientDirectory = join(root, 'web', 'dist');
const stampFile = join(webClientDirectory, '.made-of');

/** Builds the web client into web/dist, unless what lies there was made of the same sources and packages. */
export async function buildWebClient(progress: (line: string) => void = () => {}): Promise<void> {
  const sources = hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sources) return;
  progress('building the web client …');
  // Beside it first: whoever is served from it now shall not find half of it.
  const unfinished = join(root, '.local', `web-${process.pid}`);
  await build({
    configFile: join(root, 'web', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: unfinished, emptyOutDir: true },
  });
  writeFileSync(join(unfinished, '.made-of'), sources);
  rmSync(webClientDirectory, { recursive: true, force: true });
  renameSync(unfinished, webClientDirectory);
}

function hashSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'node_modules', '.package-lock.json')));
  const files = globSync(['web/{public,build,service-worker,src}/**/*.*', 'web/*.*', 'functions/**/*.ts'], {
    cwd: root,
  }).sort();
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
