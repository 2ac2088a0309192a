import { generateKeyPair, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const keys = z.object({
  /** A private RSA key as a JWK. */
  signing: z.record(z.string(), z.string()),
  /** Signs the provider's cookies. */
  cookies: z.string(),
});
export type IdentityKeys = z.infer<typeof keys>;

/**
 * Loads the keys with which the local identity provider signs tokens and cookies.
 * @param file stores the keys (mode 0600), created if missing; without it they last for this run
 */
export async function loadIdentityKeys(file: string | undefined): Promise<IdentityKeys> {
  if (file !== undefined && existsSync(file)) return keys.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  // The schema gives the exported JWK, whose fields are optional to the compiler, its type.
  const newKeys = keys.parse({
    signing: { ...jwk, alg: 'RS256', use: 'sig', kid: randomBytes(8).toString('hex') },
    cookies: randomBytes(32).toString('base64url'),
  });
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(newKeys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  return newKeys;
}
