import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { siteDataClearing } from '../../lib/page-policy.ts';
import { isTexts } from './messages.ts';

/** The pages that a phone opens. */
const pageNames = ['index.html', 'away.html'];

/** The code of the desks and the funder's pages, which no phone keeps. */
const notForPhones = /\/web\/src\/(desks|funder)\//;

/** The module with which each role's client starts. Files that are found through it alone are not kept by the other role's phone. */
const startOf = { leader: '/web/src/leader/start.tsx', caseworker: '/web/src/caseworker/start.tsx' } as const;

/**
 * The folder of a release's scripts and style sheets during the build. The files import each other by names without a hash, so that a file
 * that changes leaves the others as they are. At the end the folder is named by the hash of all files, so no page gets parts of two releases.
 */
export const releaseFolder = 'assets/release';

/** How many characters the service worker compares of the SHA-256 of a file, and of a line. */
const hashLength = { file: 6, line: 3 };

/**
 * The Vite plugin that names the release, and lists for the service worker the files of the offline shell: everything that the phones'
 * pages need without a network, each with its role if one role alone needs it. The fonts that a page may load are listed separately.
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
        const found = [...pageNames.map((name) => fileIn(bundle, name)), ...findShellFiles(bundle)];
        // This follows imports by file names, so it must come before `nameRelease` changes the names.
        const ofOneRole = filesOfOneRole(bundle);
        const texts = found
          .filter((file) => file.type === 'chunk')
          .filter((chunk) => chunk.moduleIds.some(isTexts));
        // Puts the unminified code back, which has a line for every few texts. The minified code is a single line.
        for (const chunk of texts)
          setContent(chunk, this.getModuleInfo(chunk.moduleIds[0] ?? '')?.code ?? '');
        const release = nameRelease(bundle);
        for (const { fileName, code } of texts) {
          for (const [name, source] of writeLines(code)) {
            this.emitFile({ type: 'asset', fileName: `${fileName}.${name}.txt`, source });
          }
        }
        const isFont = ({ fileName }: OutputFile): boolean => fileName.endsWith('.woff2');
        const files = found
          .filter((file) => !isFont(file))
          .map((file) => {
            const hash = hashOf(contentOf(file), hashLength.file);
            const role = ofOneRole.get(file);
            return [`/${file.fileName}`, role === undefined ? [hash] : [hash, role]];
          });
        const shell = {
          release,
          files: Object.fromEntries([...files, ...listPublicFiles(publicDirectory)]),
          fonts: found.filter(isFont).map(({ fileName }) => `/${fileName}`),
        };
        worker.code = `const shell = ${JSON.stringify(shell)};\n${worker.code}`;
      },
    },
  };
}

/** The files that one role's phone alone needs, with the role. */
function filesOfOneRole(bundle: Rolldown.OutputBundle): ReadonlyMap<OutputFile, string> {
  // What is found without following the start of a role's client. A file that is missing there is needed by that role alone.
  const filesWithout = {
    leader: findShellFiles(bundle, startOf.leader),
    caseworker: findShellFiles(bundle, startOf.caseworker),
  };
  const roleOf = (file: OutputFile): string | undefined => {
    if (!filesWithout.leader.includes(file)) return 'leader';
    return filesWithout.caseworker.includes(file) ? undefined : 'caseworker';
  };
  return new Map(
    findShellFiles(bundle).flatMap((file) => {
      const role = roleOf(file);
      return role === undefined ? [] : [[file, role] as const];
    }),
  );
}

type OutputFile = Rolldown.OutputChunk | Rolldown.OutputAsset;

const contentOf = (file: OutputFile): string | Uint8Array =>
  file.type === 'chunk' ? file.code : file.source;

function setContent(file: OutputFile, content: string): void {
  if (file.type === 'chunk') file.code = content;
  else file.source = content;
}

/** The files for a phone that has the former file of texts: `lines` has the hashes of all lines, and each line is a file, named by its index. */
function writeLines(code: string): (readonly [name: string, content: string])[] {
  const lines = code.split('\n');
  const hashes = lines.map((line) => hashOf(line, hashLength.line)).join('');
  return [['lines', hashes], ...lines.map((line, at) => [String(at), line] as const)];
}

const hashOf = (content: string | Uint8Array, length: number): string =>
  createHash('sha256').update(content).digest('base64').slice(0, length);

/** Names the release by the hash of its files, moves them to its folder, and has the pages find them there. @returns the name */
function nameRelease(bundle: Rolldown.OutputBundle): string {
  const files = Object.values(bundle);
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.fileName).update(contentOf(file));
  const release = hash.digest('hex').slice(0, 12);
  for (const file of files) {
    const isOfRelease = file.fileName.startsWith(`${releaseFolder}/`);
    if (isOfRelease) file.fileName = `assets/${release}${file.fileName.slice(releaseFolder.length)}`;
    const content = contentOf(file);
    if (typeof content !== 'string' || !content.includes(`${releaseFolder}/`)) continue;
    if (isOfRelease) throw new Error(`${file.fileName} names the release, so it would change with each.`);
    setContent(file, content.replaceAll(`${releaseFolder}/`, `assets/${release}/`));
  }
  return release;
}

const listPublicFiles = (directory: string): [path: string, of: [hash: string]][] =>
  readdirSync(directory)
    // Never from the cache: this file's response header makes the browser clear the site's data.
    .filter((name) => `/${name}` !== siteDataClearing.path)
    .map((name) => [`/${name}`, [hashOf(readFileSync(join(directory, name)), hashLength.file)]]);

function fileIn(bundle: Rolldown.OutputBundle, name: string): OutputFile {
  const file = bundle[name];
  if (file === undefined) throw new Error(`The build lacks ${name}.`);
  return file;
}

/**
 * The files that the phones' pages may load, found by following imports from the pages' entry chunks.
 * @param except a module whose chunk, with what its imports lead to, is not followed
 */
function findShellFiles(bundle: Rolldown.OutputBundle, except?: string): OutputFile[] {
  const found = new Map<string, OutputFile>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    const file = fileIn(bundle, name);
    if (file.type === 'chunk' && file.moduleIds.some((id) => notForPhones.test(id))) return;
    if (file.type === 'chunk' && file.moduleIds.some((id) => except !== undefined && id.endsWith(except)))
      return;
    found.set(name, file);
    if (file.type === 'asset') return;
    for (const sheet of file.viteMetadata?.importedCss ?? []) add(sheet);
    for (const asset of file.viteMetadata?.importedAssets ?? []) add(asset);
    for (const imported of [...file.imports, ...file.dynamicImports]) add(imported);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type !== 'chunk') continue;
    const isEntry = pageNames.some((name) => chunk.facadeModuleId?.endsWith(`/web/${name}`));
    if (isEntry) add(chunk.fileName);
  }
  return [...found.values()].sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
}
