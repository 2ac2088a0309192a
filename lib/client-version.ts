import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Matches the folder of the release's files, which is named by the release (web/build/offline-shell.ts). */
const releaseFolder = /\/assets\/([0-9a-f]{12})\//;

/** The version of a built web client, by which its phones name it: 12 hex digits; `none` if there is no build. @param directory of the build */
export function readClientVersion(directory: string): string {
  const page = join(directory, 'index.html');
  return existsSync(page) ? (releaseFolder.exec(readFileSync(page, 'utf8'))?.[1] ?? 'none') : 'none';
}
