import { join } from 'node:path';
import { defineConfig } from 'vite';
import { broughtFontFiles } from './build/brought-fonts.ts';
import { indicatorCatalogue } from './build/indicator-catalogue.ts';
import { loadedTogether } from './build/loaded-together.ts';
import { messages } from './build/messages.ts';
import { offlineShell } from './build/offline-shell.ts';
import { reference } from './build/reference-plugin.ts';

const root = import.meta.dirname;
const source = (path: string): string => join(root, 'src', path);

export default defineConfig({
  root,
  plugins: [
    broughtFontFiles(),
    indicatorCatalogue(),
    messages(),
    reference(),
    offlineShell(join(root, 'public')),
  ],
  // Set explicitly, because a test that builds it has another environment: what is tested is what is deployed.
  define: { 'process.env.NODE_ENV': '"production"' },
  // And the same JSX: a test would otherwise carry file names and lines.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  build: {
    target: 'es2022',
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    manifest: true,
    // Inlined assets would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(root, 'index.html'),
        reports: join(root, 'reports.html'),
        away: join(root, 'away.html'),
        'service-worker': join(root, 'service-worker', 'service-worker.ts'),
      },
      output: {
        // Only the hash: names, which stand wherever a chunk is imported, would add 1.5 KB to a leader's first load.
        chunkFileNames: 'assets/[hash].js',
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [
            // The earlier group gets what both need.
            loadedTogether('first-screen', [source('main.tsx')]),
            loadedTogether('sign-in', [
              source('session/sign-in.ts'),
              source('api/client.ts'),
              source('api/me.ts'),
            ]),
          ],
        },
      },
    },
  },
});
