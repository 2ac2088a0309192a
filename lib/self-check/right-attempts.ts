import { BudgetsClient, DescribeBudgetCommand } from '@aws-sdk/client-budgets';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DescribeContinuousBackupsCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DecryptCommand,
  GenerateDataKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { KeyAccess, KeyCall, Right } from '../access.ts';
import { folders } from '../folders.ts';
import { restoredActions } from '../iam-actions.ts';
import type { Attempt, Untried } from './attempt.ts';
import { nobody, sampleOf } from './table-attempts.ts';

/** Tries each right of a function in a way that changes nothing. table-attempts.ts tries the calls on the tables. */

/** The environment of the function whose rights are tried. It has the names of the tables, buckets and so on. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Clients = {
  readonly tables: DynamoDBClient;
  readonly files: S3Client;
  readonly keys: KMSClient;
  readonly users: CognitoIdentityProviderClient;
  readonly topics: SNSClient;
  readonly queues: SQSClient;
  readonly alarms: CloudWatchClient;
  readonly budgets: BudgetsClient;
};

/** The clients of all services, as the environment says. */
export const connect = (): Clients => ({
  tables: new DynamoDBClient(),
  files: new S3Client(),
  keys: new KMSClient(),
  users: new CognitoIdentityProviderClient(),
  topics: new SNSClient(),
  queues: new SQSClient(),
  alarms: new CloudWatchClient(),
  budgets: new BudgetsClient(),
});

/** The actions of a right that are tried, and those that aren't. */
export type Tried = { readonly attempts: readonly Attempt[]; readonly untried: readonly Untried[] };

/** KMS's answer to a dry run that the caller may make. */
const dryRunAnswers = ['DryRunOperationException'];

/** The attempts on the key that wraps owners' keys, as dry runs: KMS answers whether the caller may, and does nothing. */
export const keyAttempts = (keys: KMSClient, KeyId: string | undefined, access: KeyAccess): Attempt[] =>
  Object.entries(access).flatMap(([on, calls]) => {
    const key = { KeyId, EncryptionContext: { owner: sampleOf(on) }, DryRun: true };
    const attemptsByCall: Readonly<Record<KeyCall, readonly Attempt[]>> = {
      open: [
        {
          action: 'kms:Decrypt',
          on,
          answers: dryRunAnswers,
          call: () => keys.send(new DecryptCommand({ ...key, DryRunModifiers: ['IGNORE_CIPHERTEXT'] })),
        },
      ],
      make: [
        {
          action: 'kms:GenerateDataKey',
          on,
          answers: dryRunAnswers,
          call: () => keys.send(new GenerateDataKeyCommand({ ...key, KeySpec: 'AES_256' })),
        },
      ],
      // Destroying a key needs no permission of KMS.
      destroy: [],
    };
    return calls.flatMap((call) => attemptsByCall[call]);
  });

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

const noSuchUser = ['UserNotFoundException'];

/** The attempts on the user pool: changes of a user who isn't there. */
const userAttempts = (users: CognitoIdentityProviderClient, UserPoolId: string | undefined) => {
  const user = { UserPoolId, Username: nobody };
  const attempt = (name: string, call: () => Promise<unknown>): Attempt => ({
    action: `cognito-idp:${name}`,
    on: 'the user pool',
    answers: noSuchUser,
    call,
  });
  const signOut = attempt('AdminUserGlobalSignOut', () =>
    users.send(new AdminUserGlobalSignOutCommand(user)),
  );
  return {
    create: [
      attempt('AdminDeleteSoftwareToken', () => users.send(new AdminDeleteSoftwareTokenCommand(user))),
      attempt('AdminSetUserPassword', () =>
        // Nobody gets this password, since there is no such user.
        users.send(
          new AdminSetUserPasswordCommand({
            ...user,
            Password: `${crypto.randomUUID()}-Aa`,
            Permanent: false,
          }),
        ),
      ),
      signOut,
    ],
    block: [
      attempt('AdminDeleteUser', () => users.send(new AdminDeleteUserCommand(user))),
      attempt('AdminDisableUser', () => users.send(new AdminDisableUserCommand(user))),
      attempt('AdminEnableUser', () => users.send(new AdminEnableUserCommand(user))),
      signOut,
    ],
  };
};

/** A right whose actions are all tried. */
const attemptsAlone = (...attempts: readonly Attempt[]): Tried => ({ attempts, untried: [] });
/** A right whose only action is not tried. */
const untriedAlone = (action: string, on: string, why: string): Tried => ({
  attempts: [],
  untried: [{ action, on, why }],
});
const sending = (queue: string) => untriedAlone('sqs:SendMessage', queue, 'a message would start work');
const mailing = (topic: string) => untriedAlone('sns:Publish', topic, 'people would get a mail');
/** Attempts on private files. S3 uses the data key on the function's behalf, and only if there is a file. So the rights on the key stay untried. */
const withDataKey = (attempts: readonly Attempt[], ...actions: readonly string[]): Tried => ({
  attempts,
  untried: actions.map((action) => ({ action, on: 'the data key, by S3', why: 'no file is read or stored' })),
});

/** Its groups are the account and the name of the budget. */
const budgetArn = /^arn:aws:budgets::(\d{12}):budget\/(.+)$/;

/** An attempt that only reads, and succeeds if the right is there. */
const look = (action: string, on: string, call: () => Promise<unknown>): Attempt => ({
  action,
  on,
  answers: [],
  call,
});

/** How the rights on files are tried. */
const fileRights = (files: S3Client, environment: Environment) => {
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

/** How the rights are tried to look at the services that the system uses: its tables, topics, queues, alarms and budget. */
const lookRights = ({ tables, topics, queues, alarms, budgets }: Clients, environment: Environment) => {
  const tableNames = [environment.TABLE_NAME, environment.KEYS_TABLE_NAME];
  const topicArns = [
    environment.ALARM_TOPIC_ARN,
    environment.ALERT_TOPIC_ARN,
    environment.PERSON_ALERT_TOPIC_ARN,
    environment.NOTICE_TOPIC_ARN,
  ];
  const urls = `${environment.WORK_QUEUE_URLS} ${environment.DEAD_LETTER_QUEUE_URLS}`.split(' ');
  const [, AccountId, BudgetName] = budgetArn.exec(environment.BUDGET_ARN ?? '') ?? [];
  return {
    'backups:look': attemptsAlone(
      ...tableNames.map((TableName) =>
        look('dynamodb:DescribeContinuousBackups', 'the tables', () =>
          tables.send(new DescribeContinuousBackupsCommand({ TableName })),
        ),
      ),
    ),
    'topics:look': attemptsAlone(
      ...topicArns.map((TopicArn) =>
        look('sns:ListSubscriptionsByTopic', 'the topics', () =>
          topics.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
        ),
      ),
    ),
    'queues:look': attemptsAlone(
      ...urls.map((QueueUrl) =>
        look('sqs:GetQueueAttributes', 'the queues', () =>
          queues.send(
            new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
          ),
        ),
      ),
    ),
    'alarms:look': attemptsAlone(
      look('cloudwatch:DescribeAlarms', 'all alarms', () =>
        alarms.send(
          new DescribeAlarmsCommand({
            AlarmNamePrefix: environment.ALARM_PREFIX,
            StateValue: 'ALARM',
          }),
        ),
      ),
    ),
    'cost:look': attemptsAlone(
      look('budgets:ViewBudget', 'the budget', () =>
        budgets.send(new DescribeBudgetCommand({ AccountId, BudgetName })),
      ),
    ),
  } satisfies Partial<Record<Right, Tried>>;
};

const signing = (keys: KMSClient, KeyId: string | undefined): Tried => {
  const sign = new SignCommand({
    KeyId,
    Message: new Uint8Array(32),
    MessageType: 'DIGEST',
    SigningAlgorithm: 'ECDSA_SHA_256',
    DryRun: true,
  });
  return attemptsAlone(
    { action: 'kms:Sign', on: 'the signing key', answers: dryRunAnswers, call: () => keys.send(sign) },
    look('kms:GetPublicKey', 'the signing key', () => keys.send(new GetPublicKeyCommand({ KeyId }))),
  );
};

/** For each right, how it is tried, or why it isn't. A new right does not compile without its line. */
export const attemptsByRight = (
  clients: Clients,
  environment: Environment,
): Readonly<Record<Right, Tried>> => {
  const users = userAttempts(clients.users, environment.USER_POOL_ID);
  return {
    ...fileRights(clients.files, environment),
    ...lookRights(clients, environment),
    'compile:send': sending('the queue of corrections'),
    'render:send': sending('the queue of renderings'),
    'drills:send': sending('the queue of drills'),
    'packs:send': sending('the queue of packs'),
    'alerts:send': mailing('the topic of alerts'),
    'person-alerts:send': mailing('the topic of alerts to one person'),
    'alarms:send': mailing('the topic of alarms'),
    'manifests:sign': signing(clients.keys, environment.SIGNING_KEY_ID),
    'users:create': {
      attempts: users.create,
      untried: [
        { action: 'cognito-idp:AdminCreateUser', on: 'the user pool', why: 'a user would be created' },
      ],
    },
    'users:block': attemptsAlone(...users.block),
    'restored:use': {
      attempts: [],
      untried: restoredActions.map((action) => ({
        action,
        on: 'tables that a drill restores',
        why: 'there is none until a drill restores it, and its failure is told',
      })),
    },
  };
};
