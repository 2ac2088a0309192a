import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDigestStore } from '../../areas/audit/digest-store.ts';
import { logFailures, logWork } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { digestDays } from './write-digests.ts';

const settings = readSettings(process.env, ['TABLE_NAME', 'SNAPSHOT_BUCKET', 'RECORDS_FROM']);
const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), settings.TABLE_NAME);
const digests = createDigestStore(new S3Client(), settings.SNAPSHOT_BUCKET);

/** The Lambda function that is started every day and writes the digests of complete days. */
export const handler = logFailures((event: unknown) =>
  digestDays({ table, digests, recordsFrom: settings.RECORDS_FROM, log: logWork }, event),
);
