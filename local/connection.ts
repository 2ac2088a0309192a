import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import type { Principal } from './wire/signature.ts';

/**
 * Where the services of a running stack are, for the commands that look at what it stores. The file lies there while the
 * stack runs.
 */
const connection = z.object({ dynamodb: z.url(), s3: z.url(), table: z.string(), bucket: z.string() });
export type Connection = z.infer<typeof connection>;

/** As whom `npm run verify-log` reads the seals of a stack on this machine. */
export const verifier: Principal = {
  accessKeyId: 'LOCALVERIFY',
  secretAccessKey: 'local-verify',
  rights: ['digests:read'],
};

const fileOf = (port: number): string =>
  join(resolve(import.meta.dirname, '..'), '.local', `stack-${port}.json`);

/** Writes the file, and gives what takes it away again. */
export function writeConnection(port: number, value: Connection): () => Promise<void> {
  const file = fileOf(port);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
  return async () => rmSync(file, { force: true });
}

/** Undefined where no stack runs on the port. */
export function readConnection(port: number): Connection | undefined {
  try {
    return connection.parse(JSON.parse(readFileSync(fileOf(port), 'utf8')));
  } catch {
    return undefined;
  }
}
