import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';
import { siteDataClearing } from '../../lib/page-policy.ts';

/** The pages that a leader's phone opens. */
const pageNames = ['index.html', 'away.html'];

/** The code of the desks and the funder's pages, which a leader's phone does not keep. */
const notForLeaders = /\/web\/src\/(desks|funder)\//;

/**
 * The Vite plugin that lists, for the service worker, the files of the offline shell: everything that the leader's pages
 * need without a network, and apart from these the fonts that a page may bring.
 */
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
        const pages = pageNames.map((name) => bundle[name]);
        const found = findShellFiles(bundle).map((name) => `/${name}`);
        const isFont = (path: string): boolean => path.endsWith('.woff2');
        const files = [
          ...pageNames.map((name) => `/${name}`),
          ...readdirSync(publicDirectory)
            .map((name) => `/${name}`)
            // Never from the cache: this file's response header makes the browser clear the site's data.
            .filter((path) => path !== siteDataClearing.path),
          ...found.filter((path) => !isFont(path)),
        ].sort();
        const fonts = found.filter(isFont).sort();
        // The names of scripts, style sheets and fonts contain their hashes; those of the pages don't.
        const hash = createHash('sha256').update(JSON.stringify([files, fonts]));
        for (const page of pages) {
          if (page?.type !== 'asset') throw new Error('The build lacks a page.');
          hash.update(page.source);
        }
        const shell = { name: `shell-${hash.digest('hex').slice(0, 16)}`, files, fonts };
        worker.code = `const shell = ${JSON.stringify(shell)};\n${worker.code}`;
      },
    },
  };
}

/** The files that the leader's pages may load, found by following imports from the pages' entry chunks. */
function findShellFiles(bundle: Rolldown.OutputBundle): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || found.has(name)) return;
    if (chunk.moduleIds.some((id) => notForLeaders.test(id))) return;
    found.add(name);
    for (const sheet of chunk.viteMetadata?.importedCss ?? []) found.add(sheet);
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) found.add(asset);
    for (const imported of [...chunk.imports, ...chunk.dynamicImports]) add(imported);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type !== 'chunk') continue;
    const isEntry = pageNames.some((name) => chunk.facadeModuleId?.endsWith(`/web/${name}`));
    if (isEntry) add(chunk.fileName);
  }
  return [...found];
}
