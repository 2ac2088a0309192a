import type { Plugin, Rolldown } from 'vite';

/** A file without code of its own, which only exports under their own names what another file exports. */
type Facade = {
  readonly fileName: string;
  /** The other file, and its names for what a module's namespace has: `[theirs, its own]`. */
  readonly of: string;
  readonly names: readonly (readonly [string, string])[];
};

/**
 * The Vite plugin that spares a file for each module that is loaded later and lies in a file with others. Rolldown makes a facade for it, of
 * some fifty bytes, which costs a request: here whoever imports the facade imports the file behind it instead.
 */
export function inlineFacades(): Plugin {
  return {
    name: 'inline-facades',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const facades = chunks
          .filter((chunk) => chunk.isDynamicEntry && chunk.moduleIds.length === 0)
          .map(readFacade);
        for (const facade of facades) {
          delete bundle[facade.fileName];
          renameInManifest(bundle, facade);
        }
        for (const chunk of chunks) {
          for (const facade of facades) passBy(chunk, facade);
        }
      },
    },
  };
}

const nameOf = (fileName: string): string => fileName.slice(fileName.lastIndexOf('/') + 1);

/** @throws if the file is not what a facade was when this was written: nothing is left out silently */
function readFacade({ fileName, code, imports }: Rolldown.OutputChunk): Facade {
  const [, list, source] = /^export\{([^}]+)\}from"\.\/([^"]+)";?\s*$/.exec(code) ?? [];
  const [of] = imports;
  if (list === undefined || of === undefined || source !== nameOf(of)) {
    throw new Error(`${fileName} is no facade: ${code}`);
  }
  const names = list.split(',').map((pair) => {
    const [theirs = pair, own = theirs] = pair.split(' as ');
    return [theirs, own] as const;
  });
  return { fileName, of, names };
}

function renameInManifest(bundle: Rolldown.OutputBundle, { fileName, of }: Facade): void {
  const manifest = bundle['.vite/manifest.json'];
  if (manifest?.type !== 'asset') throw new Error('The build has no manifest.');
  manifest.source = String(manifest.source).replace(JSON.stringify(fileName), JSON.stringify(of));
}

/** Has a file import what is behind a facade. */
function passBy(chunk: Rolldown.OutputChunk, { fileName, of, names }: Facade): void {
  if (!chunk.dynamicImports.includes(fileName)) return;
  const members = names.map(([theirs, own]) => `${own}:e.${theirs}`).join();
  const imported = `import(\`./${nameOf(fileName)}\`)`;
  if (!chunk.code.includes(imported))
    throw new Error(`${chunk.fileName} does not import ${fileName} as expected.`);
  chunk.code = chunk.code
    .replaceAll(imported, `import(\`./${nameOf(of)}\`).then(e=>({${members}}))`)
    // The list of what is preloaded.
    .replaceAll(`"./${nameOf(fileName)}"`, `"./${nameOf(of)}"`);
  chunk.dynamicImports = chunk.dynamicImports.map((one) => (one === fileName ? of : one));
}
