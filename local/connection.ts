import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import type { Principal } from './wire/signed-request.ts';

/** The addresses and names of a running local stack's storage, for commands that work on it. */
const connection = z.object({
  /** DynamoDB Local itself, which checks no permissions; the functions reach it through aws/table-guard.ts. */
  dynamodb: z.url(),
  s3: z.url(),
  kms: z.url(),
  table: z.string(),
  keysTable: z.string(),
  /** The bucket of published files. */
  bucket: z.string(),
  stateBucket: z.string(),
  wrappingKey: z.string(),
});
export type Connection = z.infer<typeof connection>;

/** The identity with which `npm run verify-log` reads the storage of a local stack. */
export const verifier: Principal = {
  accessKeyId: 'LOCALVERIFY',
  secretAccessKey: 'local-verify',
  rights: ['digests:read'],
};

/** The identity with which `npm run import-pack` and `npm run restore-drill` use the storage of a local stack. */
export const importer: Principal & {
  /** The same key and secret, in the form that an SDK client takes. */
  readonly credentials: Pick<Principal, 'accessKeyId' | 'secretAccessKey'>;
} = {
  accessKeyId: 'LOCALIMPORT',
  secretAccessKey: 'local-import',
  credentials: { accessKeyId: 'LOCALIMPORT', secretAccessKey: 'local-import' },
  keys: {
    organisation: ['open', 'make'],
    'member:*': ['open', 'make'],
    'person:*': ['open', 'make'],
    'collective:*': ['open', 'make'],
  },
  rights: [
    'snapshots:read',
    'snapshots:write',
    'digests:read',
    'digests:write',
    'state:read',
    'month-files:read',
  ],
};

const fileOf = (port: number): string =>
  join(resolve(import.meta.dirname, '..'), '.local', `stack-${port}.json`);

/**
 * Writes the connection of a running local stack into a file, which exists while the stack runs.
 * @returns a function that removes the file
 */
export function writeConnection(port: number, value: Connection): () => Promise<void> {
  const file = fileOf(port);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
  return async () => rmSync(file, { force: true });
}

/** Reads the connection of the local stack on a port, for a command; undefined if none runs there. */
export function readConnection(port: number): Connection | undefined {
  try {
    return connection.parse(JSON.parse(readFileSync(fileOf(port), 'utf8')));
  } catch {
    return undefined;
  }
}
