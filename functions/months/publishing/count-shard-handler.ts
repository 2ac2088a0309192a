import { S3Client } from '@aws-sdk/client-s3';
import { createFileStore } from '../../shared/files/file-store.ts';
import { logFailures, logFault } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { indicators } from '../indicators/catalogue.ts';
import { countShard } from './count-shard.ts';
import { shardInput } from './shard-files.ts';

const settings = readSettings(process.env, ['STATE_BUCKET']);
const files = createFileStore(new S3Client(), settings.STATE_BUCKET);

/**
 * Entry of a step of a count in shards: counts the lines of one shard's members. A state machine starts one invocation
 * for each shard.
 */
export const handler = logFailures((event: unknown) =>
  countShard({ files, catalogue: indicators, alarm: logFault }, shardInput.parse(event)),
);
