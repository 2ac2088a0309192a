import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readZip } from '../functions/months/rendering/zip.ts';
import type { EarlierManifest } from './verify/verify-month.ts';

/** A published month's files by name. */
export type PublishedFiles = ReadonlyMap<string, Buffer>;

/**
 * Reads the published files of a month from a folder or an archive.
 * @throws if the path is neither a folder nor an archive
 */
export const readFiles = (path: string): PublishedFiles => {
  if (!statSync(path).isDirectory()) {
    return new Map(readZip(readFileSync(path)).map(({ name, bytes }) => [name, bytes]));
  }
  return new Map(
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(path, name))]),
  );
};

/** Undefined if there is no such folder or archive, or no manifest in it. */
const readManifest = (path: string): Buffer | undefined =>
  existsSync(path) ? readFiles(path).get('manifest.json') : undefined;

/**
 * Opens the published files of a month, with the manifest of the previous month if its path is given. Without that path it also opens
 * all manifests beside the month: in the bucket's layout (`2026-10/v1` beside `2026-09/v1`), or as folders or archives in the same directory.
 */
export const openFiles = (
  path: string,
  previousPath: string | undefined,
): {
  readonly files: PublishedFiles;
  readonly earlier: readonly EarlierManifest[];
  readonly previousManifest?: Buffer;
} => {
  const files = readFiles(path);
  if (previousPath !== undefined) {
    const manifest = readManifest(previousPath);
    if (manifest === undefined) {
      throw new Error(`${previousPath} holds no manifest.json.`);
    }
    return { files, earlier: [], previousManifest: manifest };
  }
  const month = resolve(path);
  /** The folders and archives in a directory, without the month's own. */
  const othersIn = (directory: string): string[] =>
    readdirSync(directory, { withFileTypes: true })
      .filter(({ name }) => join(directory, name) !== month)
      .filter((entry) => entry.isDirectory() || entry.name.endsWith('.zip'))
      .map(({ name }) => join(directory, name));
  // In the bucket's layout a month's folder has a folder for each version, such as `v1`.
  const isInBucketLayout = /^v\d+(\.zip)?$/.test(basename(month));
  const root = isInBucketLayout ? dirname(dirname(month)) : dirname(month);
  const candidates = isInBucketLayout
    ? othersIn(root)
        .filter((monthFolder) => statSync(monthFolder).isDirectory())
        .flatMap(othersIn)
    : othersIn(root);
  return {
    files,
    earlier: candidates.flatMap((candidate) => {
      const manifest = readManifestOrEmpty(candidate);
      return manifest === undefined ? [] : [{ name: relative(root, candidate), manifest }];
    }),
  };
};

/** Undefined if there is no manifest; empty if it can't be read, which the verification then reports. */
const readManifestOrEmpty = (path: string): Buffer | undefined => {
  try {
    return readManifest(path);
  } catch {
    return Buffer.alloc(0);
  }
};
