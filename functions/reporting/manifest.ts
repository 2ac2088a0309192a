import { hash } from 'node:crypto';
import { formatInstant } from '../platform/calendar.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import type { Publication } from './said.ts';

/** A file of a publication as it is stored. */
export type PublishedFile = { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };

/** The folder of a publication's files in the snapshot bucket. */
export const folderOf = ({ month, version }: Pick<Publication, 'month' | 'version'>): string =>
  `published/${month}/v${version}/`;

export const manifestName = 'manifest.json';

export const sha256 = (bytes: Buffer): string => hash('sha256', bytes, 'hex');

/**
 * The bytes of `manifest.json`: what the other files of a publication are, what they were made from and what came before. It
 * is written last, and makes the publication complete.
 */
export const renderManifest = (manifest: {
  readonly publication: Publication & { readonly registeredAt: string };
  readonly catalogue: string;
  readonly disclosure: string;
  readonly journalDigest: string;
  /** The manifest that was newest for the month before, or null. */
  readonly previous: Buffer | null;
  readonly files: readonly PublishedFile[];
}): Buffer => {
  const { publication, catalogue, disclosure, journalDigest, previous, files } = manifest;
  const { ordinal, month, version, reason, cutoff, registeredAt } = publication;
  const content = {
    schema: 'leadership-next/manifest/1',
    ordinal,
    month,
    version,
    reason,
    cutoff: formatInstant(new Date(cutoff)),
    publishedAt: formatInstant(new Date(registeredAt)),
    catalogue,
    disclosure,
    journalDigest,
    previous: previous === null ? null : sha256(previous),
    files: files
      .map(({ name, mediaType, bytes }) => ({ name, mediaType, size: bytes.length, sha256: sha256(bytes) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    // The signature over all the other members, and the key that it is checked with, are given by the issue on signing.
    signature: null,
    publicKey: null,
  };
  return Buffer.from(`${canonicalJson(content)}\n`);
};
