import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

/**
 * Files beside the bundle of the function `render`: the native package of Typst, which lays out reports, and the fonts. The local stack
 * uses this machine's build in node_modules. Lambda gets the build for arm64 or else for x64, and the stack gives the function the
 * same architecture (`nativeArchitecture`).
 */

const root = join(import.meta.dirname, '..');
const nodeModules = join(root, 'node_modules');
/** Keeps downloaded packages for later bundlings. */
const packagesDirectory = join(root, '.local', 'packages');
const compilerName = '@myriaddreamin/typst-ts-node-compiler';

/** The fonts that functions/months/rendering/fonts.ts reads, in two weights each. */
export const shippedFonts: readonly string[] = [
  ['noto-sans', 'NotoSans'],
  ['noto-sans-jp', 'NotoSansJP'],
  ['noto-sans-telugu', 'NotoSansTelugu'],
].flatMap(([name, font]) =>
  ['400Regular', '700Bold'].map((weight) => `@expo-google-fonts/${name}/${weight}/${font}_${weight}.ttf`),
);

type Architecture = 'arm64' | 'x64';

const packageOf = (architecture: Architecture): string => `${compilerName}-linux-${architecture}-gnu`;

const lockFile = z.object({ packages: z.record(z.string(), z.looseObject({})) });
const lockedPackage = z.object({ version: z.string(), integrity: z.string() });

/** Set by the first call of `findNative`. */
let native: { readonly architecture: Architecture; readonly directory: string } | undefined;

/**
 * The architecture of Typst's native package that is shipped, and so of the function `render`: arm64, or x64 if that one is installed
 * here and arm64 is neither installed nor can be downloaded.
 */
export const nativeArchitecture = (): Architecture => findNative().architecture;

const findNative = (): { readonly architecture: Architecture; readonly directory: string } => {
  if (native === undefined) {
    const arm64 = findInstalled('arm64') ?? fetchPackage('arm64');
    const x64 = arm64 === undefined ? findInstalled('x64') : undefined;
    if (arm64 !== undefined) native = { architecture: 'arm64', directory: arm64 };
    else if (x64 !== undefined) native = { architecture: 'x64', directory: x64 };
    else
      throw new Error(`${packageOf('arm64')} could not be fetched: bundling "render" takes a network here.`);
  }
  return native;
};

const findInstalled = (architecture: Architecture): string | undefined => {
  const directory = join(nodeModules, packageOf(architecture));
  return existsSync(directory) ? directory : undefined;
};

/**
 * Downloads the version in package-lock.json, since npm does not install packages for another processor.
 * @returns the directory of the unpacked package; undefined without a network
 */
const fetchPackage = (architecture: Architecture): string | undefined => {
  const name = packageOf(architecture);
  const { packages } = lockFile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const { version, integrity } = lockedPackage.parse(packages[`node_modules/${name}`]);
  const directory = join(packagesDirectory, `${name}@${version}`);
  if (existsSync(join(directory, 'package', 'package.json'))) return join(directory, 'package');
  mkdirSync(directory, { recursive: true });
  const packed = spawnSync(
    'npm',
    ['pack', `${name}@${version}`, '--silent', '--pack-destination', directory],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  // npm prints the archive's name; `stdout` is null if npm did not start.
  const archive = join(directory, packed.stdout?.trim() ?? '');
  if (packed.status !== 0 || !existsSync(archive)) return undefined;
  if (`sha512-${hash('sha512', readFileSync(archive), 'base64')}` !== integrity) {
    rmSync(directory, { recursive: true });
    throw new Error(`${name} is not what package-lock.json says.`);
  }
  if (spawnSync('tar', ['-xzf', archive, '-C', directory]).status !== 0) return undefined;
  rmSync(archive);
  return join(directory, 'package');
};

/** Copies what can't be bundled, Typst's native package and the fonts, into node_modules beside a function's bundle. */
export const copyNativeFiles = (outputDirectory: string): void => {
  const { architecture, directory } = findNative();
  const target = join(outputDirectory, 'node_modules');
  cpSync(join(nodeModules, compilerName), join(target, compilerName), { recursive: true });
  cpSync(directory, join(target, packageOf(architecture)), { recursive: true });
  for (const font of shippedFonts) {
    const [scope, name] = font.split('/');
    const fontPackage = `${scope}/${name}`;
    for (const file of [font, `${fontPackage}/package.json`, `${fontPackage}/LICENSE_FONT`]) {
      mkdirSync(dirname(join(target, file)), { recursive: true });
      cpSync(join(nodeModules, file), join(target, file));
    }
  }
};
