import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';
import { siteDataClearing } from '../../lib/page-policy.ts';

/** The pages of a leader's phone. */
const entries = ['index.html', 'away.html'];

/** The desks' and the funder's code, which a leader's phone does not keep. */
const elsewhere = /\/web\/src\/(staff|funder)\//;

/** Tells the service worker which files the leader's shell consists of. */
export function offlineShell(publicDirectory: string): Plugin {
  return {
    name: 'offline-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['service-worker.js'];
        if (worker?.type !== 'chunk') throw new Error('The build has no service worker.');
        const pages = entries.map((name) => bundle[name]);
        const files = [
          ...entries.map((name) => `/${name}`),
          // Only requested from the server, because its answer has headers that matter.
          ...readdirSync(publicDirectory)
            .map((name) => `/${name}`)
            .filter((path) => path !== siteDataClearing.path),
          ...findShell(bundle).map((name) => `/${name}`),
        ].sort();
        const hash = createHash('sha256').update(JSON.stringify(files));
        for (const page of pages) {
          if (page?.type !== 'asset') throw new Error('The build lacks a page.');
          hash.update(page.source);
        }
        const shell = { name: `shell-${hash.digest('hex').slice(0, 16)}`, files };
        worker.code = `const shell = ${JSON.stringify(shell)};\n${worker.code}`;
      },
    },
  };
}

/** The files that a leader may need, starting from the pages' entries. */
function findShell(bundle: Rolldown.OutputBundle): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || found.has(name) || chunk.moduleIds.some((id) => elsewhere.test(id)))
      return;
    found.add(name);
    for (const sheet of chunk.viteMetadata?.importedCss ?? []) found.add(sheet);
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) found.add(asset);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) add(next);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type === 'chunk' && entries.some((name) => chunk.facadeModuleId?.endsWith(`/web/${name}`)))
      add(chunk.fileName);
  }
  return [...found];
}
