import { sha256 } from '../publishing/manifest.ts';

/** The name of the file with the public key that verifies rendered publications, by the key's SHA-256. */
export const keyNameOf = (publicKey: string): string =>
  `published/keys/${sha256(Buffer.from(publicKey))}.pem`;
