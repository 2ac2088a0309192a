import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readClientVersion } from '../lib/client-version.ts';
import type { FunctionName } from '../lib/functions/all.ts';
import { areas } from '../lib/functions/with-routes.ts';
import { tables } from '../lib/tables.ts';
import { markAsTraining } from '../lib/training.ts';
import { makeClassArchive } from './aws/class-archive.ts';
import { addIndexes, createTable } from './aws/dynamodb.ts';
import { siteBucket, snapshotBucket, stateBucket } from './buckets.ts';
import { buildWebClient, webClientDirectory } from './build-web-client.ts';
import { type Closers, createClosers } from './closers.ts';
import { importer, verifier, writeConnection } from './connection.ts';
import { createControls } from './controls.ts';
import type { DataDirectory } from './data-directory.ts';
import { cutoffDay } from './demo/demo-dates.ts';
import { openDoor } from './door.ts';
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
import { type QueueName, type Services, startServices, tableNames } from './services.ts';
import { createSite } from './site.ts';
import type { Stack, StackOptions } from './stack.ts';
import { runDrillLocally } from './states/drill.ts';
import { fetchToken } from './token.ts';
import { openPendingWork } from './wire/pending-work.ts';

export type RunOptions = Omit<StackOptions, 'data' | 'empty'> & {
  /** Opens the data directory. It is called once the stack has its port. Undefined: everything is in memory. */
  readonly openData: () => Promise<DataDirectory | undefined>;
  /** Whether to load the demo programme. */
  readonly loadsDemo: boolean;
};

/** A queue that triggers a function. */
type FunctionQueue = Exclude<QueueName, 'drills'>;

/** The longest that a queue's function may run: at least as long as in the cloud. */
const timeoutsMs: Readonly<Record<FunctionQueue, number>> = {
  compile: 15 * 60_000,
  render: 5 * 60_000,
  packs: 15 * 60_000,
};
/** The function that each queue triggers. */
const functionNameByQueue: Readonly<Record<FunctionQueue, FunctionName>> = {
  compile: 'compile',
  render: 'render',
  packs: 'makePack',
};
/** The first day of the demo programme. */
const demoStart = '2025-04-01';

/**
 * Starts all parts of the local stack in a data directory, and resolves once it is ready; see `startStack`.
 * @throws CannotStart with one clear line, if whoever starts the stack can mend the reason
 */
export async function runStack(options: RunOptions): Promise<Stack> {
  const closers = createClosers();
  try {
    return await startParts(options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** Parts that the services call, although they start after the services. `connectLate` sets them before the services call any of them. */
type Late = {
  functions: Functions | undefined;
  identity: IdentityProvider | undefined;
  /** Resolves once every request now in flight has ended. */
  whenRequestsEnd: () => Promise<void>;
  /** Runs a restore drill to its end. A failure is only logged, so that the drill is not tried again. @param input the input of its state machine */
  drill: (input: unknown) => Promise<void>;
  /** Resolved once the functions can run. Messages that an earlier run left in the queues wait for this. */
  readonly canDeliver: PromiseWithResolvers<void>;
};

const createLate = (): Late => ({
  functions: undefined,
  identity: undefined,
  whenRequestsEnd: async () => {},
  drill: async () => {},
  canDeliver: Promise.withResolvers<void>(),
});

/** Connects the services with the parts that started after them, and lets the queues deliver. */
const connectLate = (
  late: Late,
  {
    identity,
    functions,
    api,
    log,
  }: Pick<Base, 'log'> & {
    readonly identity: IdentityProvider;
    readonly functions: Functions;
    readonly api: Api;
  },
): void => {
  late.identity = identity;
  late.functions = functions;
  late.whenRequestsEnd = api.gateway.whenRequestsEnd;
  late.drill = (input) => api.drill(input).catch((error: unknown) => log.write(`drill: ${String(error)}`));
  late.canDeliver.resolve();
};

/** Starts the parts, each after the parts that it needs. The door answers from the beginning, and gets the whole site at the end. */
async function startParts(options: RunOptions, closers: Closers): Promise<Stack> {
  const { web = false, training = false, recordsFrom = demoStart, progress = () => {} } = options;
  // The port comes first: if it is taken, nothing else need start.
  const door = await openDoor(options.port ?? 0, closers);
  progress('bundling the functions, starting the database …');
  const [directory] = await Promise.all([options.openData(), web ? buildWebClient(progress) : undefined]);
  const base = openLogAndClock(directory, closers);
  const { data, log } = base;
  const late = createLate();
  const [bundles, identityKeys, services] = await Promise.all([
    bundleStack(),
    loadIdentityKeys(data && join(data, 'identity.json')),
    startCloud(base, late, options, closers),
  ]);
  const pages = training ? markAsTraining(webClientDirectory) : webClientDirectory;
  if (training) closers.add(async () => rmSync(pages, { recursive: true }));
  services.database.gone.then(() => {
    const line =
      'The database has ended, and every request is refused. End this with Ctrl-C and start it again.';
    log.write(`stack: ${line}`);
    progress(line);
  });
  const provider = createIdentityProvider(door.url, identityKeys, services.userPool);
  const localFunctions = localFunctionsOf({
    services,
    bundles,
    provider,
    cutoffDay,
    recordsFrom,
    clientVersion: web ? readClientVersion(webClientDirectory) : 'none',
  });
  const client = await createTables(services, options, closers);
  const connection = connectionTo(services);
  await putPeople({ ...connection, credentials: importer.credentials });
  const functions = startFunctions(localFunctions, log.write, bundles[workerBundleName]);
  closers.add(() => functions.close());
  const api = startApi(base, services, functions, closers);
  connectLate(late, { identity: provider, functions, api, log });
  closers.add(writeConnection(door.port, connection));
  const { store } = services;
  const site = {
    url: door.url,
    storeEndpoint: store.endpoint,
    findRecording: (key: string) => store.find(siteBucket, key),
    pages,
    identity: provider,
    log: log.write,
  };
  // The site has the identity provider, but no API yet. The authorizer, which the demo programme needs, fetches the provider's keys over HTTP.
  door.answer = createSite(site);
  await fillTables(options, door.url, { base, services, client, api });
  // The page that tells whether all is well expects the past days to be sealed, as they are in a system that has run for long.
  if (options.loadsDemo || options.warm) await api.seal();
  // The watch reads an index of the table, so it starts after the indexes are there.
  closers.add(api.startWatch());
  door.answer = createSite({ ...site, api: api.gateway.handle, controls: api.controls.handle });
  if (options.warm) {
    // Loads the functions ahead of their first calls. Then makes an archive of Java's classes, with which the database starts faster next
    // time. The stack is ready without either, so a failure is ignored.
    functions.warm().then(makeClassArchive, () => {});
  }
  return resultOf(door, { log, services, functions, closers });
}

/** The stack as whoever started it gets it. */
const resultOf = (
  { url, port }: { readonly url: string; readonly port: number },
  {
    log,
    services,
    functions,
    closers,
  }: Pick<Base, 'log'> & {
    readonly services: Services;
    readonly functions: Functions;
    readonly closers: Closers;
  },
): Stack => ({
  url,
  port,
  tokenFor: (person) => fetchToken(url, person),
  logLines: log.lines,
  whenIdle: services.whenIdle,
  deadLetters: services.deadLetters,
  database: {
    endpoint: services.database.endpoint,
    tableName: tableNames.main,
    keysTableName: tableNames.keys,
  },
  cloud: cloudOf(services),
  coolDown: functions.cool,
  tableUse: () => services.guard.usedPermissions,
  close: closers.close,
});

type Base = ReturnType<typeof openLogAndClock>;

/** Opens the log, and the clock of the business time, which knows the latest time of earlier runs. */
function openLogAndClock(directory: DataDirectory | undefined, closers: Closers) {
  const data = directory?.path;
  closers.removeDirectoryAtEnd(directory?.temporary);
  // A temporary directory is removed at the end, so a log and a last time in it would never be read.
  const isKept = data !== undefined && directory?.temporary === undefined;
  const log = createLog(isKept ? data : undefined);
  const timeFile = data === undefined ? undefined : join(data, 'clock.json');
  const clock = createClock(Date.now, readLatestTime(timeFile));
  if (isKept) closers.add(async () => writeLatestTime(timeFile, clock.latestTime()));
  return { directory, data, log, clock };
}

/** Starts the stand-ins for the services of AWS. */
const startCloud = (
  { directory, log, clock }: Base,
  late: Late,
  { between, databaseInMemory }: RunOptions,
  closers: Closers,
): Promise<Services> =>
  startServices({
    directory,
    databaseInMemory,
    principals: [...functionNames.map(principalOf), verifier, importer],
    closeLater: closers.closeLater,
    between,
    deliver: async (queue, event) => {
      await late.canDeliver.promise;
      if (queue === 'drills') return late.drill(event.Records);
      // If the business time went back, the journal may have new lines from before a cutoff. So a compile must read all lines again.
      const mustRecompute = queue === 'compile' && clock.wentBack();
      // `connectLate` has set `functions`: the question mark is for the type alone.
      return late.functions?.invoke(
        functionNameByQueue[queue],
        mustRecompute ? { ...event, recompute: true } : event,
        timeoutsMs[queue],
      );
    },
    whenRequestsEnd: () => late.whenRequestsEnd(),
    onSignOut: (userId) => late.identity?.signOut(userId),
    log: log.write,
    now: clock.peek,
  });

/** Creates the tables. @returns a client of the database, which is closed with the stack */
async function createTables(
  { database }: Services,
  { stream = false, loadsDemo }: RunOptions,
  closers: Closers,
): Promise<DynamoDBClient> {
  const client = new DynamoDBClient(database.clientConfig);
  closers.add(async () => client.destroy());
  await Promise.all([
    // If the demo programme is loaded, the indexes are added afterwards: this halves the database's work.
    createTable(client, tableNames.main, { ...tables.main, stream, ...(loadsDemo && { indexes: [] }) }),
    createTable(client, tableNames.keys, tables.keys),
  ]);
  return client;
}

/** Where the services are, for commands that connect to the running stack (connection.ts). */
const connectionTo = ({ database, store, keys }: Services) => ({
  dynamodb: database.endpoint,
  s3: store.endpoint,
  kms: keys.endpoint,
  table: tableNames.main,
  keysTable: tableNames.keys,
  bucket: snapshotBucket,
  stateBucket,
  wrappingKey: keys.wrappingKeyId,
});

const cloudOf = ({ guard, topics, alarms, budget, queues }: Services): Stack['cloud'] => ({
  backups: guard.backups,
  subscriptions: topics.byName.alarms.subscriptions,
  alarms: alarms.all,
  cost: budget.amounts,
  compileQueue: queues.compile,
});

type Api = ReturnType<typeof startApi>;

/**
 * Starts the gateway, the daily work and the controls. The returned `startWatch` starts the watch of alerts, and returns the function that
 * closes it; `seal` seals the past days.
 */
function startApi(
  { data, log, clock }: Base,
  { topics, whenIdle, database }: Services,
  functions: Functions,
  closers: Closers,
) {
  const gateway = createGateway({
    areas,
    functions,
    clock,
    rateLimit: createRateLimit(),
    log: log.write,
  });
  const dailyWork = startDailyWork({ functions, now: clock.peek, log: log.write });
  closers.add(() => dailyWork.close());
  const drill = (input?: unknown): Promise<void> =>
    runDrillLocally({ table: tableNames.main, keysTable: tableNames.keys, database, functions, input });
  let alertWatch: AlertWatch | undefined;
  const controls = createControls({
    clock,
    functions,
    whenRequestsEnd: gateway.whenRequestsEnd,
    cutoffDay,
    whenIdle,
    onTimeSet: async (now) => {
      await dailyWork.fireDue(now);
      await alertWatch?.fireDue(now);
    },
    pending: openPendingWork(data && join(data, 'schedule')),
    mails: {
      '/local/alerts': topics.byName.desk.mails,
      '/local/person-alerts': topics.byName.persons.mails,
      '/local/alarms': topics.byName.alarms.mails,
    },
    drill,
  });
  const startWatch = (): AlertWatch['close'] => {
    alertWatch = startAlertWatch({ functions, now: clock.peek, log: log.write });
    return alertWatch.close;
  };
  return { gateway, controls, startWatch, drill, seal: () => dailyWork.seal(clock.peek()) };
}

/** Loads the demo programme if it is wanted. Then it compiles the months that an earlier run did not finish, and adds the main table's indexes. */
async function fillTables(
  { loadsDemo, progress = () => {} }: RunOptions,
  url: string,
  {
    base: { clock },
    services: { whenIdle },
    client,
    api: { gateway, controls },
  }: {
    readonly base: Base;
    readonly services: Services;
    readonly client: DynamoDBClient;
    readonly api: Api;
  },
): Promise<void> {
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
  // Both at once: while the database fills the indexes, the months' files are rendered, which needs no table.
  await Promise.all([controls.resume().then(whenIdle), addIndexes(client, tableNames.main, tables.main)]);
}
