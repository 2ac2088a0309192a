import type { Access, Right } from '../lib/access.ts';

/**
 * The floor of a function's start: a function with nothing but the SDK clients that the measured one needs. This file writes its source;
 * function-starts.ts bundles and starts it.
 */

export const allServices = [
  'DYNAMODB',
  'S3',
  'KMS',
  'SQS',
  'SNS',
  'COGNITO_IDENTITY_PROVIDER',
  'CLOUDWATCH',
  'BUDGETS',
] as const;
export type Service = (typeof allServices)[number];

/** The services that a function's permissions name, each of which needs an SDK client. */
export const servicesOf = ({ table, keys = {}, rights = [] }: Access): Service[] => {
  const holdsAny = (...wanted: readonly Right[]) => wanted.some((right) => rights.includes(right));
  const unwrapsKeys = Object.values(keys).some((calls) => calls.includes('open'));
  const needs: Readonly<Record<Service, boolean>> = {
    // The keys are in a table of DynamoDB too.
    DYNAMODB: table !== undefined || Object.keys(keys).length > 0,
    S3: holdsAny(
      'snapshots:read',
      'snapshots:write',
      'state:read',
      'state:write',
      'month-files:read',
      'month-files:write',
      'digests:read',
      'digests:write',
      'packs:read',
      'packs:write',
      'voice:write',
    ),
    KMS: unwrapsKeys || holdsAny('manifests:sign'),
    SQS: holdsAny('compile:send', 'render:send', 'packs:send', 'drills:send', 'queues:look'),
    SNS: holdsAny('alerts:send', 'topics:look'),
    COGNITO_IDENTITY_PROVIDER: holdsAny('users:create', 'users:block'),
    CLOUDWATCH: holdsAny('alarms:look'),
    BUDGETS: holdsAny('cost:look'),
  };
  return allServices.filter((service) => needs[service]);
};

/**
 * The source code for each service in a floor, the function with nothing but SDK clients that a start is compared with. It
 * imports, creates and calls the service's client. The global variables keep the commands that are not called in the
 * bundle, because the product's bundles hold them too.
 */
const floorParts: Readonly<
  Record<Service, { readonly imports: string; readonly make: string; readonly call: string }>
> = {
  DYNAMODB: {
    imports: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, QueryCommand, TransactGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
globalThis.floorUses = [BatchGetCommand, QueryCommand, TransactGetCommand, TransactWriteCommand];`,
    make: 'const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient());',
    call: "await dynamodb.send(new GetCommand({ TableName: 'main', Key: { pk: 'a', sk: 'b' } }));",
  },
  S3: {
    imports:
      "import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';\nglobalThis.floorUsesS3 = [GetObjectCommand, HeadObjectCommand, PutObjectCommand];",
    make: 'const s3 = new S3Client();',
    call: "await s3.send(new ListObjectsV2Command({ Bucket: 'snapshots' }));",
  },
  KMS: {
    imports:
      "import { DecryptCommand, GenerateDataKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';\nglobalThis.floorUsesKms = [DecryptCommand, SignCommand];",
    make: 'const kms = new KMSClient();',
    call: "await kms.send(new GenerateDataKeyCommand({ KeyId: 'key', KeySpec: 'AES_256' }));",
  },
  SQS: {
    imports: "import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';",
    make: 'const sqs = new SQSClient();',
    call: "await sqs.send(new SendMessageCommand({ QueueUrl: 'queue', MessageBody: '{}' }));",
  },
  SNS: {
    imports: "import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';",
    make: 'const sns = new SNSClient();',
    call: "await sns.send(new PublishCommand({ TopicArn: 'topic', Message: '1' }));",
  },
  COGNITO_IDENTITY_PROVIDER: {
    imports:
      "import { AdminCreateUserCommand, AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';\nglobalThis.floorUsesCognito = [AdminSetUserPasswordCommand];",
    make: 'const cognito = new CognitoIdentityProviderClient();',
    call: "await cognito.send(new AdminCreateUserCommand({ UserPoolId: 'pool', Username: 'name' }));",
  },
  CLOUDWATCH: {
    imports: "import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';",
    make: 'const cloudwatch = new CloudWatchClient();',
    call: "await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'bench-' }));",
  },
  BUDGETS: {
    imports: "import { BudgetsClient, DescribeBudgetCommand } from '@aws-sdk/client-budgets';",
    make: 'const budgets = new BudgetsClient();',
    call: "await budgets.send(new DescribeBudgetCommand({ AccountId: '000000000000', BudgetName: 'bench' }));",
  },
};

/** The source code of a floor: a function that creates the clients and repeats the measured function's calls in order. */
export const composeFloor = (clients: readonly Service[], calls: readonly Service[]): string =>
  [
    ...clients.map((service) => floorParts[service].imports),
    ...clients.map((service) => floorParts[service].make),
    'export const handler = async () => {',
    ...calls.map((service) => `  try { ${floorParts[service].call} } catch {}`),
    '};',
    '',
  ].join('\n');

export const describeFloor = (clients: readonly Service[]): string =>
  `its clients alone (${clients.join(', ').toLowerCase().replaceAll('_', ' ')})`;
