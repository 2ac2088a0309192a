import {
  AbortMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Right } from '../access.ts';
import { folders } from '../folders.ts';
import type { Attempt } from './attempt.ts';
import { nobody, sampleOf } from './table-attempts.ts';
import { attemptsAlone, type Environment, type Tried, untriedAlone } from './tried.ts';

/** Tries the rights on files in S3. right-attempts.ts has the other rights. */

/** The MD5 of an empty body, which is wrong for the body sent here. S3 refuses a put with a wrong MD5 after the check of rights, and stores nothing. */
const wrongMd5 = '1B2M2Y8AsgTpgAmY7PhCfg==';

/** The attempts on a bucket's files, by what they try. Each takes the pattern of the files. */
const fileAttempts = (files: S3Client, Bucket: string | undefined) => {
  const get = (on: string): Attempt => ({
    action: 's3:GetObject',
    on,
    answers: ['NoSuchKey'],
    call: () => files.send(new GetObjectCommand({ Bucket, Key: sampleOf(on) })),
  });
  const list = (on: string): Attempt => ({
    action: 's3:ListBucket',
    on,
    answers: [],
    call: () => files.send(new ListObjectsV2Command({ Bucket, Prefix: sampleOf(on), MaxKeys: 1 })),
  });
  const put = (on: string): Attempt => ({
    action: 's3:PutObject',
    on,
    answers: ['BadDigest'],
    call: () =>
      files.send(
        new PutObjectCommand({
          Bucket,
          Key: sampleOf(on),
          // Any body that isn't empty.
          Body: nobody,
          ContentMD5: wrongMd5,
          IfNoneMatch: '*',
        }),
      ),
  });
  return {
    put,
    read: (on: string) => [get(on), list(on)],
    abort: (on: string): Attempt => ({
      action: 's3:AbortMultipartUpload',
      on,
      answers: ['NoSuchUpload'],
      call: () =>
        files.send(new AbortMultipartUploadCommand({ Bucket, Key: sampleOf(on), UploadId: nobody })),
    }),
  };
};

/**
 * Attempts on private files. S3 uses the data key on the function's behalf, and only if there is a file. No attempt reads or stores a file, so
 * the rights on the key stay untried.
 */
const withDataKey = (attempts: readonly Attempt[], ...actions: readonly string[]): Tried => ({
  attempts,
  untried: actions.map((action) => ({ action, on: 'the data key, by S3', why: 'no file is read or stored' })),
});

/** How the rights on files are tried. */
export const fileRights = (files: S3Client, environment: Environment) => {
  const snapshots = fileAttempts(files, environment.SNAPSHOT_BUCKET);
  const state = fileAttempts(files, environment.STATE_BUCKET);
  const packs = fileAttempts(files, environment.PACK_BUCKET);
  const site = fileAttempts(files, environment.SITE_BUCKET);
  const readPrivate = (folder: string) => withDataKey(state.read(folder), 'kms:Decrypt');
  const writePrivate = (folder: string) =>
    withDataKey([state.put(folder)], 'kms:Decrypt', 'kms:GenerateDataKey');
  const voice = [folders.voice, folders.voiceWaiting];
  return {
    'snapshots:read': attemptsAlone(...snapshots.read(folders.published)),
    'snapshots:write': attemptsAlone(snapshots.put(folders.published)),
    'state:read': readPrivate(folders.state),
    'state:write': writePrivate(folders.state),
    'month-files:read': readPrivate(folders.monthFiles),
    'month-files:write': writePrivate(folders.monthFiles),
    'count:read': readPrivate(folders.count),
    'count:write': writePrivate(folders.count),
    'digests:read': attemptsAlone(...snapshots.read(folders.digests)),
    'digests:write': attemptsAlone(snapshots.put(folders.digests)),
    'packs:read': untriedAlone(
      's3:GetObject',
      folders.packs,
      'without the right to list, S3 refuses a file that is not there as it refuses one without the right',
    ),
    'packs:write': attemptsAlone(packs.put(folders.packs), packs.abort(folders.packs)),
    'voice:write': attemptsAlone(...voice.flatMap((folder) => [...site.read(folder), site.put(folder)])),
  } satisfies Partial<Record<Right, Tried>>;
};
