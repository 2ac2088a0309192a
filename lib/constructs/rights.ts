import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Access, KeyAccess, KeyCall, Right, TableAccess, TableCall } from '../access.ts';
import { tables } from '../tables.ts';

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
  readonly packBucket: IBucket;
  readonly alertTopic: ITopic;
  readonly userPool: IUserPool;
};

/** The folders of the buckets to which functions may have rights. */
export const folders = {
  published: 'published/*',
  state: 'state/*',
  monthFiles: 'journal/*',
  count: 'count/*',
  digests: 'seals/*',
  packs: 'packs/*',
} as const;

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const allow = (actions: readonly string[], resources: readonly string[], conditions: Conditions = {}) =>
  new PolicyStatement({ actions: [...actions], resources: [...resources], conditions });

/** Limits the use of a KMS key to calls by that service. */
const viaService = (service: 'dynamodb' | 's3', region: string): Conditions => ({
  StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
});

const tableKey = ({ dataKey, region }: Resources) =>
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

/** Without the permission to list, S3 answers 403 instead of 404. */
const readFiles = (bucket: IBucket, files: string) => [
  allow(['s3:GetObject'], [bucket.arnForObjects(files)]),
  allow(['s3:ListBucket'], [bucket.bucketArn]),
];

const readPrivate = ({ stateBucket, dataKey, region }: Resources, files: string) => [
  ...readFiles(stateBucket, files),
  allow(['kms:Decrypt'], [dataKey.keyArn], viaService('s3', region)),
];

const writePrivate = ({ stateBucket, dataKey, region }: Resources, files: string) => [
  allow(['s3:PutObject'], [stateBucket.arnForObjects(files)]),
  allow(['kms:Decrypt', 'kms:GenerateDataKey'], [dataKey.keyArn], viaService('s3', region)),
];

const actions: Readonly<Record<TableCall, string>> = {
  get: 'dynamodb:GetItem',
  batchGet: 'dynamodb:BatchGetItem',
  query: 'dynamodb:Query',
  scan: 'dynamodb:Scan',
  queryIndex: 'dynamodb:Query',
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
  delete: 'dynamodb:DeleteItem',
  check: 'dynamodb:ConditionCheckItem',
};

const inPartitions = (patterns: readonly string[]): Conditions => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...patterns] },
});

/**
 * The partitions of each call. IAM evaluates each call of a transaction by itself:
 * docs/decisions/0017-permissions-per-call.md.
 */
const partitionsByCall = (access: TableAccess): Map<TableCall, string[]> => {
  const found = new Map<TableCall, string[]>();
  for (const [pattern, calls] of Object.entries(access)) {
    for (const call of calls) found.set(call, [...(found.get(call) ?? []), pattern]);
  }
  return found;
};

const tableStatements = (access: TableAccess, to: Resources): PolicyStatement[] => {
  const { tableArn } = to.table;
  const indexes = tables.main.indexes.map(({ name }) => `${tableArn}/index/${name}`);
  const calls = [...partitionsByCall(access)].map(([call, patterns]) =>
    allow([actions[call]], call === 'queryIndex' ? indexes : [tableArn], inPartitions(patterns)),
  );
  return [...calls, tableKey(to)];
};

const ownersOf = (access: KeyAccess, ...calls: readonly KeyCall[]): string[] =>
  Object.entries(access)
    .filter(([, own]) => own.some((call) => calls.includes(call)))
    .map(([owner]) => owner);

/** Requires the owner as encryption context: KMS refuses calls without it. */
const keyStatements = (access: KeyAccess, to: Resources): PolicyStatement[] => {
  const onTable = (action: string, owners: readonly string[]) =>
    owners.length === 0 ? [] : [allow([action], [to.keysTable.tableArn], inPartitions(owners))];
  const onKey = (action: string, owners: readonly string[]) =>
    owners.length === 0
      ? []
      : [
          allow([action], [to.wrappingKey.keyArn], {
            StringLike: { 'kms:EncryptionContext:owner': [...owners] },
          }),
        ];
  return [
    ...onTable('dynamodb:BatchGetItem', ownersOf(access, 'open', 'destroy')),
    ...onTable('dynamodb:PutItem', ownersOf(access, 'make', 'destroy')),
    ...onKey('kms:Decrypt', ownersOf(access, 'open')),
    ...onKey('kms:GenerateDataKey', ownersOf(access, 'make')),
    tableKey(to),
  ];
};

const statements: Readonly<Record<Right, (to: Resources) => PolicyStatement[]>> = {
  'snapshots:read': ({ snapshotBucket }) => readFiles(snapshotBucket, folders.published),
  'snapshots:write': ({ snapshotBucket }) => [
    allow(['s3:PutObject'], [snapshotBucket.arnForObjects(folders.published)]),
  ],
  'state:read': (to) => readPrivate(to, folders.state),
  'state:write': (to) => writePrivate(to, folders.state),
  'month-files:read': (to) => readPrivate(to, folders.monthFiles),
  'month-files:write': (to) => writePrivate(to, folders.monthFiles),
  'count:read': (to) => readPrivate(to, folders.count),
  'count:write': (to) => writePrivate(to, folders.count),
  'digests:read': ({ snapshotBucket }) => [
    allow(['s3:GetObject'], [snapshotBucket.arnForObjects(folders.digests)]),
    allow(['s3:ListBucket'], [snapshotBucket.bucketArn], { StringLike: { 's3:prefix': folders.digests } }),
  ],
  'digests:write': ({ snapshotBucket }) => [
    allow(['s3:PutObject'], [snapshotBucket.arnForObjects(folders.digests)]),
  ],
  'render:send': ({ renderQueue }) => [allow(['sqs:SendMessage'], [renderQueue.queueArn])],
  'packs:send': ({ packQueue }) => [allow(['sqs:SendMessage'], [packQueue.queueArn])],
  'packs:read': ({ packBucket }) => [allow(['s3:GetObject'], [packBucket.arnForObjects(folders.packs)])],
  'packs:write': ({ packBucket }) => [
    allow(['s3:AbortMultipartUpload', 's3:PutObject'], [packBucket.arnForObjects(folders.packs)]),
  ],
  'compile:send': ({ compileQueue }) => [allow(['sqs:SendMessage'], [compileQueue.queueArn])],
  'alerts:send': ({ alertTopic }) => [allow(['sns:Publish'], [alertTopic.topicArn])],
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

/** The policy of one function: its permissions in lib/functions and nothing else. */
export const statementsOf = ({ table, keys, rights = [] }: Access, to: Resources): PolicyStatement[] => [
  ...(table === undefined ? [] : tableStatements(table, to)),
  ...(keys === undefined ? [] : keyStatements(keys, to)),
  ...rights.flatMap((right) => statements[right](to)),
];
