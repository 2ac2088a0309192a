import { canonicalJson } from '../../../../functions/domain/canonical-json.ts';
import type { Manifest } from '../../months/published.ts';

/** What this browser can check of a publication with WebCrypto, without trusting the sender. */

export type SignatureState = 'verified' | 'wrong' | 'unsigned';

/**
 * Checks in the funder's browser, with WebCrypto, the signature of a month's manifest against the public key that is
 * published with it.
 */
export async function checkSignature(manifest: Manifest): Promise<SignatureState> {
  const { signature, publicKey, ...content } = manifest;
  if (signature === null || publicKey === null) return 'unsigned';
  try {
    const key = await crypto.subtle.importKey(
      'spki',
      decodeBase64(publicKey.replace(/-----[^-]+-----/g, '')),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    const verifies = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      key,
      toFixedLength(decodeBase64(signature)),
      new TextEncoder().encode(`${canonicalJson({ ...content, publicKey })}\n`),
    );
    return verifies ? 'verified' : 'wrong';
  } catch {
    return 'wrong';
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/\s/g, ''));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const half = 32;

/**
 * For verifying a manifest: converts an ECDSA signature from KMS's DER (RFC 3279, section 2.2.3: a sequence of two
 * integers) to WebCrypto's format: r and s in 32 bytes each (IEEE P1363).
 * @throws RangeError if it is not one
 */
export function toFixedLength(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const fixed = new Uint8Array(2 * half);
  let at = 2;
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new RangeError('This is no signature.');
  for (const end of [half, 2 * half]) {
    const length = der[at + 1] ?? 0;
    if (der[at] !== 0x02 || length === 0) throw new RangeError('This is no signature.');
    const digits = der.slice(at + 2, at + 2 + length);
    // DER puts a zero before an integer whose first bit is set, and drops leading zeros.
    const significant = digits.subarray(Math.max(0, digits.length - half));
    if (digits.length > half + 1) throw new RangeError('This is no signature.');
    fixed.set(significant, end - significant.length);
    at += 2 + length;
  }
  return fixed;
}
