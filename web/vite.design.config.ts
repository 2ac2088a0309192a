import { join } from 'node:path';
import { defineConfig } from 'vite';
import { broughtFontFiles } from './build/brought-fonts.ts';
import { messages } from './build/messages.ts';

/** The page of the design system's components: built for one machine, separate from what is deployed. */
export default defineConfig({
  root: join(import.meta.dirname, 'src', 'design', 'gallery'),
  base: '/design/',
  publicDir: false,
  plugins: [broughtFontFiles(), messages()],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
