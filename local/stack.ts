import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environmentOf, type Settings } from '../lib/environment.ts';
import { allFunctions } from '../lib/functions/all.ts';
import { areas } from '../lib/functions/with-routes.ts';
import { securityHeaders } from '../lib/page-policy.ts';
import { tables } from '../lib/tables.ts';
import { markAsTraining } from '../lib/training.ts';
import { addIndexes, createTable, startDynamoDB } from './aws/dynamodb.ts';
import { startKeyService } from './aws/key-service.ts';
import { startObjectStore } from './aws/object-store.ts';
import { startQueue } from './aws/queue.ts';
import { startTableGuard } from './aws/table-guard.ts';
import { startTopic } from './aws/topic.ts';
import { startUserPool } from './aws/user-pool.ts';
import { buckets, packBucket, snapshotBucket, stateBucket } from './buckets.ts';
import { buildWebClient, webClientDirectory } from './build-web-client.ts';
import { importer, verifier, writeConnection } from './connection.ts';
import { createControls } from './controls.ts';
import { type DemoAnswer, loadDemo } from './demo/load.ts';
import { createGateway } from './gateway/gateway.ts';
import type { Authorised } from './gateway/gateway-event.ts';
import { createRateLimit } from './gateway/rate-limit.ts';
import {
  demoPeople,
  demoPersonList,
  type PersonKey,
  putPeople,
  setCollectives,
} from './identity/demo-people.ts';
import { loadIdentityKeys } from './identity/identity-keys.ts';
import { createIdentityProvider, type IdentityProvider, webClientId } from './identity/identity-provider.ts';
import { bundleStack, functionNames, runtime } from './lambda/bundles.ts';
import { type Functions, type LocalFunction, startFunctions } from './lambda/run-functions.ts';
import { createLog } from './log.ts';
import { type AlertWatch, startAlertWatch } from './schedule/alert-watch.ts';
import { createClock } from './schedule/clock.ts';
import { startDailyWork } from './schedule/daily-work.ts';
import { readLatest, writeLatest } from './schedule/latest-time.ts';
import { answerStarting, createSite } from './site.ts';
import { fetchToken } from './token.ts';
import { CannotStart } from './wire/cannot-start.ts';
import { listenOnLoopback } from './wire/listen.ts';
import type { Principal } from './wire/signature.ts';

/** The whole system, running on this machine. */
export type Stack = {
  /** `http://localhost:<port>` */
  readonly url: string;
  readonly port: number;
  /** An access token of a demo person. */
  tokenFor(person: PersonKey): Promise<string>;
  /** The newest log lines of the functions and the stack. */
  logLines(): readonly string[];
  /** Resolves once no queue has a message waiting or in work. */
  whenIdle(): Promise<void>;
  /** The messages of all queues on which their function failed every time. */
  deadLetters(): readonly { readonly body: string; readonly reason: string }[];
  /** For tests of the table: the address of DynamoDB Local and the table's name. */
  readonly database: {
    readonly endpoint: string;
    readonly tableName: string;
    readonly keysTableName: string;
  };
  /** The table calls that the functions have made, as `<function> <pattern in lib/functions> <call>`. */
  tableUse(): ReadonlySet<string>;
  /** Ends everything it has started. */
  close(): Promise<void>;
};

export type StackOptions = {
  /** Default 0: any free port. */
  port?: number;
  /** Whether to leave the demo programme out. */
  empty?: boolean;
  /** Whether to build the web client first, unless the build has the same sources and packages. */
  web?: boolean;
  /**
   * Streams the table's changes like the deployed table. Nothing here reads the stream, and it is a fifth of the
   * database's work.
   */
  stream?: boolean;
  /** Marks every page as training. */
  training?: boolean;
  /** The data directory; default: in memory. */
  data?: string | undefined;
  /** The first UTC day that gets a digest; default: the demo programme's first day. A later one saves reading each day since then. */
  recordsFrom?: string;
  /** Loads each function ahead of its first call, in the background: several seconds of processor time. */
  warm?: boolean;
  /** Called with one line per step. */
  progress?: (line: string) => void;
};

const root = resolve(import.meta.dirname, '..');
const region = 'ap-south-1';
const cutoffDay = 5;
/** Time-outs of functions, no shorter than in the cloud. */
const compileMs = 15 * 60_000;
const renderMs = 5 * 60_000;
const packMs = 15 * 60_000;
/** Matches the files that trigger a notice, as in lib/reporting-stack.ts. */
const announcedFile = /^published\/.+\/manifest\.json$/;
const tableName = 'leadership-next';
const keysTableName = 'leadership-next-keys';
/** The default of lib/stage-settings.ts. */
const retentionDays = 365;
/** The first day of the demo programme. */
const demoStart = '2025-04-01';

/**
 * Starts the local stack, which is the whole product on this machine, and resolves once it is ready.
 * @throws CannotStart with one clear line, if the person who starts it can mend it
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const {
    port: wantedPort = 0,
    empty = false,
    web = false,
    training = false,
    stream = false,
    warm = false,
    recordsFrom = demoStart,
    progress = () => {},
  } = options;
  const data = options.data === undefined ? undefined : resolve(options.data);
  const log = createLog(data);
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    await Promise.all(closers.splice(0).map((closer) => closer()));
  };
  /** Waits for a part to start and registers its `close`, so that a failed start leaves nothing behind. */
  const closeLater = async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    closers.push(() => started.close());
    return started;
  };

  try {
    // The port first: if it is taken, nothing else needs to start.
    let answer = answerStarting;
    const server = await closeLater(
      listenOnLoopback(
        (request, response) => {
          response.setHeaders(new Map(Object.entries(securityHeaders)));
          answer(request, response);
        },
        wantedPort,
        ['127.0.0.1', '::1'],
      ).catch((error: unknown) => {
        throw explainPort(error, wantedPort);
      }),
    );
    const url = `http://localhost:${server.port}`;

    if (web) await buildWebClient(progress);
    const pages = training ? markAsTraining(webClientDirectory) : webClientDirectory;
    if (training) closers.push(async () => rmSync(pages, { recursive: true }));
    progress('bundling the functions, starting the database …');
    const timeFile = data === undefined ? undefined : join(data, 'clock.json');
    const clock = createClock(Date.now, readLatest(timeFile));
    closers.push(async () => writeLatest(timeFile, clock.latest()));
    // The functions first, in the order of `functionNames`: their credentials are found by index below.
    const principals: Principal[] = [
      ...functionNames.map((name) => ({
        accessKeyId: name,
        secretAccessKey: `local-${name}`,
        ...allFunctions[name],
      })),
      verifier,
      importer,
    ];
    // The queues call functions, the user pool the identity provider; these start later, but before the first message.
    let functions: Functions | undefined;
    let identity: IdentityProvider | undefined;
    let requestsEnded = async (): Promise<void> => {};
    const [bundles, database, identityKeys, keys, store, compileQueue, renderQueue, packQueue, userPool] =
      await Promise.all([
        bundleStack(),
        closeLater(startDynamoDB({ data: data && join(data, 'dynamodb') })),
        loadIdentityKeys(data && join(data, 'identity.json')),
        closeLater(startKeyService({ principals, file: data && join(data, 'keys.json') })),
        closeLater(
          startObjectStore({
            buckets,
            principals,
            data: data && join(data, 'objects'),
            onCreated: (bucket, key) => {
              if (bucket === snapshotBucket && announcedFile.test(key)) {
                log.write(`notice: A month is published: ${key}. Sign in to read it.`);
              }
              if (bucket === packBucket) log.write(`notice: All data were packed for a recipient: ${key}.`);
            },
          }),
        ),
        closeLater(
          startQueue({
            name: 'compile',
            right: 'compile:send',
            principals,
            requestsEnded: () => requestsEnded(),
            deliver: async (event) =>
              functions?.invoke(
                'compile',
                { ...event, ...(clock.wentBack() && { recompute: true }) },
                compileMs,
              ),
            log: log.write,
          }),
        ),
        closeLater(
          startQueue({
            name: 'render',
            right: 'render:send',
            principals,
            requestsEnded: async () => {},
            deliver: async (event) => functions?.invoke('render', event, renderMs),
            log: log.write,
          }),
        ),
        closeLater(
          startQueue({
            name: 'packs',
            right: 'packs:send',
            principals,
            requestsEnded: () => requestsEnded(),
            deliver: async (event) => functions?.invoke('makePack', event, packMs),
            log: log.write,
          }),
        ),
        closeLater(
          startUserPool({
            principals,
            file: data && join(data, 'users.json'),
            withoutPassword: demoPersonList.map(({ id }) => id),
            onSignOut: (userName) => identity?.signOut(userName),
          }),
        ),
      ]);

    const guard = await closeLater(
      startTableGuard({ endpoint: database.endpoint, tableName, keysTableName, principals }),
    );
    const topic = await closeLater(
      startTopic({ name: 'desk', right: 'alerts:send', principals, log: log.write }),
    );
    const whenIdle = async (): Promise<void> => {
      await compileQueue.whenIdle();
      await renderQueue.whenIdle();
      await packQueue.whenIdle();
    };
    const provider = createIdentityProvider(url, identityKeys, userPool);
    identity = provider;
    const settings: Settings = {
      TABLE_NAME: tableName,
      KEYS_TABLE_NAME: keysTableName,
      WRAPPING_KEY_ID: keys.wrappingKeyId,
      SIGNING_KEY_ID: keys.signingKeyId,
      SNAPSHOT_BUCKET: snapshotBucket,
      STATE_BUCKET: stateBucket,
      COMPILE_QUEUE_URL: compileQueue.url,
      RENDER_QUEUE_URL: renderQueue.url,
      PACK_QUEUE_URL: packQueue.url,
      PACK_BUCKET: packBucket,
      ALERT_TOPIC_ARN: topic.arn,
      USER_POOL_ID: userPool.id,
      CUTOFF_DAY: String(cutoffDay),
      RETENTION_DAYS: String(retentionDays),
      RECORDS_FROM: recordsFrom,
      TOKEN_ISSUER: provider.issuer,
      TOKEN_JWKS_URI: provider.jwksUri,
      TOKEN_CLIENT_ID: webClientId,
    };
    const endpoints = {
      AWS_ENDPOINT_URL_DYNAMODB: guard.endpoint,
      AWS_ENDPOINT_URL_S3: store.endpoint,
      AWS_ENDPOINT_URL_KMS: keys.endpoint,
      AWS_ENDPOINT_URL_SQS: compileQueue.endpoint,
      AWS_ENDPOINT_URL_SNS: topic.endpoint,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: userPool.endpoint,
    };
    const localFunctions = functionNames.map(
      (name, index): LocalFunction => ({
        name,
        bundle: bundles[name] ?? '',
        environment: {
          ...environmentOf(name, settings),
          ...endpoints,
          // Here each queue has an endpoint of its own; these two functions send to another than most.
          ...(name === 'compile' && { AWS_ENDPOINT_URL_SQS: renderQueue.endpoint }),
          ...(name === 'approvals' && { AWS_ENDPOINT_URL_SQS: packQueue.endpoint }),
          ...credentials(principals[index]),
        },
      }),
    );
    // This file marks that the data directory has the demo programme.
    const demoMark = data === undefined ? undefined : join(data, 'demo-loaded');
    const loadsDemo = !empty && (demoMark === undefined || !existsSync(demoMark));
    const client = new DynamoDBClient(database.clientConfig);
    closers.push(async () => client.destroy());
    await Promise.all([
      // Without indexes at first: loading the demo programme before they exist halves the database's work.
      createTable(client, tableName, { ...tables.main, stream, ...(loadsDemo && { indexes: [] }) }),
      createTable(client, keysTableName, tables.keys),
    ]);
    const people = localFunctions.find(({ name }) => name === 'people');
    await putPeople(people?.environment ?? {});

    const running = startFunctions(localFunctions, log.write, bundles[runtime]);
    functions = running;
    closers.push(() => running.close());
    const gateway = createGateway({
      areas,
      functions: running,
      clock,
      rateLimit: createRateLimit(),
      log: log.write,
    });
    requestsEnded = gateway.requestsEnded;
    const daily = startDailyWork({ functions: running, now: clock.peek, log: log.write });
    closers.push(() => daily.close());
    let watch: AlertWatch | undefined;
    const controls = createControls({
      clock,
      functions: running,
      requestsEnded: gateway.requestsEnded,
      cutoffDay,
      whenIdle,
      onTimeSet: async (now) => {
        await daily.fireDue(now);
        await watch?.fireDue(now);
      },
      mails: () => topic.mails,
    });
    closers.push(
      writeConnection(server.port, {
        dynamodb: database.endpoint,
        s3: store.endpoint,
        kms: keys.endpoint,
        table: tableName,
        keysTable: keysTableName,
        bucket: snapshotBucket,
        stateBucket,
        wrappingKey: keys.wrappingKeyId,
      }),
    );

    // The authorizer fetches the provider's keys over HTTP, so the provider answers before the API.
    const site = { url, storeEndpoint: store.endpoint, pages, identity: provider, log: log.write };
    answer = createSite(site);
    if (loadsDemo) {
      progress('loading the demo programme …');
      await loadDemoProgramme();
    }
    // Meanwhile the last month's files are rendered, which needs no table. The indexes may be missing even if nothing was loaded now,
    // because an earlier load was interrupted.
    await Promise.all([whenIdle(), addIndexes(client, tableName, tables.main)]);
    if (loadsDemo && demoMark !== undefined) writeFileSync(demoMark, '');
    // The watch reads an index, so it starts only now.
    watch = startAlertWatch({ functions: running, now: clock.peek, log: log.write });
    closers.push(watch.close);
    answer = createSite({ ...site, api: gateway.handle, controls: controls.handle });
    if (warm) running.warm().catch(() => {});

    return {
      url,
      port: server.port,
      tokenFor: (person) => fetchToken(url, person),
      logLines: log.lines,
      whenIdle,
      deadLetters: () => [...compileQueue.deadLetters, ...renderQueue.deadLetters, ...packQueue.deadLetters],
      database: { endpoint: database.endpoint, tableName, keysTableName },
      tableUse: () => guard.used,
      close,
    };

    async function loadDemoProgramme(): Promise<void> {
      // Each person signs in once, since nobody's role changes while the programme is loaded.
      const signedIn = new Map<PersonKey, Promise<Authorised>>();
      const signIn = (person: PersonKey): Promise<Authorised> => {
        const authorised = signedIn.get(person) ?? fetchToken(url, person).then(gateway.signIn);
        signedIn.set(person, authorised);
        return authorised;
      };
      await loadDemo({
        async call(person, at, method, path, body, headers): Promise<DemoAnswer> {
          const instant = Date.parse(at);
          clock.reached(instant);
          const result = await gateway.callAt(instant, await signIn(person), {
            method,
            target: path,
            ...(headers !== undefined && { headers }),
            ...(body !== undefined && { body: JSON.stringify(body) }),
          });
          return { status: result.statusCode, body: result.body === '' ? null : JSON.parse(result.body) };
        },
        setCollectives: (person, ids) => setCollectives(client, tableName, demoPeople[person].id, ids),
        publish: (month) => controls.publishAt(month),
        whenIdle,
        progress: (count, total) => progress(`loading the demo programme … ${count} of ${total}`),
      });
    }
  } catch (error) {
    await close();
    throw error;
  }
}

/** Lambda's environment, with credentials that only the local services know. */
function credentials(principal: Principal | undefined): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: principal?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: principal?.secretAccessKey ?? '',
    // Ignores this user's own AWS configuration.
    AWS_CONFIG_FILE: join(root, '.local', 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(root, '.local', 'no-credentials'),
    TZ: 'UTC',
  };
}

/** The error to throw if the port can't be used. */
function explainPort(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new CannotStart(`Port ${port} is in use. Give another one: npm start -- --port ${port + 100}`);
  }
  if (code === 'EACCES') return new CannotStart(`Port ${port} may not be used. Give one above 1023.`);
  return error;
}
