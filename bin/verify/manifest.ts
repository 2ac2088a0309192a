import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../../functions/shared/text/canonical-json.ts';

/** A month's manifest as it was downloaded: its form and its signature. verify-month.ts checks the files that it lists, and its chain. */

const manifestSchema = z.looseObject({
  schema: z.literal('leadership-next/manifest/1'),
  month: z.string(),
  version: z.int(),
  /** The SHA-256 of the previous month's manifest; null for the first month. */
  previous: z.string().nullable(),
  files: z.array(z.object({ name: z.string(), mediaType: z.string(), size: z.int(), sha256: z.string() })),
  publicKey: z.string(),
  signature: z.base64(),
});

export const sha256 = (bytes: Buffer): string => hash('sha256', bytes, 'hex');

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Error('manifest.json is not JSON: it was changed.');
  }
};

export type Manifest = z.infer<typeof manifestSchema>;

export const readManifest = (bytes: Buffer): Manifest => {
  const json = parse(bytes);
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    throw new Error(
      `manifest.json is no manifest of ours (${parsed.error.issues[0]?.path.join('.') || 'form'}).`,
    );
  }
  // A manifest is published as canonical JSON, so the same content in another form was changed too.
  if (!Buffer.from(`${canonicalJson(json)}\n`).equals(bytes)) {
    throw new Error('manifest.json is not written as it was published: it was changed.');
  }
  return parsed.data;
};

/** @throws if the key is invalid or the signature does not match */
export const checkSignature = ({ signature, ...content }: Manifest, key: string): void => {
  const signed = Buffer.from(`${canonicalJson(content)}\n`);
  const signatureBytes = Buffer.from(signature, 'base64');
  // Only the canonical form of base64 is accepted, so that not even the signature's text can be changed.
  const isCanonical = signatureBytes.toString('base64') === signature;
  if (!isCanonical || !verify('sha256', signed, readKey(key), signatureBytes)) {
    throw new Error('The signature of manifest.json does not hold: it, or what it signs, was changed.');
  }
};

export const readKey = (pem: string): KeyObject => {
  try {
    return createPublicKey(pem);
  } catch {
    throw new Error('The key is no public key in PEM.');
  }
};

/** The month of a manifest, which may have been changed otherwise. */
const anyManifest = z.looseObject({ month: z.string() });

export const isOfMonth = (bytes: Buffer, month: string): boolean => {
  try {
    const parsed = anyManifest.safeParse(parse(bytes));
    return parsed.success && parsed.data.month === month;
  } catch {
    return false;
  }
};

/** Whether a manifest is as it was published, and signed with a key. */
export const isSignedBy = (bytes: Buffer, publicKey: string): boolean => {
  try {
    checkSignature(readManifest(bytes), publicKey);
    return true;
  } catch {
    return false;
  }
};
