import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { FunctionName } from '../lib/functions/all.ts';
import { areas } from '../lib/functions/with-routes.ts';
import { securityHeaders } from '../lib/page-policy.ts';
import { tables } from '../lib/tables.ts';
import { markAsTraining } from '../lib/training.ts';
import { makeClassArchive } from './aws/class-archive.ts';
import { addIndexes, createTable } from './aws/dynamodb.ts';
import { snapshotBucket, stateBucket } from './buckets.ts';
import { buildWebClient, webClientDirectory } from './build-web-client.ts';
import { importer, verifier, writeConnection } from './connection.ts';
import { createControls } from './controls.ts';
import type { DataDirectory } from './data-directory.ts';
import { cutoffDay } from './demo/demo-dates.ts';
import { createGateway } from './gateway/gateway.ts';
import { createRateLimit } from './gateway/rate-limit.ts';
import { demoPeople, putPeople, setCollectives } from './identity/demo-people.ts';
import { loadIdentityKeys } from './identity/identity-keys.ts';
import { createIdentityProvider, type IdentityProvider } from './identity/identity-provider.ts';
import { bundleStack, functionNames, workerBundleName } from './lambda/bundles.ts';
import { type Functions, startFunctions } from './lambda/run-functions.ts';
import { loadDemoProgramme } from './load-demo.ts';
import { localFunctionsOf, principalOf } from './local-functions.ts';
import { createLog } from './log.ts';
import { type AlertWatch, startAlertWatch } from './schedule/alert-watch.ts';
import { createClock } from './schedule/clock.ts';
import { startDailyWork } from './schedule/daily-work.ts';
import { readLatestTime, writeLatestTime } from './schedule/latest-time.ts';
import { type QueueName, startServices, tableNames } from './services.ts';
import { answerStarting, createSite } from './site.ts';
import type { Stack, StackOptions } from './stack.ts';
import { fetchToken } from './token.ts';
import { CannotStart } from './wire/cannot-start.ts';
import { listenOnLoopback } from './wire/listen.ts';
import { openPendingWork } from './wire/pending-work.ts';

export type RunOptions = Omit<StackOptions, 'data' | 'empty'> & {
  /** Opens the data directory, once the port is taken; undefined: everything is in memory. */
  readonly openData: () => Promise<DataDirectory | undefined>;
  /** Whether to load the demo programme. */
  readonly loadsDemo: boolean;
};

/** The longest that a queue's function may run, no shorter than in the cloud. */
const timeoutsMs: Readonly<Record<QueueName, number>> = {
  compile: 15 * 60_000,
  render: 5 * 60_000,
  packs: 15 * 60_000,
};
/** The function that each queue triggers. */
const functionNameByQueue: Readonly<Record<QueueName, FunctionName>> = {
  compile: 'compile',
  render: 'render',
  packs: 'makePack',
};
/** The first day of the demo programme. */
const demoStart = '2025-04-01';

/**
 * Starts all parts of the local stack in a data directory, and resolves once it is ready; see `startStack`.
 * @throws CannotStart with one clear line, if the person who starts it can mend it
 */
export async function runStack(options: RunOptions): Promise<Stack> {
  const {
    port: wantedPort = 0,
    loadsDemo,
    web = false,
    training = false,
    stream = false,
    warm = false,
    recordsFrom = demoStart,
    progress = () => {},
  } = options;
  const closers: (() => Promise<void>)[] = [];
  let temporary: string | undefined;
  const close = async () => {
    await Promise.all(closers.splice(0).map((closer) => closer()));
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  };
  /** Waits for a part to start and registers its `close`, so that a failed start leaves nothing behind. */
  const closeLater = async <T extends { close(): Promise<void> }>(startingPart: Promise<T>): Promise<T> => {
    const part = await startingPart;
    closers.push(() => part.close());
    return part;
  };

  try {
    // The port first: if it is taken, nothing else needs to start. `answer` is replaced as more of the stack can answer.
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

    progress('bundling the functions, starting the database …');
    const [directory] = await Promise.all([options.openData(), web ? buildWebClient(progress) : undefined]);
    const data = directory?.path;
    temporary = directory?.temporary;
    // Nobody reads the log and the last time of a directory that goes with the process.
    const isKept = data !== undefined && temporary === undefined;
    const log = createLog(isKept ? data : undefined);
    const timeFile = data === undefined ? undefined : join(data, 'clock.json');
    const clock = createClock(Date.now, readLatestTime(timeFile));
    if (isKept) closers.push(async () => writeLatestTime(timeFile, clock.latestTime()));
    const principals = [...functionNames.map(principalOf), verifier, importer];
    // The services start first, but call the following three. Each is set below, before the first call.
    let functions: Functions | undefined;
    let identity: IdentityProvider | undefined;
    let whenRequestsEnd = async (): Promise<void> => {};
    /** Resolved once the functions can run: what an earlier run left in the queues waits for it. */
    const canDeliver = Promise.withResolvers<void>();
    const [bundles, identityKeys, services] = await Promise.all([
      bundleStack(),
      loadIdentityKeys(data && join(data, 'identity.json')),
      startServices({
        directory,
        principals,
        closeLater,
        deliver: async (queue, event) => {
          await canDeliver.promise;
          return functions?.invoke(
            functionNameByQueue[queue],
            // `BusinessClock.wentBack` says why a compile must then start afresh.
            queue === 'compile' && clock.wentBack() ? { ...event, recompute: true } : event,
            timeoutsMs[queue],
          );
        },
        whenRequestsEnd: () => whenRequestsEnd(),
        onSignOut: (userId) => identity?.signOut(userId),
        log: log.write,
      }),
    ]);
    const pages = training ? markAsTraining(webClientDirectory) : webClientDirectory;
    if (training) closers.push(async () => rmSync(pages, { recursive: true }));
    const { database, keys, store, topic, whenIdle } = services;
    database.gone.then(() => {
      const line =
        'The database has ended, and every request is refused. End this with Ctrl-C and start it again.';
      log.write(`stack: ${line}`);
      progress(line);
    });
    const provider = createIdentityProvider(url, identityKeys, services.userPool);
    identity = provider;
    const localFunctions = localFunctionsOf({ services, bundles, provider, cutoffDay, recordsFrom });
    const client = new DynamoDBClient(database.clientConfig);
    closers.push(async () => client.destroy());
    await Promise.all([
      // Without indexes at first: loading the demo programme before they exist halves the database's work.
      createTable(client, tableNames.main, { ...tables.main, stream, ...(loadsDemo && { indexes: [] }) }),
      createTable(client, tableNames.keys, tables.keys),
    ]);
    const connection = {
      dynamodb: database.endpoint,
      s3: store.endpoint,
      kms: keys.endpoint,
      table: tableNames.main,
      keysTable: tableNames.keys,
      bucket: snapshotBucket,
      stateBucket,
      wrappingKey: keys.wrappingKeyId,
    };
    await putPeople({ ...connection, credentials: importer.credentials });

    const running = startFunctions(localFunctions, log.write, bundles[workerBundleName]);
    functions = running;
    closers.push(() => running.close());
    const gateway = createGateway({
      areas,
      functions: running,
      clock,
      rateLimit: createRateLimit(),
      log: log.write,
    });
    whenRequestsEnd = gateway.whenRequestsEnd;
    const dailyWork = startDailyWork({ functions: running, now: clock.peek, log: log.write });
    closers.push(() => dailyWork.close());
    let alertWatch: AlertWatch | undefined;
    const controls = createControls({
      clock,
      functions: running,
      whenRequestsEnd: gateway.whenRequestsEnd,
      cutoffDay,
      whenIdle,
      onTimeSet: async (now) => {
        await dailyWork.fireDue(now);
        await alertWatch?.fireDue(now);
      },
      pending: openPendingWork(data && join(data, 'schedule')),
      mails: () => topic.mails,
    });
    canDeliver.resolve();
    closers.push(writeConnection(server.port, connection));

    // The authorizer fetches the provider's keys over HTTP, so the provider answers before the API.
    const site = { url, storeEndpoint: store.endpoint, pages, identity: provider, log: log.write };
    answer = createSite(site);
    if (loadsDemo) {
      progress('loading the demo programme …');
      await loadDemoProgramme({
        url,
        gateway,
        clock,
        controls,
        setCollectives: (person, ids) => setCollectives(client, tableNames.main, demoPeople[person].id, ids),
        whenIdle,
        progress,
      });
    }
    // The indexes are added while the last month's files are rendered, which needs no table.
    await Promise.all([controls.resume().then(whenIdle), addIndexes(client, tableNames.main, tables.main)]);
    // The watch reads an index, so it starts only now.
    alertWatch = startAlertWatch({ functions: running, now: clock.peek, log: log.write });
    closers.push(alertWatch.close);
    answer = createSite({ ...site, api: gateway.handle, controls: controls.handle });
    // For the next start.
    if (warm) running.warm().then(makeClassArchive, () => {});

    return {
      url,
      port: server.port,
      tokenFor: (person) => fetchToken(url, person),
      logLines: log.lines,
      whenIdle,
      deadLetters: services.deadLetters,
      database: { endpoint: database.endpoint, tableName: tableNames.main, keysTableName: tableNames.keys },
      tableUse: () => services.guard.usedPermissions,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
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
