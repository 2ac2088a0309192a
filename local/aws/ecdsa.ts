import { createECDH, type KeyObject } from 'node:crypto';

/** The order of the curve P-256's group. */
const groupOrder = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * A DER-encoded ECDSA signature of a digest. Node.js can sign only messages, so this computes the signature with big integers as in
 * FIPS 186-5 (6.4.1), whose names it uses (`d` is the private key, `k` the secret of the one-time key, `r` and `s` are the signature).
 * OpenSSL computes only the point. The code is good enough for a stand-in, but not for a real secret.
 * @param key a private key on the curve P-256
 * @param digest 32 bytes
 */
export function signDigest(key: KeyObject, digest: Buffer): Buffer {
  const d = toNumber(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  for (;;) {
    const oneTimeKey = createECDH('prime256v1');
    // The point's first byte says that it is uncompressed. Then come x and y, with 32 bytes each.
    const point = oneTimeKey.generateKeys();
    const k = toNumber(oneTimeKey.getPrivateKey());
    const r = toNumber(point.subarray(1, 33)) % groupOrder;
    const s = (invert(k) * ((toNumber(digest) + r * d) % groupOrder)) % groupOrder;
    // The standard asks for another one-time key if either is 0.
    if (r !== 0n && s !== 0n) return derSequence(derInteger(r), derInteger(s));
  }
}

/** An unsigned integer from its bytes, the most significant first; 0 for none. */
function toNumber(value: Buffer): bigint {
  return BigInt(`0x${value.toString('hex') || '0'}`);
}

/** The inverse modulo the group order n. Since n is prime, it is value^(n - 2), computed by squaring. */
function invert(value: bigint): bigint {
  let result = 1n;
  let base = value % groupOrder;
  for (let exponent = groupOrder - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % groupOrder;
    base = (base * base) % groupOrder;
  }
  return result;
}

// In DER a length below 128 is one byte. All lengths here are below 128.

/** An integer in DER: tag 2, length, bytes. */
function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const plain = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  // A first bit of 1 would make the integer negative, so a zero byte precedes it.
  const content = (plain[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), plain]) : plain;
  return Buffer.concat([Buffer.from([0x02, content.length]), content]);
}

/** A sequence in DER: tag 0x30, length, content. */
function derSequence(...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}
