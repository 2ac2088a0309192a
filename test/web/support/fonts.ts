import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import * as z from 'zod';

/**
 * The fonts that a browser of the tests finds on its machine. What this machine has plays no part.
 * - `none`: not one letter, so that only what the pages bring is drawn
 * - `dejavu`: those of a bare Linux, a fifth wider than others, and without Telugu or Japanese
 * - `noto`: those that a phone has
 */
export const fontSets = ['none', 'dejavu', 'noto'] as const;
export type FontSet = (typeof fontSets)[number];

/** The set of a run: `TEST_FONTS=dejavu npm test`. */
export const fontsOfRun = z.enum(fontSets).default('none').parse(process.env.TEST_FONTS);

const root = join(import.meta.dirname, '..', '..', '..');
const weightsOf = (folder: string, name: string): string[] =>
  ['400Regular', '700Bold'].map((weight) => `@expo-google-fonts/${folder}/${weight}/${name}_${weight}.ttf`);

/** The files in node_modules, and the families that stand for the generic ones. */
const sets: Readonly<Record<FontSet, { files: readonly string[]; families: readonly string[] }>> = {
  // Without any font Chromium draws nothing, not even with those of a page: one that is left with the space alone.
  none: { files: ['@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'], families: [] },
  dejavu: {
    files: ['Sans', 'Sans-Bold', 'SansMono', 'SansMono-Bold', 'Serif', 'Serif-Bold'].map(
      (name) => `dejavu-fonts-ttf/ttf/DejaVu${name}.ttf`,
    ),
    families: ['DejaVu Sans'],
  },
  noto: {
    files: [
      ...weightsOf('noto-sans', 'NotoSans'),
      ...weightsOf('noto-sans-telugu', 'NotoSansTelugu'),
      ...weightsOf('noto-sans-jp', 'NotoSansJP'),
    ],
    families: ['Noto Sans', 'Noto Sans Telugu', 'Noto Sans JP'],
  },
};

/** Writes a file that several processes may write at once, and others may already read. */
function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}-${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}

/** @returns the file by which fontconfig, and so Chromium on Linux, finds exactly the fonts of a set (its FONTCONFIG_FILE) */
export async function writeFontconfig(set: FontSet): Promise<string> {
  const { files, families } = sets[set];
  const folder = join(root, '.local', 'test-fonts', set);
  for (const name of files) {
    const font = readFileSync(join(root, 'node_modules', name));
    write(join(folder, 'fonts', basename(name)), set === 'none' ? await subsetFont(font, ' ') : font);
  }
  const preferred = families.map((family) => `<family>${family}</family>`).join('');
  const aliases = ['system-ui', 'sans-serif', 'serif', 'monospace'].map(
    (generic) => `<alias><family>${generic}</family><prefer>${preferred}</prefer></alias>\n`,
  );
  const file = join(folder, 'fonts.conf');
  write(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>${join(folder, 'fonts')}</dir>
<cachedir>${join(folder, 'cache')}</cachedir>
${aliases.join('')}</fontconfig>
`,
  );
  return file;
}
