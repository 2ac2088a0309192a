import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FirstPerson, makeFirstPeople } from '../../bin/first-people/first-people.ts';
import { createUserIdReader } from '../../bin/first-people/user-id.ts';
import { createSignIn } from '../../functions/areas/people/cognito-sign-in.ts';
import { makeSignInName } from '../../functions/areas/people/random-names-and-passwords.ts';
import { createPeopleRoutes } from '../../functions/areas/people/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createAccessLog } from '../../functions/shared/journal/access-log.ts';
import { findCredentials } from '../../functions/shared/sign-ins/credentials.ts';
import { createSignInProvider } from '../../functions/shared/sign-ins/provider.ts';
import { createSignIns } from '../../functions/shared/sign-ins/sync-sign-ins.ts';
import { findWayIn } from '../../functions/shared/sign-ins/way-in.ts';
import { createTable, type Item, type Table } from '../../functions/shared/table/client.ts';
import { connectVault } from '../../functions/shared/vault/vault.ts';
import { areas } from '../../lib/functions/with-routes.ts';
import { stackNameOf } from '../../lib/stage-names.ts';
import { tables } from '../../lib/tables.ts';
import { type DynamoDB, createTable as makeTable, startDynamoDB } from '../../local/aws/dynamodb.ts';
import { type KeyService, startKeyService } from '../../local/aws/key-service.ts';
import { startUserPool } from '../../local/aws/user-pool.ts';
import { listenOnLoopback } from '../../local/wire/listen.ts';
import type { Principal } from '../../local/wire/signed-request.ts';
import { createCaller, createSend } from '../support/request.ts';

/* On the parts that a stage has on one machine: DynamoDB Local, its key service and its user pool. */

/** Who runs the command: she alone may make the organisation's key. */
const credentials = { accessKeyId: 'DEPLOYER', secretAccessKey: 'deployer-secret' };
/** The function `people`, with no more than it has. */
const ofFunction = { accessKeyId: 'PEOPLE', secretAccessKey: 'people-secret' };
const principals: Principal[] = [
  {
    ...credentials,
    keys: { organisation: ['open', 'make'], 'person:*': ['open', 'make'] },
    rights: ['users:create'],
    readsUsers: true,
  },
  { ...ofFunction, keys: areas.people.keys, rights: areas.people.rights },
];
const region = 'ap-south-1';
const root = join(import.meta.dirname, '..', '..');

const names = { administrator: 'ఆమని లేతచిగురు', auditor: 'వేకువ పిల్లగాలి' } as const;

let dynamoDB: DynamoDB;
let keyService: KeyService;
let database: DynamoDBClient;
let documents: DynamoDBDocumentClient;
let kms: KMSClient;
let kmsOfFunction: KMSClient;
beforeAll(async () => {
  [dynamoDB, keyService] = await Promise.all([startDynamoDB(), startKeyService({ principals })]);
  database = new DynamoDBClient({ endpoint: dynamoDB.endpoint, region, credentials });
  documents = DynamoDBDocumentClient.from(database, { marshallOptions: { removeUndefinedValues: true } });
  kms = new KMSClient({ endpoint: keyService.endpoint, region, credentials });
  kmsOfFunction = new KMSClient({ endpoint: keyService.endpoint, region, credentials: ofFunction });
});
afterAll(async () => {
  database.destroy();
  kms.destroy();
  kmsOfFunction.destroy();
  await Promise.all([keyService.close(), dynamoDB.close()]);
});

type Stage = Awaited<ReturnType<typeof openStage>>;

/** A stage in which nobody is yet. */
const openStage = async () => {
  const [tableName, keysTableName] = [`main-${newId()}`, `keys-${newId()}`];
  await makeTable(database, tableName, { ...tables.main, stream: false });
  await makeTable(database, keysTableName, tables.keys);
  const pool = await startUserPool({ principals });
  const cognito = new CognitoIdentityProviderClient({ endpoint: pool.endpoint, region, credentials });
  const cognitoOfFunction = new CognitoIdentityProviderClient({
    endpoint: pool.endpoint,
    region,
    credentials: ofFunction,
  });
  const scan = async (TableName: string): Promise<Item[]> => {
    const items: Item[] = [];
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName }))
      items.push(...Items);
    return items;
  };
  return {
    tableName,
    keysTableName,
    pool,
    cognito,
    cognitoOfFunction,
    readTable: () => scan(tableName),
    readKeys: () => scan(keysTableName),
    close: async () => {
      cognito.destroy();
      cognitoOfFunction.destroy();
      await pool.close();
    },
  };
};

/** The vault of a stage, for whose credentials the client of KMS has. */
const openVault = ({ keysTableName }: Stage, client: KMSClient) =>
  connectVault(
    { keysTable: keysTableName, wrappingKeyId: keyService.wrappingKeyId },
    { tables: documents, kms: () => client },
    () => performance.now(),
  );

class Killed extends Error {}

/** A process that dies at one of its steps: `before` it takes effect, or right after it did. */
type Death = { readonly step: number; readonly when: 'before' | 'after' };

/** One run of the command, as a process of its own would have it: nothing is remembered of an earlier one. */
const run = async (stage: Stage, death?: Death) => {
  const { tableName, cognito, pool } = stage;
  const shown: FirstPerson[] = [];
  const asked: string[] = [];
  let steps = 0;
  let underWay = 0;
  const step =
    <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      steps += 1;
      // One after the other: so dead before a step is dead after the one before.
      expect(underWay).toBe(0);
      underWay += 1;
      const dies = death?.step === steps;
      if (dies && death.when === 'before') throw new Killed();
      const result = await act(...args);
      underWay -= 1;
      if (dies) throw new Killed();
      return result;
    };
  const whole = createTable(documents, tableName);
  // What only reads is no step: who dies there leaves what she would have left at the next.
  const table: Table = { ...whole, transact: step(whole.transact) };
  const outcome = await makeFirstPeople({
    table,
    vault: openVault(stage, kms),
    chooseName: makeSignInName,
    allowSignIn: step(createSignIn(cognito, pool.id)),
    readUserId: createUserIdReader(cognito, pool.id),
    newId,
    now: () => new Date('2026-10-15T06:30:00.000Z'),
    describe: async (role) => {
      asked.push(role);
      return { name: names[role], locale: 'te' };
    },
    show: step(async (person: FirstPerson) => void shown.push(person)),
  }).catch((error: unknown) => {
    if (error instanceof Killed) return 'killed' as const;
    throw error;
  });
  return { outcome, shown, asked, steps };
};

/** The routes of the function `people`, as they are deployed. */
const openRoutes = (stage: Stage) => {
  const { tableName, cognitoOfFunction: cognito, pool } = stage;
  const table = createTable(documents, tableName);
  return createSend(
    createPeopleRoutes({
      table,
      vault: openVault(stage, kmsOfFunction),
      chooseName: makeSignInName,
      allowSignIn: createSignIn(cognito, pool.id),
      signIns: createSignIns(table, createSignInProvider(cognito, pool.id)),
      accessLog: createAccessLog(table, newId),
      newId,
    }),
  );
};

const linesIn = (items: readonly Item[]) =>
  items.filter(({ pk }) => String(pk).startsWith('JOURNAL#')).map(({ line }) => line);

/**
 * That the stage has these two and nobody else, each with her key, her line, her name, the password that was shown last, and its user as
 * her only way in.
 */
const expectTheTwo = async (stage: Stage, shown: readonly FirstPerson[]) => {
  const administrator = shown.findLast(({ role }) => role === 'administrator');
  const auditor = shown.findLast(({ role }) => role === 'auditor');
  const items = await stage.readTable();
  const idOf = (name?: string) => items.find(({ pk }) => pk === `SIGN_IN_NAME#${name}`)?.personId;
  const ids = [idOf(administrator?.signInName), idOf(auditor?.signInName)];
  const people = items.filter(({ sk }) => sk === 'PERSON');
  expect(people.map(({ id, role }) => [role, id]).toSorted()).toEqual([
    ['administrator', ids[0]],
    ['auditor', ids[1]],
  ]);
  expect(linesIn(items)).toHaveLength(2);
  expect(linesIn(items)).toEqual(
    expect.arrayContaining(
      ['administrator', 'auditor'].map((role, at) =>
        expect.objectContaining({ type: 'person_added', personId: ids[at], role, actor: 'system' }),
      ),
    ),
  );
  const owners = (await stage.readKeys()).map(({ pk }) => pk).toSorted();
  expect(owners).toEqual(['organisation', ...ids.map((id) => `person:${id}`).toSorted()]);
  const send = openRoutes(stage);
  const caller = createCaller('administrator');
  for (const [role, person] of [
    ['administrator', administrator],
    ['auditor', auditor],
  ] as const) {
    const { signInName = '', password = '' } = person ?? {};
    const id = String(idOf(signInName));
    expect(stage.pool.checkPassword(signInName, password)).toBe('must change');
    // Nobody made both passwords, or the two could not decide for each other.
    const table = createTable(documents, stage.tableName);
    expect(await findCredentials(table, id)).toEqual({});
    expect(await findWayIn(table, signInName)).toMatchObject({
      isVoid: false,
      userId: stage.pool.idOf(signInName),
    });
    expect(await send({ route: 'GET /api/users/{id}', path: { id }, caller })).toMatchObject({
      status: 200,
      body: { id, signInName, role, name: names[role], locale: 'te', disabled: false, version: 1 },
    });
  }
};

describe('the first people of a stage', () => {
  test('are an administrator and an auditor, each with a name that is encrypted, and a password for once', async () => {
    const stage = await openStage();
    const { outcome, shown } = await run(stage);
    expect(outcome).toBe('made');
    expect(shown.map(({ role }) => role)).toEqual(['administrator', 'auditor']);
    await expectTheTwo(stage, shown);
    const stored = JSON.stringify([await stage.readTable(), await stage.readKeys()]);
    for (const secret of [...Object.values(names), ...shown.map(({ password }) => password)]) {
      expect(stored).not.toContain(secret);
    }
    await stage.close();
  });

  test('are changed like everybody else', async () => {
    const stage = await openStage();
    const { shown } = await run(stage);
    const [{ signInName } = { signInName: '' }] = shown;
    const id = String(
      (await stage.readTable()).find(({ pk }) => pk === `SIGN_IN_NAME#${signInName}`)?.personId,
    );
    const send = openRoutes(stage);
    const caller = createCaller('administrator', { personId: id });
    const body = { name: 'ఆమని చిగురాకు', locale: 'en' };
    const changed = await send({ route: 'PATCH /api/users/{id}', path: { id }, caller, ifMatch: 1, body });
    expect(changed).toMatchObject({ status: 200, body: { ...body, role: 'administrator', version: 2 } });
    await stage.close();
  });

  test('are made once: a second run asks nothing, and changes nothing', async () => {
    const stage = await openStage();
    const first = await run(stage);
    const before = await stage.readTable();
    expect(await run(stage)).toMatchObject({ outcome: 'refused', shown: [], asked: [] });
    expect(await stage.readTable()).toEqual(before);
    await expectTheTwo(stage, first.shown);
    await stage.close();
  });

  test('are not made where people were made in another way', async () => {
    const stage = await openStage();
    // The first keyed hash makes the organisation's key, as with the people of a local stack.
    await openVault(stage, kms).fingerprint('');
    const caller = createCaller('administrator');
    const body = { id: newId(), name: 'మరొకరు', role: 'leader', locale: 'te' };
    expect(await openRoutes(stage)({ route: 'POST /api/users', caller, body })).toMatchObject({
      status: 201,
    });
    const before = await stage.readTable();
    expect(await run(stage)).toMatchObject({ outcome: 'refused', shown: [], asked: [] });
    expect(await stage.readTable()).toEqual(before);
    await stage.close();
  });

  test('are the same two where two runs meet', async () => {
    const stage = await openStage();
    const runs = await Promise.all([run(stage), run(stage)]);
    expect(runs.map(({ outcome }) => outcome)).toEqual(['made', 'made']);
    const names = runs.map(({ shown }) => shown.map(({ signInName }) => signInName));
    expect(names[0]).toEqual(names[1]);
    expect((await stage.readTable()).filter(({ sk }) => sk === 'PERSON')).toHaveLength(2);
    await stage.close();
  });

  test('are the same two wherever the first run was killed, each with the password that was shown last', async () => {
    const whole = await openStage();
    const { steps } = await run(whole);
    await whole.close();
    const deaths: Death[] = [
      { step: 1, when: 'before' },
      ...Array.from({ length: steps }, (_, at): Death => ({ step: at + 1, when: 'after' })),
    ];
    expect(steps).toBe(11);
    for (const death of deaths) {
      const stage = await openStage();
      const killed = await run(stage, death);
      expect(killed.outcome).toBe('killed');
      const again = await run(stage);
      // Killed after its very last step, it had done everything.
      const wasDone = death.step === steps && death.when === 'after';
      expect([death, again.outcome]).toEqual([death, wasDone ? 'refused' : 'made']);
      await expectTheTwo(stage, [...killed.shown, ...again.shown]);
      expect((await run(stage)).outcome).toBe('refused');
      await stage.close();
    }
  });
});

/** Answers as CloudFormation does of stacks with these outputs. */
const startCloudFormation = async (outputs: Readonly<Record<string, Readonly<Record<string, string>>>>) => {
  const { port, close } = await listenOnLoopback((request, response) => {
    void text(request).then((body) => {
      const name = new URLSearchParams(body).get('StackName') ?? '';
      const found = outputs[name];
      const members = Object.entries(found ?? {}).map(
        ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
      );
      response
        .writeHead(found === undefined ? 400 : 200, { 'content-type': 'text/xml' })
        .end(
          found === undefined
            ? `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${name} does not exist</Message></Error></ErrorResponse>`
            : `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
        );
    });
  });
  return { endpoint: `http://127.0.0.1:${port}`, close };
};

describe('the command', () => {
  test('finds the stage by its stacks, asks for what was not given, and shows each password once', async () => {
    const stage = await openStage();
    const cloudFormation = await startCloudFormation({
      [stackNameOf('trial', 'data')]: {
        TableName: stage.tableName,
        KeysTableName: stage.keysTableName,
        WrappingKeyId: keyService.wrappingKeyId,
      },
      [stackNameOf('trial', 'identity')]: { UserPoolId: stage.pool.id },
      [stackNameOf('trial', 'web')]: { SiteAddress: 'https://notes.example' },
    });
    const environment = {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_MAX_ATTEMPTS: '1',
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: dynamoDB.endpoint,
      AWS_ENDPOINT_URL_KMS: keyService.endpoint,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: stage.pool.endpoint,
    };
    const command = async (typed: string, ...args: string[]) => {
      const child = spawn(process.execPath, ['bin/first-people.ts', ...args], {
        cwd: root,
        env: environment,
      });
      const output = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk: Buffer) => {
        output.stdout += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        output.stderr += chunk.toString();
      });
      child.stdin.end(typed);
      const status = await new Promise((resolve) => child.on('close', resolve));
      return { status, ...output };
    };

    expect(await command('')).toMatchObject({ status: 2, stdout: '' });
    expect(await command('', '--stage', 'Trial')).toMatchObject({ status: 2, stdout: '' });
    const elsewhere = await command('', '--stage', 'production');
    expect(elsewhere.status).toBe(1);
    expect(elsewhere.stderr).toContain('notes-production-');

    const made = await command(`${names.administrator}\n`, '--stage', 'trial', '--auditor', names.auditor);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const shown = [
      ...made.stdout.matchAll(
        /first (?<role>administrator|auditor) signs in[^#]+#sign-in-name=(?<id>\S+)[\s\S]*?password\s+(?<password>[\w-]+-\d\d)\n/g,
      ),
    ].map(({ groups }) => ({ role: groups?.role, id: groups?.id ?? '', password: groups?.password ?? '' }));
    expect(shown.map(({ role }) => role)).toEqual(['administrator', 'auditor']);
    for (const { id, password } of shown) {
      expect(stage.pool.checkPassword(id, password)).toBe('must change');
      expect(made.stdout.split(password)).toHaveLength(2);
    }
    const caller = createCaller('administrator');
    const list = await openRoutes(stage)({ route: 'GET /api/users', caller });
    expect(list).toMatchObject({
      body: {
        items: ['administrator', 'auditor'].map((role, at) => ({ role, name: Object.values(names)[at] })),
      },
    });
    const second = await command('', '--stage', 'trial');
    expect(second).toMatchObject({ status: 1, stdout: '' });
    expect(second.stderr).toContain('has people already');
    await cloudFormation.close();
    await stage.close();
  });
});
