import { isAbsolute } from 'node:path';
import type { Plugin } from 'vite';

/** Marks a module of which phones have a copy of their own. */
export const ownCopy = '?phone';

/**
 * The modules that phones and desks both use. Nobody runs both, so a copy loses nothing that a module remembers. The calendar is not copied: it belongs to the sign-in, which both load.
 */
const isShared =
  /\/(web\/src\/(books|case-events|consent|design|districts|drawings|members|papers|record|talks|timeline)|functions(?!\/shared\/calendar\/calendar\.ts)|node_modules\/(uuid|hash-wasm))\/[^?]*\.(ts|tsx|js|css)$/;

const isOfPhone = (importer: string): boolean =>
  /\/web\/src\/(leader|caseworker|phone|workspace|outbox|rows|unlock)\//.test(importer) ||
  importer.endsWith(ownCopy);

/**
 * The Vite plugin that gives phones copies of the modules that it shares with the desks. A module that both import would
 * otherwise be in a file with what both need and nothing else: many small files, or for each of them code that it never runs.
 */
export function ownCopies(): Plugin {
  return {
    name: 'own-copies',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (importer === undefined || !isOfPhone(importer)) return null;
      const found = await this.resolve(source, importer.replace(ownCopy, ''), { ...options, skipSelf: true });
      if (found === null || found.external || !isAbsolute(found.id) || !isShared.test(found.id)) return found;
      return { ...found, id: `${found.id}${ownCopy}` };
    },
  };
}
