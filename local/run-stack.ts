import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readClientVersion } from '../lib/client-version.ts';
import { markAsTraining } from '../lib/training.ts';
import { makeClassArchive } from './aws/class-archive.ts';
import { siteBucket, snapshotBucket, stateBucket } from './buckets.ts';
import { buildWebClient, webClientDirectory } from './build-web-client.ts';
import { type Closers, createClosers } from './closers.ts';
import { importer, writeConnection } from './connection.ts';
import type { DataDirectory } from './data-directory.ts';
import { cutoffDay } from './demo/demo-dates.ts';
import { openDoor } from './door.ts';
import { createTables, fillTables } from './fill-tables.ts';
import { loadIdentityKeys } from './identity/identity-keys.ts';
import { createIdentityProvider } from './identity/identity-provider.ts';
import { putPeople } from './identity/put-people.ts';
import { bundleStack, workerBundleName } from './lambda/bundles.ts';
import { type Functions, startFunctions } from './lambda/run-functions.ts';
import { localFunctionsOf } from './local-functions.ts';
import { type Base, openLogAndClock } from './log-and-clock.ts';
import { type Services, tableNames } from './services.ts';
import { createSite } from './site.ts';
import type { Stack, StackOptions } from './stack.ts';
import { startApi } from './start-api.ts';
import { connectLate, createLate, startCloud } from './start-cloud.ts';
import { fetchToken } from './token.ts';

/**
 * Starts the parts of the local stack in their order. start-cloud.ts starts the stand-ins for AWS, start-api.ts the gateway and what runs by the
 * clock, and fill-tables.ts makes and fills the tables.
 */

export type RunOptions = Omit<StackOptions, 'data' | 'empty'> & {
  /** Opens the data directory. It is called once the stack has its port. Undefined: everything is in memory. */
  readonly openData: () => Promise<DataDirectory | undefined>;
  /** Whether to load the demo programme. */
  readonly loadsDemo: boolean;
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
  // The site has no API yet, only the identity provider: the demo programme's requests pass the authorizer, which fetches the provider's keys over HTTP.
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

/** The stack as the caller of `runStack` gets it. */
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
