import { unzip } from 'fflate';
import type { PublishedFile } from '../../months/published.ts';
import { sha256 } from './file-hash.ts';

/**
 * Whether the funder's archive (ZIP) of a month holds exactly the month's files, each with the size and hash that
 * the manifest lists.
 * @param files the files of the manifest, and the manifest itself
 */
export async function isWholeArchive(archive: Blob, files: readonly PublishedFile[]): Promise<boolean> {
  const entries = await readArchive(new Uint8Array(await archive.arrayBuffer()));
  if (Object.keys(entries).length !== files.length) return false;
  for (const { name, size, sha256: expectedHash } of files) {
    const bytes = entries[name];
    if (bytes?.byteLength !== size || (await sha256(new Uint8Array(bytes).buffer)) !== expectedHash)
      return false;
  }
  return true;
}

/** @throws Error if it is no ZIP archive */
const readArchive = (bytes: Uint8Array): Promise<Record<string, Uint8Array>> =>
  new Promise((resolve, reject) =>
    unzip(bytes, (error, entries) => (error === null ? resolve(entries) : reject(error))),
  );
