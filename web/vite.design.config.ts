import { join } from 'node:path';
import { defineConfig } from 'vite';
import { messages } from './build/messages.ts';

/** The page that shows every component of the design system: built for one machine alone, and apart from what is deployed. */
export default defineConfig({
  root: join(import.meta.dirname, 'src', 'design', 'gallery'),
  base: '/design/',
  publicDir: false,
  plugins: [messages()],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
