import { hash } from 'node:crypto';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { Publication } from '../disclosure/publication-history.ts';

/** The manifest of a publication: the signed list of its files. bin/verify/verify-month.ts verifies it. */

/** A file of a publication as it is stored. */
export type PublishedFile = { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };

export const sha256 = (bytes: Buffer): string => hash('sha256', bytes, 'hex');

/** A manifest without its signature. */
export type ManifestContent = ReturnType<typeof composeManifest>;

/**
 * A manifest lists the publication's other files with their hashes, the journal digest that they were made from, and the hash of the
 * previous month's manifest. It is written last, so a publication with a manifest is complete.
 */
export const composeManifest = (manifest: {
  readonly publication: Publication & { readonly registeredAt: string };
  /** The hash of the indicators' catalogue. */
  readonly catalogue: string;
  /** The version of the disclosure rules, by which small numbers are hidden. */
  readonly disclosure: string;
  readonly journalDigest: string;
  /** The bytes of the newest manifest of the month before; null if that month has none. */
  readonly previous: Buffer | null;
  readonly files: readonly PublishedFile[];
  /** The key that the signature is checked with, as PEM. */
  readonly publicKey: string;
}) => {
  const { publication, catalogue, disclosure, journalDigest, previous, files, publicKey } = manifest;
  const { ordinal, month, version, reason, cutoff, registeredAt } = publication;
  return {
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
    publicKey,
  };
};

/** Canonical JSON with one final newline. */
const toFile = (value: object): Buffer => Buffer.from(`${canonicalJson(value)}\n`);

/** The bytes that are signed: `manifest.json` without the member `signature`. */
export const signedBytesOf = (content: ManifestContent): Buffer => toFile(content);

/**
 * The bytes of `manifest.json`.
 * @param signature ECDSA P-256 with SHA-256 over `signedBytesOf(content)`, DER in base64
 */
export const renderManifest = (content: ManifestContent, signature: string): Buffer =>
  toFile({ ...content, signature });
