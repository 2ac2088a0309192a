import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Right } from '../areas.ts';
import type { FunctionName } from '../environment.ts';
import { tables } from '../tables.ts';
import { partitions } from './partitions.ts';

/** The things that a right is a right on. */
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
  readonly userPool: IUserPool;
};

/** Where the files of a bucket that functions may touch lie. */
export const folders = { published: 'published/*', state: 'state/*', seals: 'seals/*' } as const;

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const allow = (actions: readonly string[], resources: readonly string[], conditions: Conditions = {}) =>
  new PolicyStatement({ actions: [...actions], resources: [...resources], conditions });

const inPartitions = (patterns: readonly string[]): Conditions => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
});

/** The key that a table or bucket is encrypted with: usable through that service alone. */
const through = (service: 'dynamodb' | 's3', region: string): Conditions => ({
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
    through('dynamodb', region),
  );

/** Telling "not there" from "not allowed" takes the right to list. */
const readFiles = (bucket: IBucket, files: string) => [
  allow(['s3:GetObject'], [bucket.arnForObjects(files)]),
  allow(['s3:ListBucket'], [bucket.bucketArn]),
];

const statements: Readonly<Record<Right, (to: Resources, name: FunctionName) => PolicyStatement[]>> = {
  'table:read': (to, name) => [
    allow(
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
      [to.table.tableArn, ...tables.main.indexes.map((index) => `${to.table.tableArn}/index/${index.name}`)],
      inPartitions([...partitions[name].own, ...(partitions[name].reads ?? [])]),
    ),
    tableKey(to),
  ],
  'table:write': (to, name) => [
    allow(
      ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
      [to.table.tableArn],
      // A transaction may be asked about as a whole: one statement names all that its parts touch.
      inPartitions([...partitions[name].own, ...partitions[name].appends]),
    ),
    tableKey(to),
  ],
  'keys:read': (to) => [
    allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], [to.keysTable.tableArn]),
    tableKey(to),
  ],
  'keys:write': (to) => [allow(['dynamodb:PutItem'], [to.keysTable.tableArn]), tableKey(to)],
  'snapshots:read': ({ snapshotBucket }) => readFiles(snapshotBucket, folders.published),
  'snapshots:write': ({ snapshotBucket }) => [
    allow(['s3:PutObject'], [snapshotBucket.arnForObjects(folders.published)]),
  ],
  'state:read': ({ stateBucket, dataKey, region }) => [
    ...readFiles(stateBucket, folders.state),
    allow(['kms:Decrypt'], [dataKey.keyArn], through('s3', region)),
  ],
  'state:write': ({ stateBucket, dataKey, region }) => [
    allow(['s3:PutObject'], [stateBucket.arnForObjects(folders.state)]),
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], [dataKey.keyArn], through('s3', region)),
  ],
  'seals:read': ({ snapshotBucket }) => [
    allow(['s3:GetObject'], [snapshotBucket.arnForObjects(folders.seals)]),
    allow(['s3:ListBucket'], [snapshotBucket.bucketArn], { StringLike: { 's3:prefix': folders.seals } }),
  ],
  'seals:write': ({ snapshotBucket }) => [
    allow(['s3:PutObject'], [snapshotBucket.arnForObjects(folders.seals)]),
  ],
  'render:send': ({ renderQueue }) => [allow(['sqs:SendMessage'], [renderQueue.queueArn])],
  'queue:send': ({ compileQueue }) => [allow(['sqs:SendMessage'], [compileQueue.queueArn])],
  // Without an owner as context a data key is nobody's: such calls are not ours.
  'wrapping-key': ({ wrappingKey }) => [
    allow(['kms:GenerateDataKey', 'kms:Decrypt'], [wrappingKey.keyArn], {
      Null: { 'kms:EncryptionContext:owner': 'false' },
    }),
  ],
  // The organisation's key alone: for keyed hashes and tokens. No member's text can be opened with it.
  'organisation-key': (to) => [
    allow(
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'],
      [to.keysTable.tableArn],
      inPartitions(['organisation']),
    ),
    tableKey(to),
    allow(['kms:GenerateDataKey', 'kms:Decrypt'], [to.wrappingKey.keyArn], {
      StringEquals: { 'kms:EncryptionContext:owner': 'organisation' },
    }),
  ],
  'signing-key': ({ signingKey }) => [allow(['kms:Sign', 'kms:GetPublicKey'], [signingKey.keyArn])],
  identity: ({ userPool }) => [
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
};

/** The policy of one function: what its rights allow, narrowed to its partitions of the table, and nothing else. */
export const statementsOf = (
  name: FunctionName,
  rights: readonly Right[],
  to: Resources,
): PolicyStatement[] => rights.flatMap((right) => statements[right](to, name));
