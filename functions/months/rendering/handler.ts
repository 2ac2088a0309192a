import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { lazily } from '../../shared/fields/lazily.ts';
import { createFileStore } from '../../shared/files/file-store.ts';
import { logFailures, logFault, logWork } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { indicators } from '../indicators/catalogue.ts';
import { renderMessage } from '../publishing/render-message.ts';
import { createPdfSetter, servePdfs as serve } from './pdf-process.ts';
import { type RenderDeps, renderPublications } from './render-publications.ts';
import { createSigner } from './signer.ts';

/** Called by the process that sets the pages, which loads this same bundle. */
export const servePdfs = serve;

const settings = readSettings(process.env, ['SNAPSHOT_BUCKET', 'SIGNING_KEY_ID']);
const queued = z.object({ Records: z.array(z.object({ body: z.string() })) });

const deps: RenderDeps = {
  published: createFileStore(new S3Client(), settings.SNAPSHOT_BUCKET),
  catalogue: indicators,
  setPdf: createPdfSetter({ environment: process.env }),
  loadSigner: createSigner(
    lazily(() => new KMSClient()),
    settings.SIGNING_KEY_ID,
  ),
  alarm: logFault,
  onLeftOut: logFault,
  log: logWork,
};

/** Entry of the render function, started by the queue to which the compile sends the publications to render. */
export const handler = logFailures(async (event: unknown) => {
  for (const { body } of queued.parse(event).Records) {
    await renderPublications(deps, renderMessage.parse(JSON.parse(body)));
  }
});
