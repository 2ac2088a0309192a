import { S3Client } from '@aws-sdk/client-s3';
import { serve } from '../../shared/http/serve.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createSnapshots } from './repository.ts';
import { createSnapshotsRoutes } from './routes.ts';

const { SNAPSHOT_BUCKET } = readSettings(process.env, ['SNAPSHOT_BUCKET']);

export const handler = serve(
  createSnapshotsRoutes({ snapshots: createSnapshots(new S3Client(), SNAPSHOT_BUCKET) }),
);
