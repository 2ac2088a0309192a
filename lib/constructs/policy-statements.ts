import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Access, KeyAccess, KeyCall, Right, TableAccess, TableCall } from '../access.ts';
import { folders } from '../folders.ts';
import { iamActions, restoredActions } from '../iam-actions.ts';
import { restoredInfix, tables } from '../tables.ts';

/** Turns the access that lib/functions lists for a function into IAM policy statements. */

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

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A statement that allows actions on resources. */
const allow = (actions: readonly string[], resources: readonly string[], conditions: Conditions = {}) =>
  new PolicyStatement({ actions: [...actions], resources: [...resources], conditions });

/** The condition that limits the use of a KMS key to calls by one AWS service. */
const viaService = (service: 'dynamodb' | 's3', region: string): Conditions => ({
  StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
});

/** Allows the use of the key that encrypts the tables at rest, as DynamoDB requires it of the caller. */
const allowTableKey = ({ dataKey, region }: Resources) =>
  allow(
    [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    [dataKey.keyArn],
    viaService('dynamodb', region),
  );

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

/** The condition that limits calls on a table to partition keys that match these patterns. */
const inPartitions = (patterns: readonly string[]): Conditions => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...patterns] },
});

/** The patterns of partition keys on which each call is allowed. */
const partitionsByCall = (access: TableAccess): Map<TableCall, string[]> => {
  const found = new Map<TableCall, string[]>();
  for (const [pattern, calls] of Object.entries(access)) {
    for (const call of calls) found.set(call, [...(found.get(call) ?? []), pattern]);
  }
  return found;
};

/** The calls that are parts of transactions. */
const writes: readonly TableCall[] = ['put', 'update', 'delete', 'check'];

/** The patterns of owners on whose keys any of these calls is allowed. */
const ownersOf = (access: KeyAccess, ...calls: readonly KeyCall[]): string[] =>
  Object.entries(access)
    .filter(([, allowed]) => allowed.some((call) => calls.includes(call)))
    .map(([owner]) => owner);

/** The patterns of the partitions of both tables to which a function's transactions write. A pattern of one table matches nothing in the other. */
const writtenBy = ({ table = {}, keys = {} }: Access): string[] => [
  ...Object.keys(table).filter((pattern) => table[pattern]?.some((call) => writes.includes(call))),
  ...ownersOf(keys, 'make', 'destroy'),
];

/**
 * Allows the calls on the main table.
 * @param sharedPartitions all partitions that the function writes to, if the stage has the setting `widePolicies`, which is for an IAM that judges a
 * transaction as a whole. Each writing call is then allowed in all of them. If undefined, each call is allowed only in its own partitions.
 */
const tableStatements = (
  access: TableAccess,
  sharedPartitions: readonly string[] | undefined,
  resources: Resources,
): PolicyStatement[] => {
  const { tableArn } = resources.table;
  const indexes = tables.main.indexes.map(({ name }) => `${tableArn}/index/${name}`);
  const calls = [...partitionsByCall(access)].map(([call, ownPartitions]) => {
    const partitions = writes.includes(call) ? (sharedPartitions ?? ownPartitions) : ownPartitions;
    return allow([iamActions[call]], call === 'queryIndex' ? indexes : [tableArn], inPartitions(partitions));
  });
  return [...calls, allowTableKey(resources)];
};

/**
 * Allows the calls on owners' keys in the keys table and in KMS. A call to KMS must have the owner as its encryption context, or KMS refuses it.
 * @param sharedPartitions as in `tableStatements`
 */
const keyStatements = (
  access: KeyAccess,
  sharedPartitions: readonly string[] | undefined,
  resources: Resources,
): PolicyStatement[] => {
  const ownersWritten = ownersOf(access, 'make', 'destroy');
  const partitionsToPut = ownersWritten.length === 0 ? [] : (sharedPartitions ?? ownersWritten);
  // The partition key of the keys table is the owner.
  const onTable = (action: string, owners: readonly string[]) =>
    owners.length === 0 ? [] : [allow([action], [resources.keysTable.tableArn], inPartitions(owners))];
  const onKey = (action: string, owners: readonly string[]) =>
    owners.length === 0
      ? []
      : [
          allow([action], [resources.wrappingKey.keyArn], {
            StringLike: { 'kms:EncryptionContext:owner': [...owners] },
          }),
        ];
  return [
    // A function that destroys keys first reads which of them are destroyed already.
    ...onTable('dynamodb:BatchGetItem', ownersOf(access, 'open', 'destroy')),
    ...onTable('dynamodb:PutItem', partitionsToPut),
    ...onKey('kms:Decrypt', ownersOf(access, 'open')),
    ...onKey('kms:GenerateDataKey', ownersOf(access, 'make')),
    allowTableKey(resources),
  ];
};

/** The patterns of the ARNs of the tables that the drill restores, and of their indexes. */
const restoredTables = ({ table, keysTable }: Resources): string[] =>
  [table, keysTable].map(({ tableArn }) => `${tableArn}${restoredInfix}*`);

/** The statements of each right. Some rights allow more than their names say; lib/access.ts says what. */
const statementsByRight: Readonly<Record<Right, (resources: Resources) => PolicyStatement[]>> = {
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

/**
 * The IAM policy statements that allow one function the access that lib/functions lists for it, and nothing else.
 * @param widePolicies the stage's setting (docs/decisions/0017-permissions-per-call.md)
 */
export const policyStatementsOf = (
  access: Access,
  resources: Resources,
  widePolicies: boolean,
): PolicyStatement[] => {
  const { table, keys, rights = [] } = access;
  const sharedPartitions = widePolicies ? writtenBy(access) : undefined;
  return [
    ...(table === undefined ? [] : tableStatements(table, sharedPartitions, resources)),
    ...(keys === undefined ? [] : keyStatements(keys, sharedPartitions, resources)),
    ...rights.flatMap((right) => statementsByRight[right](resources)),
  ];
};
