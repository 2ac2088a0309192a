import { canonicalJson } from '../../../../functions/shared/text/canonical-json.ts';
import type { Manifest } from '../../months/published.ts';

/** `-----BEGIN PUBLIC KEY-----` and `-----END PUBLIC KEY-----`. */
const pemMarker = /-----[^-]+-----/g;

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
      decodeBase64(publicKey.replace(pemMarker, '')),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    const isValid = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      key,
      toFixedLength(decodeBase64(signature)),
      // The signed bytes: the manifest without its signature, as a line of canonical JSON.
      new TextEncoder().encode(`${canonicalJson({ ...content, publicKey })}\n`),
    );
    return isValid ? 'verified' : 'wrong';
  } catch {
    return 'wrong';
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/\s/g, ''));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** The length in bytes of each of the two integers of a P-256 signature. */
const integerBytes = 32;

/** The tags of ASN.1 for a sequence and an integer. */
const sequenceTag = 0x30;
const integerTag = 0x02;

/**
 * For checking a manifest: converts an ECDSA signature from the DER of KMS (RFC 3279, section 2.2.3: a sequence of the
 * integers r and s) to the format of WebCrypto: r and s in 32 bytes each (IEEE P1363).
 * @throws RangeError if it is not such a signature
 */
export function toFixedLength(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const fixed = new Uint8Array(2 * integerBytes);
  // The second byte is the length of all that follows.
  if (der[0] !== sequenceTag || der[1] !== der.length - 2) throw new RangeError('This is no signature.');
  // Each integer is preceded by two bytes: its tag and its length.
  let offset = 2;
  // Where r and s end in the result.
  for (const end of [integerBytes, 2 * integerBytes]) {
    const length = der[offset + 1] ?? 0;
    if (der[offset] !== integerTag || length === 0) throw new RangeError('This is no signature.');
    const integer = der.slice(offset + 2, offset + 2 + length);
    // DER puts a zero byte before an integer whose first bit is set, and drops other leading zeros.
    if (integer.length > integerBytes + 1) throw new RangeError('This is no signature.');
    const significant = integer.subarray(Math.max(0, integer.length - integerBytes));
    fixed.set(significant, end - significant.length);
    offset += 2 + length;
  }
  return fixed;
}
