import { argon2id } from 'hash-wasm';
import type { Picture } from './pictures.ts';

/**
 * 32 bytes from the pictures in order. Argon2id with 64 MiB and three passes: half a second on a desktop, two or
 * three on a cheap phone, for each of 62 thousand million guesses.
 */
export async function stretchPictures(pictures: readonly Picture[], salt: Uint8Array): Promise<Uint8Array> {
  return argon2id({
    password: pictures.join(' '),
    salt,
    parallelism: 1,
    iterations: 3,
    memorySize: 65_536,
    hashLength: 32,
    outputType: 'binary',
  });
}
