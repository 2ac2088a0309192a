import { argon2id } from 'hash-wasm';
import type { Picture } from './pictures.ts';

/**
 * 32 bytes out of the pictures in their order. Argon2id with 64 MiB and three passes: half a second here, two or three on a cheap phone,
 * and as much for each of 62 thousand million guesses.
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
