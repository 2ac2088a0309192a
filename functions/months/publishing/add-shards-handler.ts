import { S3Client } from '@aws-sdk/client-s3';
import { createFileStore } from '../../shared/files/file-store.ts';
import { logFailures } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { addShards } from './add-shards.ts';
import { addInput } from './shard-files.ts';

const settings = readSettings(process.env, ['STATE_BUCKET']);
const files = createFileStore(new S3Client(), settings.STATE_BUCKET);

/** Entry of a step of a count in shards: adds up the totals of all shards. */
export const handler = logFailures((event: unknown) => addShards(files, addInput.parse(event)));
