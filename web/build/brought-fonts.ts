import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const range = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');

/** The letters of each file, in the fonts of the reports; signs from DejaVu, since Noto Sans has none. web/src/design/fonts.css names the same letters. */
export const broughtFonts = [
  {
    name: 'latin',
    letters: `${range(0x20, 0x7e)}${range(0xa0, 0xff)}–—‘’“”•…‹›₹−`,
    files: {
      400: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
      700: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
    },
  },
  {
    name: 'telugu',
    // With the stops that it shares with other scripts, the joiners, and the circle under a sign without a letter.
    letters: `${range(0xc00, 0xc7f)}\u0964\u0965\u200c\u200d\u25cc`,
    files: {
      400: '@expo-google-fonts/noto-sans-telugu/400Regular/NotoSansTelugu_400Regular.ttf',
      700: '@expo-google-fonts/noto-sans-telugu/700Bold/NotoSansTelugu_700Bold.ttf',
    },
  },
  { name: 'signs', letters: '←↑→↓↔↕■▲▶▼☎☰✎✓✗❚', files: { 400: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf' } },
] as const;

/** In a font's table of names: copyright, licence, address of the licence. The licence asks that they stay. */
const licenceNames = [0, 13, 14];

const root = join(import.meta.dirname, '..', '..');

/** Keeps the files for later builds with the same packages. */
const folder = join(
  root,
  '.local',
  'brought-fonts',
  createHash('sha256')
    .update(JSON.stringify(broughtFonts))
    .update(readFileSync(join(root, 'node_modules', '.package-lock.json')))
    .digest('hex')
    .slice(0, 16),
);

/** The Vite plugin behind `url("brought-fonts/telugu-400.woff2")` in a style sheet: parts of fonts, which it makes before the first build. */
export const broughtFontFiles = (): Plugin => ({
  name: 'brought-fonts',
  config: () => ({ resolve: { alias: { 'brought-fonts': folder } } }),
  async buildStart() {
    mkdirSync(folder, { recursive: true });
    for (const { name, letters, files } of broughtFonts) {
      for (const [weight, file] of Object.entries(files)) {
        const path = join(folder, `${name}-${weight}.woff2`);
        if (!existsSync(path)) writeWhole(path, await cut(file, letters));
      }
    }
  },
});

const cut = (file: string, letters: string): Promise<Buffer> =>
  subsetFont(readFileSync(createRequire(import.meta.url).resolve(file)), letters, {
    targetFormat: 'woff2',
    preserveNameIds: licenceNames,
  });

/** Writes a file that another build may make at the same time. */
function writeWhole(path: string, bytes: Buffer): void {
  const unfinished = `${path}-${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, path);
}
