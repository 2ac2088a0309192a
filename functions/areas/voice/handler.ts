import { S3Client } from '@aws-sdk/client-s3';
import { createFileStore } from '../../shared/files/file-store.ts';
import { serve } from '../../shared/http/serve.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createVoiceRoutes } from './routes.ts';
import { spokenTexts } from './spoken-texts.ts';

const { SITE_BUCKET } = readSettings(process.env, ['SITE_BUCKET']);

export const handler = serve(
  createVoiceRoutes({
    ...connectRecords(process.env),
    files: createFileStore(new S3Client(), SITE_BUCKET),
    spokenTexts,
  }),
);
