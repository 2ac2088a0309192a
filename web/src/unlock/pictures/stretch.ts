import { argon2id } from 'hash-wasm';
import type { Picture } from './pictures.ts';

/**
 * Derives 32 bytes from pictures in their order (Argon2id). One guess takes half a second on a desktop and two or three
 * on a cheap phone, and there are 62 thousand million possible secrets.
 */
export async function stretchPictures(pictures: readonly Picture[], salt: Uint8Array): Promise<Uint8Array> {
  return argon2id({
    password: pictures.join(' '),
    salt,
    parallelism: 1,
    iterations: 3,
    /** In KiB. */
    memorySize: 65_536,
    hashLength: 32,
    outputType: 'binary',
  });
}
