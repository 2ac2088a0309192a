import type { Rolldown } from 'vite';

/**
 * A group of modules that make one chunk: the roots, and all that they import statically. Without the group, each module that another page
 * or part imports too becomes a chunk of its own. Such a chunk has some hundred bytes, compresses badly and needs a request.
 *
 * A page's own script and styles stay outside, since every page that loads the chunk would get them, and would run the script.
 * @param roots the paths of the modules with which it begins
 * @param also matches the paths of further modules
 */
export function loadedTogether(
  name: string,
  roots: readonly string[],
  also?: RegExp,
): Rolldown.CodeSplittingGroup {
  return {
    debugName: name,
    test: (id) => !/\.css(\?|$)/.test(id),
    name(id, context) {
      const isPageScript = context
        .getModuleInfo(id)
        ?.importers.some((importer) => importer.endsWith('.html'));
      const isIn = also?.test(id) === true || withImports(roots, context).has(id);
      return isPageScript !== true && isIn ? name : null;
    },
  };
}

function withImports(
  ids: readonly string[],
  context: Rolldown.ChunkingContext,
  found = new Set<string>(),
): ReadonlySet<string> {
  for (const id of ids) {
    if (found.has(id)) continue;
    found.add(id);
    withImports(context.getModuleInfo(id)?.importedIds ?? [], context, found);
  }
  return found;
}
