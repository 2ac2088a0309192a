import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createFileStore } from '../functions/shared/files/file-store.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { createKeyStore } from '../functions/shared/vault/key-store.ts';
import { createVault } from '../functions/shared/vault/vault.ts';
import { createKmsWrappingKey } from '../functions/shared/vault/wrapping-key.ts';
import { region } from '../lib/stage-settings.ts';
import { importer, readConnection } from '../local/connection.ts';
import { defaultPort } from '../local/options.ts';
import { verifyMonths } from './import-pack/check-pack.ts';
import { type Imported, importPack } from './import-pack/import-pack.ts';
import { openPack } from './import-pack/read-pack.ts';
import { createProgress } from './progress.ts';

/**
 * Builds a programme from a handover pack, in an empty stack:
 *
 *   npm run import-pack -- --pack FILE --sha256 HASH --identity KEYFILE --port 4100
 *   npm run import-pack -- --pack FILE --sha256 HASH --identity KEYFILE --table T --keys-table K --wrapping-key ID --bucket B
 *
 * The first is for a stack on this machine (npm start -- --empty --data DIR), the second for the cloud, with credentials that may write there. A large
 * pack is several files: give --pack and --sha256 for each. HASH is the file's SHA-256, as the page "Hand over the data" of the programme that made the
 * pack shows it. Get it by another way than the file: the pack itself proves nothing, since anybody can make one for a recipient. KEYFILE is the file
 * that age-keygen wrote. With --key FILE the signatures of the published months are verified too, with that public key. If a run stops, run the same
 * command again: it goes on.
 *
 * Exit code: 0 if every month has the published bytes, 1 if one has not, 2 if nothing was done.
 */

const usage =
  `usage: npm run import-pack -- --pack FILE --sha256 HASH [--pack FILE --sha256 HASH …] --identity KEYFILE [--key FILE] [--port ${defaultPort}]` +
  ' | --table T --keys-table K --wrapping-key ID --bucket B';

type ImportTarget = {
  readonly table: string;
  readonly keysTable: string;
  readonly wrappingKey: string;
  readonly bucket: string;
  /** The addresses of the local stack's services; undefined in the cloud. */
  readonly endpoints: { readonly dynamodb: string; readonly kms: string; readonly s3: string } | undefined;
};

type Choice = {
  readonly packs: readonly string[];
  readonly hashes: readonly string[];
  readonly identity: string;
  /** The file of the public key with which the months were signed. */
  readonly key: string | undefined;
  readonly target: ImportTarget;
};

/** @returns the options; if they are wrong, a text that says what is wrong */
const readChoice = (): Choice | string => {
  const text = { type: 'string' } as const;
  let values: { pack?: string[]; sha256?: string[] } & Partial<
    Record<'identity' | 'key' | 'port' | 'table' | 'keys-table' | 'wrapping-key' | 'bucket', string>
  >;
  try {
    values = parseArgs({
      options: {
        pack: { ...text, multiple: true },
        sha256: { ...text, multiple: true },
        identity: text,
        key: text,
        port: text,
        table: text,
        'keys-table': text,
        'wrapping-key': text,
        bucket: text,
      },
    }).values;
  } catch {
    return usage;
  }
  const {
    pack: packs = [],
    sha256: hashes = [],
    identity,
    key,
    port,
    table,
    'keys-table': keysTable,
    'wrapping-key': wrappingKey,
    bucket,
  } = values;
  if (packs.length === 0 || identity === undefined) return usage;
  if (hashes.length === 0) {
    return 'Give --sha256 for each file, as the page "Hand over the data" of the programme that made the pack shows it.';
  }
  const given = { packs, hashes, identity, key };
  if (table !== undefined && keysTable !== undefined && wrappingKey !== undefined && bucket !== undefined) {
    return { ...given, target: { table, keysTable, wrappingKey, bucket, endpoints: undefined } };
  }
  // For the cloud all four are needed, so some of them alone are wrong.
  if (table ?? keysTable ?? wrappingKey ?? bucket) return usage;
  const local = readConnection(Number(port ?? defaultPort));
  if (local === undefined) {
    return `No stack runs on port ${port ?? defaultPort}. Start one with: npm start -- --empty --data DIR`;
  }
  const { dynamodb, kms, s3 } = local;
  return { ...given, target: { ...local, endpoints: { dynamodb, kms, s3 } } };
};

const run = async (
  { packs, hashes, identity, key, target }: Choice,
  progress: (line: string) => void,
): Promise<Imported> => {
  const opened = await openPack(
    packs.map((file) => () => readFile(file)),
    readFileSync(identity, 'utf8'),
    hashes,
  );
  if (key !== undefined) {
    progress(`the signatures of ${await verifyMonths(opened, readFileSync(key, 'utf8'))} months hold`);
  }
  const { endpoints } = target;
  const clientConfig = { region, ...(endpoints && { credentials: importer.credentials }) };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...clientConfig, ...(endpoints && { endpoint: endpoints.dynamodb }) }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const kms = new KMSClient({ ...clientConfig, ...(endpoints && { endpoint: endpoints.kms }) });
  const s3 = new S3Client({
    ...clientConfig,
    ...(endpoints && { endpoint: endpoints.s3, forcePathStyle: true }),
  });
  try {
    const wrappingKey = createKmsWrappingKey(() => kms, target.wrappingKey);
    const keyStore = createKeyStore(client, target.keysTable);
    const vault = createVault({
      wrappingKey,
      keyStore,
      now: () => performance.now(),
      // Large and long enough that each owner's key is unwrapped once in an import.
      cacheLimit: 1_000_000,
      cacheMaxAgeMs: 86_400_000,
    });
    return await importPack(
      {
        client,
        table: createTable(client, target.table),
        vault,
        keyStore,
        wrappingKey,
        published: createFileStore(s3, target.bucket),
        now: new Date(),
        progress,
      },
      opened,
    );
  } finally {
    client.destroy();
    kms.destroy();
    s3.destroy();
  }
};

const main = async (): Promise<void> => {
  const choice = readChoice();
  if (typeof choice === 'string') {
    process.stderr.write(`${choice}\n`);
    process.exitCode = 2;
    return;
  }
  const progress = createProgress();
  try {
    const { records, lines, files, publications } = await run(choice, progress.show).finally(progress.clear);
    for (const { publication, snapshot } of publications) {
      const { month, version } = publication;
      const verdicts = {
        same: 'as published',
        differs: 'DIFFERS from what was published',
        missing: 'NOT THERE',
      };
      process.stdout.write(`${month} version ${version}  ${verdicts[snapshot]}\n`);
    }
    const isComplete = publications.every(({ snapshot }) => snapshot === 'same');
    process.stdout.write(
      `${records} records, ${lines} lines of the journal and ${files} published files are here. ` +
        `${isComplete ? 'Every month has the published bytes.' : 'Not every month has the published bytes.'}\n`,
    );
    process.exitCode = isComplete ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
};

if (import.meta.main) await main();
