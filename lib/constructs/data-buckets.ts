import { Duration, type Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BucketEncryption, HttpMethods, type IBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { stackNameOf } from '../stage-names.ts';
import type { StageSettings } from '../stage-settings.ts';
import { cfnResourceOf } from './cfn-resource.ts';
import { createPrivateBucket } from './private-bucket.ts';

/** The buckets of the data stack. S3 writes into the bucket of logs who read or wrote the files of the others. */

/** The folder of the web bucket's access logs in the data stack's bucket of logs. */
export const webLogFolder = 'web/';

/** The start of the web bucket's ARN. The stack `web` has no other bucket, and AWS chooses the rest of its name. */
export const webBucketArns = (stage: string): string => `arn:aws:s3:::${stackNameOf(stage, 'web')}-`;

/** The private files of the functions, such as what a count keeps for the next month. */
export function createStateBucket(scope: Stack, logBucket: IBucket, dataKey: Key): IBucket {
  return createPrivateBucket(scope, 'State', {
    encryption: BucketEncryption.KMS,
    encryptionKey: dataKey,
    bucketKeyEnabled: true,
    serverAccessLogsBucket: logBucket,
    serverAccessLogsPrefix: 'state/',
    lifecycleRules: [
      // The earlier version of a file can be made again from the journal.
      { noncurrentVersionExpiration: Duration.days(30) },
      // The files that a count keeps for the next month (docs/decisions/0086-kept-counts.md, 0122-kept-in-few-bytes.md). Only the newest are ever read.
      {
        prefix: 'journal/counted/',
        expiration: Duration.days(100),
        noncurrentVersionExpiration: Duration.days(1),
      },
      // The files of a count in shards: a failed run can be redriven for 14 days.
      {
        prefix: 'count/',
        expiration: Duration.days(15),
        noncurrentVersionExpiration: Duration.days(1),
      },
    ],
  });
}

/**
 * Packs of handovers, each encrypted to its recipient before it is stored. A pack expires 24 hours after it is stored, and S3 removes
 * expired files once a day.
 */
export function createPackBucket(scope: Stack, logBucket: IBucket): IBucket {
  const bucket = createPrivateBucket(scope, 'Packs', {
    encryption: BucketEncryption.S3_MANAGED,
    versioned: false,
    serverAccessLogsBucket: logBucket,
    serverAccessLogsPrefix: 'packs/',
    lifecycleRules: [{ expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  });
  notifyEventBridge(bucket);
  return bucket;
}

export function createLogBucket(scope: Stack, { stage, logRetentionDays }: StageSettings): IBucket {
  const bucket = createPrivateBucket(scope, 'Logs', {
    // S3 delivers access logs only to buckets with S3-managed keys and without Object Lock.
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [
      {
        expiration: Duration.days(logRetentionDays),
        noncurrentVersionExpiration: Duration.days(1),
      },
    ],
  });
  // The web client's bucket is in a later stack, so only the prefix of its name is known here.
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${webLogFolder}*`)],
      conditions: {
        StringEquals: { 'aws:SourceAccount': scope.account },
        ArnLike: { 'aws:SourceArn': `${webBucketArns(stage)}*` },
      },
    }),
  );
  return bucket;
}

/**
 * The trail's files, which nobody can delete or overwrite while they are kept. The access logs of this bucket go into the bucket of logs, since S3
 * delivers none into a locked bucket.
 */
export function createTrailBucket(
  scope: Stack,
  logBucket: IBucket,
  { objectLock: { mode }, logRetentionDays }: StageSettings,
): IBucket {
  const keptFor = Duration.days(logRetentionDays);
  return createPrivateBucket(scope, 'TrailFiles', {
    encryption: BucketEncryption.S3_MANAGED,
    objectLockDefaultRetention: lockFor(mode, keptFor),
    serverAccessLogsBucket: logBucket,
    serverAccessLogsPrefix: 'trail/',
    lifecycleRules: [{ expiration: keptFor, noncurrentVersionExpiration: Duration.days(1) }],
  });
}

/**
 * Published files, encrypted with S3's own keys. With a KMS key, anyone who may delete the key could destroy
 * what Object Lock protects, and the downloads function, which signs links, would need a permission on it.
 */
export function createSnapshotBucket(scope: Stack, logBucket: IBucket, settings: StageSettings): IBucket {
  const { mode, days } = settings.objectLock;
  const bucket = createPrivateBucket(scope, 'Snapshots', {
    encryption: BucketEncryption.S3_MANAGED,
    objectLockDefaultRetention: lockFor(mode, Duration.days(days)),
    serverAccessLogsBucket: logBucket,
    serverAccessLogsPrefix: 'snapshots/',
    // The web client follows the API's redirect to a signed link here. Access depends on the link, not on the page's
    // origin.
    cors: [
      {
        allowedMethods: [HttpMethods.GET],
        allowedOrigins: [settings.domain === undefined ? '*' : `https://${settings.domain.name}`],
        maxAge: 300,
      },
    ],
  });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      // Refuses every upload without `If-None-Match`, the header with which S3 never overwrites a file.
      sid: 'NeverWriteANameAgain',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    }),
  );
  notifyEventBridge(bucket);
  return bucket;
}

const lockFor = (mode: StageSettings['objectLock']['mode'], duration: Duration): ObjectLockRetention =>
  mode === 'compliance' ? ObjectLockRetention.compliance(duration) : ObjectLockRetention.governance(duration);

/** Sends the bucket's events to EventBridge. CDK's own way would add a function with permissions on every bucket. */
function notifyEventBridge(bucket: IBucket): void {
  cfnResourceOf(bucket).addPropertyOverride(
    'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled',
    true,
  );
}
