import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Right } from '../access.ts';
import { folders } from '../folders.ts';
import { restoredActions } from '../iam-actions.ts';
import { restoredInfix } from '../tables.ts';

/** The IAM policy statements of each right on files, queues, topics and so on. policy-statements.ts adds the statements on the tables and keys. */

/** The resources that permissions refer to. */
export type Resources = {
  readonly region: string;
  readonly table: Pick<ITableV2, 'tableArn'>;
  readonly keysTable: Pick<ITableV2, 'tableArn'>;
  readonly snapshotBucket: IBucket;
  readonly stateBucket: IBucket;
  readonly dataKey: IKey;
  readonly wrappingKey: IKey;
  readonly signingKey: IKey;
  readonly compileQueue: IQueue;
  readonly renderQueue: IQueue;
  readonly packQueue: IQueue;
  readonly drillQueue: IQueue;
  readonly packBucket: IBucket;
  readonly siteBucket: IBucket;
  readonly alertTopic: ITopic;
  /** Mails each message to one person. */
  readonly personAlertTopic: ITopic;
  readonly alarmTopic: ITopic;
  /** Tells that a month is published. */
  readonly noticeTopic: ITopic;
  /** The queues whose messages a function handles, and their dead-letter queues. */
  readonly watchedQueues: readonly IQueue[];
  /** The ARN of all alarms of the account, since IAM can't allow listing only some. */
  readonly alarmArns: string;
  readonly budgetArn: string;
  readonly userPool: IUserPool;
};

export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A statement that allows actions on resources. */
export const allow = (
  actions: readonly string[],
  resources: readonly string[],
  conditions: Conditions = {},
) => new PolicyStatement({ actions: [...actions], resources: [...resources], conditions });

/** The condition that limits the use of a KMS key to calls by one AWS service. */
export const viaService = (service: 'dynamodb' | 's3', region: string): Conditions => ({
  StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
});

/** Reading files. The permission to list is needed so that S3 answers 404 for a missing file, and not 403. */
const readFiles = (bucket: IBucket, files: string) => [
  allow(['s3:GetObject'], [bucket.arnForObjects(files)]),
  allow(['s3:ListBucket'], [bucket.bucketArn]),
];

/** Reading files of the private bucket, which the data key encrypts. */
const readPrivate = ({ stateBucket, dataKey, region }: Resources, files: string) => [
  ...readFiles(stateBucket, files),
  allow(['kms:Decrypt'], [dataKey.keyArn], viaService('s3', region)),
];

const writePrivate = ({ stateBucket, dataKey, region }: Resources, files: string) => [
  allow(['s3:PutObject'], [stateBucket.arnForObjects(files)]),
  allow(['kms:Decrypt', 'kms:GenerateDataKey'], [dataKey.keyArn], viaService('s3', region)),
];

/** The patterns of the ARNs of the tables that the drill restores, and of their indexes. */
const restoredTables = ({ table, keysTable }: Resources): string[] =>
  [table, keysTable].map(({ tableArn }) => `${tableArn}${restoredInfix}*`);

/** The statements of each right. Some rights allow more than their names say; lib/access.ts says what. */
export const statementsByRight: Readonly<Record<Right, (resources: Resources) => PolicyStatement[]>> = {
  'snapshots:read': ({ snapshotBucket }) => readFiles(snapshotBucket, folders.published),
  'snapshots:write': ({ snapshotBucket }) => [
    allow(['s3:PutObject'], [snapshotBucket.arnForObjects(folders.published)]),
  ],
  'state:read': (resources) => readPrivate(resources, folders.state),
  'state:write': (resources) => writePrivate(resources, folders.state),
  'month-files:read': (resources) => readPrivate(resources, folders.monthFiles),
  'month-files:write': (resources) => writePrivate(resources, folders.monthFiles),
  'count:read': (resources) => readPrivate(resources, folders.count),
  'count:write': (resources) => writePrivate(resources, folders.count),
  'digests:read': ({ snapshotBucket }) => [
    allow(['s3:GetObject'], [snapshotBucket.arnForObjects(folders.digests)]),
    // Unlike `readFiles`, this allows listing only the folder.
    allow(['s3:ListBucket'], [snapshotBucket.bucketArn], { StringLike: { 's3:prefix': folders.digests } }),
  ],
  'digests:write': ({ snapshotBucket }) => [
    allow(['s3:PutObject'], [snapshotBucket.arnForObjects(folders.digests)]),
  ],
  'render:send': ({ renderQueue }) => [allow(['sqs:SendMessage'], [renderQueue.queueArn])],
  'drills:send': ({ drillQueue }) => [allow(['sqs:SendMessage'], [drillQueue.queueArn])],
  'packs:send': ({ packQueue }) => [allow(['sqs:SendMessage'], [packQueue.queueArn])],
  'packs:read': ({ packBucket }) => [allow(['s3:GetObject'], [packBucket.arnForObjects(folders.packs)])],
  'packs:write': ({ packBucket }) => [
    allow(['s3:AbortMultipartUpload', 's3:PutObject'], [packBucket.arnForObjects(folders.packs)]),
  ],
  // Only these two folders of the site's bucket, and not the pages.
  'voice:write': ({ siteBucket }) => [
    allow(
      ['s3:GetObject', 's3:PutObject'],
      [siteBucket.arnForObjects(folders.voice), siteBucket.arnForObjects(folders.voiceWaiting)],
    ),
    allow(['s3:ListBucket'], [siteBucket.bucketArn]),
  ],
  'compile:send': ({ compileQueue }) => [allow(['sqs:SendMessage'], [compileQueue.queueArn])],
  'restored:use': (resources) => [allow(restoredActions, restoredTables(resources))],
  'alerts:send': ({ alertTopic }) => [allow(['sns:Publish'], [alertTopic.topicArn])],
  'person-alerts:send': ({ personAlertTopic }) => [allow(['sns:Publish'], [personAlertTopic.topicArn])],
  'alarms:send': ({ alarmTopic }) => [allow(['sns:Publish'], [alarmTopic.topicArn])],
  'backups:look': ({ table, keysTable }) => [
    allow(['dynamodb:DescribeContinuousBackups'], [table.tableArn, keysTable.tableArn]),
  ],
  'topics:look': ({ alarmTopic, alertTopic, personAlertTopic, noticeTopic }) => [
    allow(
      ['sns:ListSubscriptionsByTopic'],
      [alarmTopic, alertTopic, personAlertTopic, noticeTopic].map(({ topicArn }) => topicArn),
    ),
  ],
  'queues:look': ({ watchedQueues }) => [
    allow(
      ['sqs:GetQueueAttributes'],
      watchedQueues.map(({ queueArn }) => queueArn),
    ),
  ],
  'alarms:look': ({ alarmArns }) => [allow(['cloudwatch:DescribeAlarms'], [alarmArns])],
  'cost:look': ({ budgetArn }) => [allow(['budgets:ViewBudget'], [budgetArn])],
  'manifests:sign': ({ signingKey }) => [allow(['kms:Sign', 'kms:GetPublicKey'], [signingKey.keyArn])],
  'users:create': ({ userPool }) => [
    allow(
      [
        'cognito-idp:AdminCreateUser',
        'cognito-idp:AdminDeleteSoftwareToken',
        'cognito-idp:AdminSetUserPassword',
        'cognito-idp:AdminUserGlobalSignOut',
      ],
      [userPool.userPoolArn],
    ),
  ],
  'users:block': ({ userPool }) => [
    allow(
      [
        'cognito-idp:AdminDeleteUser',
        'cognito-idp:AdminDisableUser',
        'cognito-idp:AdminEnableUser',
        'cognito-idp:AdminUserGlobalSignOut',
      ],
      [userPool.userPoolArn],
    ),
  ],
};
