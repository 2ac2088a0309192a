import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readZip } from '../functions/rendering/zip.ts';
import type { Earlier } from './verify/verify-month.ts';

/** A month's files by name. */
export type Files = ReadonlyMap<string, Buffer>;

/**
 * The published files of a month by name, from a folder or an archive.
 * @throws if the path is neither a folder nor an archive
 */
export const readFiles = (place: string): Files => {
  if (!statSync(place).isDirectory()) {
    return new Map(readZip(readFileSync(place)).map(({ name, bytes }) => [name, bytes]));
  }
  return new Map(
    readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(place, name))]),
  );
};

const manifestIn = (place: string): Buffer | undefined =>
  existsSync(place) ? readFiles(place).get('manifest.json') : undefined;

/**
 * The published files of a month, and the manifests beside it: in the bucket's layout (`2026-10/v1` beside
 * `2026-09/v1`), or as folders or archives in the same directory.
 */
export const openFiles = (
  place: string,
  previous: string | undefined,
): { readonly files: Files; readonly earlier: readonly Earlier[]; readonly previous?: Buffer } => {
  const files = readFiles(place);
  if (previous !== undefined) {
    const manifest = manifestIn(previous);
    if (manifest === undefined) {
      throw new Error(`${previous} holds no manifest.json.`);
    }
    return { files, earlier: [], previous: manifest };
  }
  const own = resolve(place);
  const beside = (directory: string): string[] =>
    readdirSync(directory, { withFileTypes: true })
      .filter(({ name }) => join(directory, name) !== own)
      .filter((entry) => entry.isDirectory() || entry.name.endsWith('.zip'))
      .map(({ name }) => join(directory, name));
  const isInBucket = /^v\d+(\.zip)?$/.test(basename(own));
  const root = isInBucket ? dirname(dirname(own)) : dirname(own);
  const candidates = isInBucket
    ? beside(root).flatMap((month) => (statSync(month).isDirectory() ? beside(month) : []))
    : beside(root);
  return {
    files,
    earlier: candidates.flatMap((candidate) => {
      const manifest = readManifestIn(candidate);
      return manifest === undefined ? [] : [{ name: relative(root, candidate), manifest }];
    }),
  };
};

/** Undefined if there is no manifest; empty if it is unreadable. */
const readManifestIn = (place: string): Buffer | undefined => {
  try {
    return manifestIn(place);
  } catch {
    return Buffer.alloc(0);
  }
};
