import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { ApiRoute } from '../functions/gateway/api/contracts.ts';
import type { Role } from '../functions/shared/reach/roles.ts';
import type { Access, Right } from '../lib/access.ts';
import { bundleFunction, bundleOptions } from '../lib/bundle.ts';
import { environmentOf, type Settings } from '../lib/environment.ts';
import { allFunctions, type FunctionName } from '../lib/functions/all.ts';
import { type AreaName, areas } from '../lib/functions/with-routes.ts';
import { type WorkerName, workers } from '../lib/functions/without-routes.ts';
import { createCaller, createEvent } from '../test/support/request.ts';
import { compare, type Measure, type Row } from './measure.ts';

// The filters keep every name; they only tell TypeScript the type of the names.
const areaNames = Object.keys(areas).filter((name): name is AreaName => name in areas);
const workerNames = Object.keys(workers).filter((name): name is WorkerName => name in workers);

const run = promisify(execFile);
const repetitions = { pairs: 11, warmUp: 1 };
/** Nobody waits for the start of a job. Its limit only tells of a library that came in unseen. */
const jobLimit = 1.5;
const id = '0197a000-0000-7000-8000-000000000001';

/** For each area, a request that gets as far as a call to its store. */
const requests: Readonly<
  Record<keyof typeof areas, { role: Role; route: ApiRoute; path?: Record<string, string>; body?: object }>
> = {
  api: { role: 'coordinator', route: 'GET /api/me' },
  // 43 characters are a key of 32 bytes in base64url.
  devices: { role: 'leader', route: 'POST /api/me/device-keys', body: { id, key: 'A'.repeat(43) } },
  collectives: { role: 'coordinator', route: 'GET /api/collectives/{id}', path: { id } },
  members: { role: 'coordinator', route: 'GET /api/members/{id}', path: { id } },
  sameWomen: { role: 'coordinator', route: 'GET /api/same-women' },
  requests: { role: 'coordinator', route: 'GET /api/requests' },
  record: { role: 'coordinator', route: 'GET /api/members/{id}/record', path: { id } },
  books: { role: 'coordinator', route: 'GET /api/collectives/{id}/meetings', path: { id } },
  moves: { role: 'coordinator', route: 'GET /api/collectives/{id}/moves', path: { id } },
  cases: { role: 'coordinator', route: 'GET /api/cases/{id}', path: { id } },
  pack: { role: 'leader', route: 'GET /api/me/pack' },
  demands: { role: 'coordinator', route: 'GET /api/demands' },
  voice: { role: 'coordinator', route: 'GET /api/voice/{spokenIn}', path: { spokenIn: 'te' } },
  questions: { role: 'coordinator', route: 'GET /api/questions' },
  outreach: { role: 'coordinator', route: 'GET /api/outreach' },
  people: { role: 'administrator', route: 'GET /api/users' },
  exports: { role: 'coordinator', route: 'POST /api/exports', body: { list: 'members', subjects: [] } },
  audit: { role: 'auditor', route: 'GET /api/journal' },
  erasure: { role: 'auditor', route: 'GET /api/erasures' },
  approvals: { role: 'auditor', route: 'GET /api/approvals' },
  handover: { role: 'administrator', route: 'GET /api/data-handovers' },
  health: { role: 'administrator', route: 'GET /api/health/state' },
  closing: {
    role: 'coordinator',
    route: 'POST /api/snapshots/{month}/corrections',
    path: { month: '2026-09' },
    body: { id, reason: 'A late sheet' },
  },
  programme: {
    role: 'coordinator',
    route: 'GET /api/targets/{financialYear}',
    path: { financialYear: '2026-27' },
  },
  preview: { role: 'coordinator', route: 'GET /api/snapshots/preview' },
  snapshots: { role: 'funder', route: 'GET /api/snapshots' },
};

const publication = {
  ordinal: 1,
  month: '2026-10',
  version: 1,
  cutoff: '2026-11-04T18:30:00.000Z',
  reason: null,
};
/** The event with which SQS invokes a function. */
const queueEvent = (body: object) => ({ Records: [{ body: JSON.stringify(body) }] });

/** For each worker, the event of its first call. */
const events: Readonly<Record<keyof typeof workers, object>> = {
  authorizer: { type: 'TOKEN', authorizationToken: 'Bearer none', methodArn: 'arn:aws:execute-api:bench' },
  compile: queueEvent({ publicationId: id }),
  render: queueEvent({
    publications: [{ ...publication, registeredAt: publication.cutoff, journalDigest: '0'.repeat(64) }],
    // The month and version of every publication.
    all: [['2026-10', 1]],
  }),
  makePack: queueEvent({ handoverId: id }),
  signIns: {},
  alerts: { scheduledTime: '2026-11-05T06:30:00Z' },
  erase: { scheduledTime: '2026-11-05T00:30:00Z' },
  watchHealth: { scheduledTime: '2026-11-05T00:30:00Z' },
  digest: { scheduledTime: '2026-11-05T13:00:00Z' },
  drill: {
    step: 'fail',
    event: { scheduledTime: '2026-11-05T13:00:00Z' },
    startedAt: '2026-11-05T13:00:00Z',
  },
};

const allServices = [
  'DYNAMODB',
  'S3',
  'KMS',
  'SQS',
  'SNS',
  'COGNITO_IDENTITY_PROVIDER',
  'CLOUDWATCH',
  'BUDGETS',
] as const;
type Service = (typeof allServices)[number];

/** The services that a function's permissions name, each of which needs an SDK client. */
const servicesOf = ({ table, keys = {}, rights = [] }: Access): Service[] => {
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
const composeFloor = (clients: readonly Service[], calls: readonly Service[]): string =>
  [
    ...clients.map((service) => floorParts[service].imports),
    ...clients.map((service) => floorParts[service].make),
    'export const handler = async () => {',
    ...calls.map((service) => `  try { ${floorParts[service].call} } catch {}`),
    '};',
    '',
  ].join('\n');

const describeFloor = (clients: readonly Service[]): string =>
  `its clients alone (${clients.join(', ').toLowerCase().replaceAll('_', ' ')})`;

/**
 * Starts a server that answers every call like a service without data, and records which service was called. The SDK
 * sends each service's calls to a path with its name, such as `/S3`.
 */
const startStub = async () => {
  const called: Service[] = [];
  const server = createServer((request, response) => {
    const service = allServices.find((name) => request.url?.startsWith(`/${name}`));
    if (service !== undefined) {
      called.push(service);
    }
    request.resume().once('end', () => {
      if (service === 'S3') {
        const isList = request.url?.includes('list-type') === true;
        response.writeHead(isList ? 200 : 404, { 'content-type': 'application/xml' });
        response.end(
          isList
            ? '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>'
            : '<Error><Code>NoSuchKey</Code></Error>',
        );
      } else {
        // DynamoDB finds nothing; the services other than it and S3 refuse every call.
        response.writeHead(service === 'DYNAMODB' ? 200 : 400, {
          'content-type': 'application/x-amz-json-1.0',
        });
        response.end(service === 'DYNAMODB' ? '{"Items":[],"Count":0,"ScannedCount":0}' : '{}');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port.');
  }
  return {
    called,
    environment: Object.fromEntries(
      allServices.map((service) => [
        `AWS_ENDPOINT_URL_${service}`,
        `http://127.0.0.1:${address.port}/${service}`,
      ]),
    ),
    close: () => server.close(),
  };
};

const settings = {
  TABLE_NAME: 'main',
  KEYS_TABLE_NAME: 'keys',
  WRAPPING_KEY_ID: 'wrapping',
  SIGNING_KEY_ID: 'signing',
  SNAPSHOT_BUCKET: 'snapshots',
  STATE_BUCKET: 'state',
  USER_POOL_ID: 'ap-south-1_bench',
  COMPILE_QUEUE_URL: 'http://127.0.0.1/compile',
  RENDER_QUEUE_URL: 'http://127.0.0.1/render',
  DRILL_QUEUE_URL: 'http://127.0.0.1/drills',
  PACK_QUEUE_URL: 'http://127.0.0.1/packs',
  PACK_BUCKET: 'packs',
  SITE_BUCKET: 'site',
  ALERT_TOPIC_ARN: 'arn:aws:sns:ap-south-1:000000000000:bench',
  PERSON_ALERT_TOPIC_ARN: 'arn:aws:sns:ap-south-1:000000000000:persons',
  ALARM_TOPIC_ARN: 'arn:aws:sns:ap-south-1:000000000000:alarms',
  NOTICE_TOPIC_ARN: 'arn:aws:sns:ap-south-1:000000000000:notices',
  WORK_QUEUE_URLS: 'http://127.0.0.1/compile',
  DEAD_LETTER_QUEUE_URLS: 'http://127.0.0.1/failed',
  ALARM_PREFIX: 'bench-',
  BUDGET_ARN: 'arn:aws:budgets::000000000000:budget/bench',
  DEPLOYED_VERSION: 'none',
  CALL_PHONE: 'none',
  CUTOFF_DAY: '5',
  COUNTING_CODE: 'bench',
  RETENTION_DAYS: '365',
  RECORDS_FROM: '2026-11-03',
  TOKEN_ISSUER: 'http://127.0.0.1/issuer',
  TOKEN_JWKS_URI: 'http://127.0.0.1/jwks',
  TOKEN_CLIENT_ID: 'client',
} as const satisfies Settings;

type FirstCall = {
  readonly name: FunctionName;
  readonly event: object;
};

const firstCalls = (): FirstCall[] => [
  ...areaNames.map((name): FirstCall => {
    const { role, ...request } = requests[name];
    return { name, event: createEvent({ ...request, caller: createCaller(role) }) };
  }),
  ...workerNames.map((name): FirstCall => ({ name, event: events[name] })),
];

const hindrance =
  'beside its clients a function reads and compiles zod (102 KB of its bundle) and its own 30 to 120 KB: schemas, rules, router. It makes 230 (render) to 820 (pack) schemas, at 20 to 30 µs each. V8’s compiled code shipped with a bundle would spare the compiling, but V8 takes it only from the very build of Node.js that wrote it, and Lambda has its own.';

/**
 * Measures the start of each function (process, import and first call) against a floor: the start of the SDK clients that it needs, alone. Both
 * are bundled with the same settings, except that the floor has the SDK's own files in place of lib/bundle.ts's substitutes. They start in turn,
 * each in a process of its own, and make the same calls to a stub server without data. The stub has no snapshot, so the render function
 * lays out no page, and the start includes neither Typst nor the fonts.
 */
export const measureFunctionStarts = async (folder: string): Promise<Row[]> => {
  // A native module and the fonts are not bundled; they are in node_modules beside the bundle, as in a deployed function.
  const packages = join(folder, 'node_modules');
  if (!existsSync(packages)) {
    symlinkSync(join(import.meta.dirname, '..', 'node_modules'), packages);
  }
  const stub = await startStub();
  const starter = join(import.meta.dirname, 'start-process.mjs');
  /** Starts a bundle in a new process. @returns the process's CPU time in microseconds */
  const start = async (bundle: string, event: object, environment: object): Promise<number> => {
    const { stdout } = await run(
      process.execPath,
      [starter, pathToFileURL(bundle).href, JSON.stringify(event)],
      {
        env: {
          ...stub.environment,
          ...environment,
          AWS_REGION: 'ap-south-1',
          AWS_ACCESS_KEY_ID: 'bench',
          AWS_SECRET_ACCESS_KEY: 'bench',
          AWS_MAX_ATTEMPTS: '1',
        },
      },
    );
    return Number(stdout);
  };
  const rows: Row[] = [];
  for (const { name, event } of firstCalls()) {
    const { entry, ...access } = allFunctions[name];
    const environment = environmentOf(name, settings);
    const bundle = join(folder, `${name}.mjs`);
    await bundleFunction(entry, bundle);
    // One start without measuring it, to learn which calls the floor has to make.
    stub.called.length = 0;
    await start(bundle, event, environment);
    const calls = [...stub.called];
    const services = servicesOf(access);
    // In this folder, so that its imports resolve to the project's own packages.
    const source = join(import.meta.dirname, `.floor-${randomUUID()}.mjs`);
    const floor = join(folder, `floor-${name}.mjs`);
    writeFileSync(source, composeFloor(services, calls));
    try {
      // The floor gets the SDK's own files: the substitutes in lib/bundle.ts are our work.
      await build({ ...bundleOptions(source, floor), alias: {} });
    } finally {
      rmSync(source);
    }
    const subject: Measure = () => start(bundle, event, environment);
    rows.push({
      what: `start of ${name}`,
      against:
        services.length === 0
          ? 'a bare process: it needs no client, so there is nothing fair to compare it with, and no limit'
          : describeFloor(services),
      // The floor reads neither its event nor a setting.
      ratio: await compare(subject, () => start(floor, {}, {}), repetitions),
      ...(services.length === 0 ? {} : { limit: name in areas ? 1.3 : jobLimit, aim: 1.1, hindrance }),
    });
  }
  stub.close();
  return rows;
};
