import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDigestStore } from '../functions/areas/audit/digest-store.ts';
import type { Finding } from '../functions/areas/audit/verify-day-digest.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { region } from '../lib/stage-settings.ts';
import { readConnection, verifier } from '../local/connection.ts';
import { defaultPort } from '../local/options.ts';
import { createProgress } from './progress.ts';
import { type Verification, verifyLog } from './verify-log/verify-log.ts';

/**
 * The command that compares the journal and the access log with their daily digests, and names each line that is missing,
 * changed or added. verify-log/verify-log.ts does the comparing.
 *
 *   npm run --silent verify-log -- --port 4100
 *   npm run --silent verify-log -- --table TABLE --bucket BUCKET    (in the cloud, with AWS credentials)
 *
 * Exit code: 0 if the logs match, 1 if not, 2 if they cannot be compared.
 */

const usage = `usage: npm run --silent verify-log -- [--port ${defaultPort}] | --table TABLE --bucket BUCKET`;

/** The logs to verify. In the cloud `port` is undefined; on this machine `table` and `bucket` are empty, and the port leads to both. */
type Choice = { readonly table: string; readonly bucket: string; readonly port: number | undefined };

const readChoice = (): Choice | undefined => {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string' }, table: { type: 'string' }, bucket: { type: 'string' } },
    });
    const { port = String(defaultPort), table, bucket } = values;
    if (table !== undefined && bucket !== undefined && values.port === undefined) {
      return { table, bucket, port: undefined };
    }
    return table === undefined && bucket === undefined && /^\d{1,5}$/.test(port)
      ? { table: '', bucket: '', port: Number(port) }
      : undefined;
  } catch {
    return undefined;
  }
};

/** @returns a text if the logs cannot be compared: why */
const verify = async ({ table, bucket, port }: Choice): Promise<Verification | string> => {
  const local = port === undefined ? undefined : readConnection(port);
  if (port !== undefined && local === undefined) {
    return `No stack runs on port ${port}. Start it with npm start, or give --port, or --table and --bucket.`;
  }
  const { accessKeyId, secretAccessKey } = verifier;
  // In the cloud the SDK finds the caller's own credentials.
  const credentials = local === undefined ? {} : { credentials: { accessKeyId, secretAccessKey } };
  const database = new DynamoDBClient({
    region,
    ...credentials,
    ...(local === undefined ? {} : { endpoint: local.dynamodb }),
  });
  const files = new S3Client({
    region,
    ...credentials,
    ...(local === undefined ? {} : { endpoint: local.s3, forcePathStyle: true }),
  });
  const progress = createProgress();
  try {
    return await verifyLog(
      createTable(DynamoDBDocumentClient.from(database), local?.table ?? table),
      createDigestStore(files, local?.bucket ?? bucket),
      (compared, all) => progress.show(`${compared} of ${all} days compared`),
    );
  } catch (error) {
    return `The logs cannot be compared: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    progress.clear();
    database.destroy();
    files.destroy();
  }
};

const format = ({ day, log, place, what }: Finding): string =>
  [day, ...(log === undefined ? [] : [log]), ...(place === undefined ? [] : [place]), what].join('  ');

const main = async (): Promise<void> => {
  const choice = readChoice();
  const result = choice === undefined ? usage : await verify(choice);
  if (typeof result === 'string') {
    process.stderr.write(`${result}\n`);
    process.exitCode = 2;
    return;
  }
  const { digests, lines, days, findings, notes } = result;
  const outcome = findings.length === 0 ? 'all unchanged' : `${findings.length} differences`;
  const report = [
    ...findings.map(format),
    ...notes.map((note) => `note: ${format(note)}`),
    days === null
      ? 'no day has a digest yet'
      : `${digests} digests from ${days[0]} to ${days[1]}, ${lines} lines: ${outcome}`,
  ];
  process.stdout.write(`${report.join('\n')}\n`);
  process.exitCode = findings.length === 0 ? 0 : 1;
};

if (import.meta.main) await main();
