import { type IncomingMessage, request as sendRequest } from 'node:http';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { InternalError } from '../../functions/shared/errors/errors.ts';
import type { Access, Right, TableCall } from '../../lib/access.ts';
import { allFunctions, type FunctionName } from '../../lib/functions/all.ts';
import { createHandler } from '../../lib/self-check/create-handler.ts';
import { connect } from '../../lib/self-check/right-attempts.ts';
import { checkRights } from '../../lib/self-check/self-check.ts';
import { tables } from '../../lib/tables.ts';
import { createTable } from '../../local/aws/dynamodb.ts';
import { localFunctionsOf, principalOf } from '../../local/local-functions.ts';
import { type Services, startServices, tableNames } from '../../local/services.ts';
import { listenOnLoopback } from '../../local/wire/listen.ts';
import { readRequestBody } from '../../local/wire/request-body.ts';
import type { Principal } from '../../local/wire/signed-request.ts';

/* The stand-ins for AWS refuse what the policies don't grant. Each function tries its rights on them: with all of them, and with one taken away. */

const names = Object.keys(allFunctions).filter((name): name is FunctionName => name in allFunctions);

/** A function whose policy lacks one call on a partition of the table. */
const lacksCall = (name: FunctionName, pattern: string, call: TableCall): Principal => {
  const { table = {} } = principalOf(name);
  const rest = (table[pattern] ?? []).filter((one) => one !== call);
  return {
    ...principalOf(name),
    accessKeyId: `${name}-${pattern}-${call}`.replaceAll(/[^A-Za-z0-9]/g, ''),
    table: { ...table, [pattern]: rest },
  };
};
const lacksRight = (name: FunctionName, right: Right): Principal => {
  const { rights = [] } = principalOf(name);
  return {
    ...principalOf(name),
    accessKeyId: `${name}-${right}`.replaceAll(/[^A-Za-z0-9]/g, ''),
    rights: rights.filter((one) => one !== right),
  };
};
const lacksKeys: Principal = {
  ...principalOf('people'),
  accessKeyId: 'peopleWithoutKeys',
  keys: { organisation: ['open'], 'person:*': ['open'] },
};

/** Who lacks what, and what the check then names. */
const lacking: readonly (readonly [Principal, FunctionName, readonly string[]])[] = [
  [lacksCall('members', 'MEMBER#*', 'put'), 'members', ['dynamodb:PutItem on MEMBER#*']],
  [lacksCall('members', 'NAME#*', 'delete'), 'members', ['dynamodb:DeleteItem on NAME#*']],
  [lacksCall('members', 'WITHDRAWALS', 'update'), 'members', ['dynamodb:UpdateItem on WITHDRAWALS']],
  [lacksCall('outreach', 'WITHDRAWALS', 'check'), 'outreach', ['dynamodb:ConditionCheckItem on WITHDRAWALS']],
  [lacksCall('authorizer', 'WAY_IN#*', 'get'), 'authorizer', ['dynamodb:GetItem on WAY_IN#*']],
  [lacksCall('alerts', 'MEMBER#*', 'batchGet'), 'alerts', ['dynamodb:BatchGetItem on MEMBER#*']],
  [lacksCall('digest', 'JOURNAL#*', 'query'), 'digest', ['dynamodb:Query on JOURNAL#*']],
  [lacksCall('makePack', '*', 'scan'), 'makePack', ['dynamodb:Scan on *']],
  [
    lacksCall('demands', 'DEMANDS', 'queryIndex'),
    'demands',
    ['dynamodb:Query on DEMANDS', 'dynamodb:Query on DEMANDS'],
  ],
  [lacksKeys, 'people', ['dynamodb:PutItem on person:*', 'kms:GenerateDataKey on person:*']],
  [
    lacksRight('render', 'manifests:sign'),
    'render',
    ['kms:Sign on the signing key', 'kms:GetPublicKey on the signing key'],
  ],
  [lacksRight('compile', 'snapshots:write'), 'compile', ['s3:PutObject on published/*']],
  [
    lacksRight('compile', 'month-files:read'),
    'compile',
    ['s3:GetObject on journal/*', 's3:ListBucket on journal/*'],
  ],
  [
    lacksRight('makePack', 'packs:write'),
    'makePack',
    ['s3:PutObject on packs/*', 's3:AbortMultipartUpload on packs/*'],
  ],
  [
    lacksRight('signIns', 'users:block'),
    'signIns',
    ['AdminDeleteUser', 'AdminDisableUser', 'AdminEnableUser', 'AdminUserGlobalSignOut'].map(
      (call) => `cognito-idp:${call} on the user pool`,
    ),
  ],
  [
    lacksRight('health', 'backups:look'),
    'health',
    ['dynamodb:DescribeContinuousBackups on the tables', 'dynamodb:DescribeContinuousBackups on the tables'],
  ],
  [lacksRight('health', 'alarms:look'), 'health', ['cloudwatch:DescribeAlarms on all alarms']],
  [lacksRight('health', 'cost:look'), 'health', ['budgets:ViewBudget on the budget']],
  [
    lacksRight('health', 'topics:look'),
    'health',
    Array<string>(4).fill('sns:ListSubscriptionsByTopic on the topics'),
  ],
  [
    lacksRight('health', 'queues:look'),
    'health',
    Array<string>(8).fill('sqs:GetQueueAttributes on the queues'),
  ],
];

const withoutPut = lacksCall('members', 'MEMBER#*', 'put');

/** While true, what stands before the database refuses a transaction of several parts, as IAM would if it judged it as a whole. */
let isJudgedWhole = false;
const transaction = z.object({ TransactItems: z.array(z.unknown()) });

/** Passes requests to the database on, but for those that `isJudgedWhole` refuses. */
const startJudge = async (endpoint: string) => {
  const { port, close } = await listenOnLoopback(async (request: IncomingMessage, response) => {
    const body = (await readRequestBody(request, 1_000_000)) ?? Buffer.of();
    const parts = transaction.safeParse(JSON.parse(body.toString())).data?.TransactItems.length ?? 0;
    if (isJudgedWhole && parts > 1) {
      response.writeHead(400).end(JSON.stringify({ __type: 'AccessDeniedException', message: 'No.' }));
      return;
    }
    const { method, headers } = request;
    sendRequest(endpoint, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end(body);
  });
  return { endpoint: `http://127.0.0.1:${port}`, close };
};

const opened: { close(): Promise<void> }[] = [];
/** What was stored before the first check. */
let storedBefore: string;
let services: Services;
let database: DynamoDBClient;
let environments: ReadonlyMap<string, Readonly<Record<string, string>>>;
beforeAll(async () => {
  services = await startServices({
    directory: undefined,
    principals: [...names.map(principalOf), ...lacking.map(([principal]) => principal)],
    closeLater: async (starting) => {
      const started = await starting;
      opened.push(started);
      return started;
    },
    between: (service, endpoint) =>
      service === 'dynamodb' ? startJudge(endpoint) : Promise.resolve({ endpoint, close: async () => {} }),
    deliver: () => Promise.reject(new Error('No message was to be sent.')),
    whenRequestsEnd: async () => {},
    onSignOut: () => {},
    log: () => {},
    now: Date.now,
  });
  database = new DynamoDBClient(services.database.clientConfig);
  await createTable(database, tableNames.main, { ...tables.main, stream: false });
  await createTable(database, tableNames.keys, tables.keys);
  // Even where a record had the key that is tried, it would stay as it is.
  for (const call of ['put', 'update', 'delete', 'check']) {
    for (const pk of ['MEMBER#self-check', 'JOURNAL#self-check', 'SIGN_INS', 'LIKELY_PENDING']) {
      const Item = { pk: { S: pk }, sk: { S: `self-check-${call}` }, kept: { S: 'as it was' } };
      await database.send(new PutItemCommand({ TableName: tableNames.main, Item }));
    }
  }
  const provider = {
    issuer: 'https://example.org',
    jwksUri: 'https://example.org/jwks',
    signOut: () => {},
    handle: async () => {},
  };
  const more = { cutoffDay: 5, recordsFrom: '2026-01-01', clientVersion: 'none' };
  environments = new Map(
    localFunctionsOf({ services, bundles: {}, provider, ...more }).map(({ name, environment }) => [
      name,
      environment,
    ]),
  );
  storedBefore = await readAll();
});
afterEach(() => {
  isJudgedWhole = false;
  vi.unstubAllEnvs();
});
afterAll(async () => {
  database.destroy();
  for (const one of opened.reverse()) await one.close();
});

const impatient = { attempts: 2, pause: async () => {} };

/** Runs as a function does in Lambda: with its environment, and the credentials of its role. */
const runAs = (name: FunctionName, { accessKeyId, secretAccessKey }: Principal): void => {
  const own = environments.get(name) ?? {};
  for (const [variable, value] of Object.entries(own)) vi.stubEnv(variable, value);
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
};

const check = (name: FunctionName, principal = principalOf(name)) => {
  runAs(name, principal);
  const access: Access = allFunctions[name];
  return checkRights(access, connect(), process.env, impatient);
};

/** Everything that is stored, in both tables and in all folders. */
const readAll = async () => {
  const items = await Promise.all(
    [tableNames.main, tableNames.keys].map((TableName) => database.send(new ScanCommand({ TableName }))),
  );
  const files: string[] = [];
  for (const [name, bucket, prefix] of [
    ['compile', 'SNAPSHOT_BUCKET', 'published/'],
    ['digest', 'SNAPSHOT_BUCKET', 'seals/'],
    ['compile', 'STATE_BUCKET', 'journal/'],
    ['erase', 'STATE_BUCKET', 'state/'],
    ['handover', 'PACK_BUCKET', 'packs/'],
    ['voice', 'SITE_BUCKET', 'voice/'],
    ['voice', 'SITE_BUCKET', 'waiting/'],
  ] as const) {
    runAs(name, principalOf(name));
    const { Contents = [] } = await new S3Client().send(
      new ListObjectsV2Command({ Bucket: process.env[bucket], Prefix: prefix }),
    );
    files.push(...Contents.map(({ Key = '' }) => Key));
    vi.unstubAllEnvs();
  }
  return JSON.stringify([items.map(({ Items }) => Items), files]);
};

describe('the self-check of a function', () => {
  test.each(names)('finds each right that its definition grants: %s', async (name) => {
    const { failed, tried } = await check(name);
    expect(failed).toEqual([]);
    const { table, keys, rights = [] }: Access = allFunctions[name];
    expect(tried > 0).toBe(table !== undefined || keys !== undefined || rights.length > 0);
  });

  test.each(lacking)('names what is refused to $accessKeyId', async (principal, name, expected) => {
    const { failed } = await check(name, principal);
    expect(failed.map(({ action, on }) => `${action} on ${on}`)).toEqual(expected);
    for (const { error } of failed) expect(error).toMatch(/^(AccessDenied|AuthorizationError)/);
  });

  test('says that the wider policies are needed if only a transaction of several writes is refused', async () => {
    isJudgedWhole = true;
    const { failed } = await check('members');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({
      action: 'one transaction of all writes',
      on: expect.stringContaining('widePolicies'),
      error: 'AccessDeniedException',
    });
  });

  test('tries again what IAM may not have spread yet', async () => {
    isJudgedWhole = true;
    runAs('members', principalOf('members'));
    const pause = async () => {
      isJudgedWhole = false;
    };
    const { failed } = await checkRights(allFunctions.members, connect(), process.env, {
      attempts: 2,
      pause,
    });
    expect(failed).toEqual([]);
  });
});

describe('the answer to CloudFormation', () => {
  const answerTo = async (
    principal: Principal,
    type: 'Create' | 'Update' | 'Delete',
    properties: object = {},
    start: () => Promise<unknown> = async () => ({ handler: async () => {} }),
  ) => {
    const answers: unknown[] = [];
    const { port, close } = await listenOnLoopback(async (request, response) => {
      const body = await readRequestBody(request, 100_000);
      expect(request.method).toBe('PUT');
      expect(request.headers['content-type']).toBe('');
      answers.push(JSON.parse(String(body)));
      response.end();
    });
    runAs('members', principal);
    await createHandler(
      impatient,
      start,
    )({
      RequestType: type,
      ResponseURL: `http://127.0.0.1:${port}/answer`,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'MembersTried',
      ResourceProperties: {
        Function: 'members',
        Access: JSON.stringify(allFunctions.members),
        OnlyTell: 'false',
        Version: '2',
        ...properties,
      },
    });
    await close();
    expect(answers).toHaveLength(1);
    return answers[0];
  };
  const ids = {
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'MembersTried',
    PhysicalResourceId: 'self-check-members',
  };

  test('is that the stack may go on if each right is there', async () => {
    const answer = await answerTo(principalOf('members'), 'Create');
    expect(answer).toMatchObject({ ...ids, Status: 'SUCCESS' });
  });

  test('is a failure that names function and right, and nobody', async () => {
    expect(await answerTo(withoutPut, 'Update')).toEqual({
      ...ids,
      Status: 'FAILED',
      Reason:
        'The function "members" was refused what its policy grants: dynamodb:PutItem on MEMBER#* (AccessDeniedException).',
    });
  });

  test.each([
    [
      'that throws where it is loaded',
      async () => {
        throw new InternalError('Settings are missing or not valid: TABLE_NAME.');
      },
      'InternalError: Settings are missing or not valid: TABLE_NAME.',
    ],
    ['without a handler', async () => ({ handler: undefined }), 'it exports no handler'],
  ])('is a failure for a version %s, and none of its rights is tried', async (_, start, why) => {
    expect(await answerTo(principalOf('members'), 'Update', {}, start)).toEqual({
      ...ids,
      Status: 'FAILED',
      Reason: `The function "members" cannot start: ${why}`,
    });
  });

  test('lets the deployment go on where the stage says so, and tells all the same', async () => {
    expect(await answerTo(withoutPut, 'Update', { OnlyTell: 'true' })).toMatchObject({
      Status: 'SUCCESS',
      Reason: expect.stringContaining('dynamodb:PutItem on MEMBER#*'),
    });
  });

  test('lets a stack be deleted whatever the rights are', async () => {
    expect(await answerTo(withoutPut, 'Delete')).toMatchObject({ ...ids, Status: 'SUCCESS' });
  });
});

test('nothing is stored, sent or created by any check, whether rights were there or not', async () => {
  await check('members');
  vi.unstubAllEnvs();
  await check('members', withoutPut);
  vi.unstubAllEnvs();
  expect(await readAll()).toBe(storedBefore);
  expect(storedBefore).toContain('as it was');
  expect(services.deadLetters()).toEqual([]);
});
