import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

/**
 * Files beside the bundle of the function `render`: Typst, a native package, and the fonts. The local stack uses
 * this machine's build in node_modules; Lambda gets the build for its own architecture.
 */

const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const packagesDirectory = join(root, '.local', 'packages');
const compilerName = '@myriaddreamin/typst-ts-node-compiler';

/** The fonts that functions/rendering/fonts.ts reads, in two weights each. */
export const shippedFonts: readonly string[] = [
  ['noto-sans', 'NotoSans'],
  ['noto-sans-jp', 'NotoSansJP'],
  ['noto-sans-telugu', 'NotoSansTelugu'],
].flatMap(([name, font]) =>
  ['400Regular', '700Bold'].map((weight) => `@expo-google-fonts/${name}/${weight}/${font}_${weight}.ttf`),
);

type Build = 'arm64' | 'x64';

const packageOf = (build: Build): string => `${compilerName}-linux-${build}-gnu`;

const lock = z.object({ packages: z.record(z.string(), z.looseObject({})) });
const locked = z.object({ version: z.string(), integrity: z.string() });

let native: { readonly build: Build; readonly directory: string } | undefined;

/** The build to ship: arm64, or this machine's own if that is unavailable (without a network, for example). */
export const nativeArchitecture = (): Build => findNative().build;

const findNative = (): { readonly build: Build; readonly directory: string } => {
  if (native === undefined) {
    const wanted = findInstalled('arm64') ?? fetchPackage('arm64');
    const own = wanted === undefined ? findInstalled('x64') : undefined;
    if (wanted !== undefined) native = { build: 'arm64', directory: wanted };
    else if (own !== undefined) native = { build: 'x64', directory: own };
    else
      throw new Error(`${packageOf('arm64')} could not be fetched: bundling "render" takes a network here.`);
  }
  return native;
};

const findInstalled = (build: Build): string | undefined => {
  const directory = join(modules, packageOf(build));
  return existsSync(directory) ? directory : undefined;
};

/** npm does not install packages for another processor, so this fetches the one in package-lock.json. */
const fetchPackage = (build: Build): string | undefined => {
  const name = packageOf(build);
  const { packages } = lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const { version, integrity } = locked.parse(packages[`node_modules/${name}`]);
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

/** Copies packages that can't be bundled into node_modules beside a function's bundle. */
export const copyNativeFiles = (outputDirectory: string): void => {
  const { build, directory } = findNative();
  const to = join(outputDirectory, 'node_modules');
  cpSync(join(modules, compilerName), join(to, compilerName), { recursive: true });
  cpSync(directory, join(to, packageOf(build)), { recursive: true });
  for (const font of shippedFonts) {
    const fontPackage = font.split('/').slice(0, 2).join('/');
    for (const file of [font, `${fontPackage}/package.json`, `${fontPackage}/LICENSE_FONT`]) {
      mkdirSync(dirname(join(to, file)), { recursive: true });
      cpSync(join(modules, file), join(to, file));
    }
  }
};
