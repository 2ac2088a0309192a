import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { startAlarms } from './aws/alarms.ts';
import { startBudget } from './aws/budget.ts';
import { startDynamoDB } from './aws/dynamodb.ts';
import { startKeyService } from './aws/key-service.ts';
import { startObjectStore } from './aws/object-store.ts';
import { startQueue } from './aws/queue.ts';
import { startTableGuard } from './aws/table-guard.ts';
import { startTopics } from './aws/topics.ts';
import { startUserPool } from './aws/user-pool.ts';
import { buckets, packBucket, snapshotBucket } from './buckets.ts';
import type { DataDirectory } from './data-directory.ts';
import { demoPersonList } from './identity/demo-people.ts';
import type { Between } from './stack.ts';
import type { Principal } from './wire/signed-request.ts';

export type Services = Awaited<ReturnType<typeof startServices>>;

/** A queue of the stack. Each triggers one function, except `drills`, which triggers a state machine. */
export type QueueName = 'compile' | 'render' | 'packs' | 'drills';

/** The tables' names in the local stack. */
export const tableNames = { main: 'leadership-next', keys: 'leadership-next-keys' } as const;

/** The right to publish to each topic. */
const topicRights = {
  desk: 'alerts:send',
  persons: 'person-alerts:send',
  alarms: 'alarms:send',
  publications: null,
} as const;

/** The budget of a month, as by default in lib/stage-settings.ts. The local stack itself costs nothing. */
const limitUsd = 100;

/** Matches the files that trigger a notice, as in lib/reporting-stack.ts. */
const announcedFile = /^published\/.+\/manifest\.json$/;

type Starting = {
  readonly directory: DataDirectory | undefined;
  readonly databaseInMemory?: boolean | undefined;
  readonly principals: readonly Principal[];
  readonly closeLater: <T extends { close(): Promise<void> }>(starting: Promise<T>) => Promise<T>;
  readonly between?: Between | undefined;
  readonly deliver: (queue: QueueName, event: SQSEvent) => Promise<unknown>;
  readonly whenRequestsEnd: () => Promise<void>;
  readonly onSignOut: (userId: string) => void;
  readonly log: (line: string) => void;
  readonly now: () => number;
};

/**
 * Starts the local stand-ins for the AWS services that the functions call. The tables are still to be created.
 * @param options.directory the data directory; undefined: in memory
 * @param options.closeLater waits for a service to start, and closes it with the stack
 * @param options.between starts a server between the functions and a service, for tests; by default there is none
 * @param options.deliver runs what a queue triggers, with an SQS event
 * @param options.whenRequestsEnd resolves once every request now in flight has ended
 * @param options.now the business time in milliseconds
 * @param options.onSignOut called when a function signs a person out everywhere
 */
export const startServices = async (options: Starting) => {
  const { directory, principals, closeLater, deliver, whenRequestsEnd, onSignOut, log } = options;
  const fileOf: FileOf = (name) => directory && join(directory.path, name);
  const announce = (bucket: string, key: string): void => {
    if (bucket === snapshotBucket && announcedFile.test(key)) {
      log(`notice: A month is published: ${key}. Sign in to read it.`);
    }
    if (bucket === packBucket) log(`notice: All data were packed for a recipient: ${key}.`);
  };
  const [{ database, guard }, keys, store, queues, userPool, topics, alarms, budget] = await Promise.all([
    startDatabase(options, fileOf),
    startKeys(options, fileOf),
    closeLater(startObjectStore({ buckets, principals, data: fileOf('objects'), onCreated: announce })),
    startQueues({ principals, closeLater, deliver, whenRequestsEnd, fileOf, log }),
    closeLater(
      startUserPool({
        principals,
        file: fileOf('users.json'),
        // Demo people sign in by a button.
        withoutPassword: demoPersonList.map(({ id }) => id),
        onSignOut,
      }),
    ),
    closeLater(startTopics({ rights: topicRights, principals, log })),
    closeLater(startAlarms({ principals })),
    closeLater(startBudget({ name: 'local', limitUsd, principals })),
  ]);

  return {
    database,
    guard,
    keys,
    store,
    queues,
    userPool,
    topics,
    alarms,
    budget,
    /** Resolves once no queue has a message waiting or in work. */
    whenIdle: async (): Promise<void> => {
      // In this order: a compiled month sends a message to `render`.
      for (const queue of Object.values(queues)) await queue.whenIdle();
    },
    deadLetters: () => Object.values(queues).flatMap(({ deadLetters }) => deadLetters),
  };
};

/** The path of a file or folder in the data directory; undefined if everything is in memory. */
type FileOf = (name: string) => string | undefined;

/** Nothing stands between the functions and a service. */
const directly: Between = async (_service, endpoint) => ({ endpoint, close: async () => {} });

async function startKeys({ principals, closeLater, between = directly }: Starting, fileOf: FileOf) {
  const keys = await closeLater(startKeyService({ principals, file: fileOf('keys.json') }));
  const { endpoint } = await closeLater(between('kms', keys.endpoint));
  return { ...keys, endpoint };
}

/** Starts the database, and in front of it the guard, which refuses what a caller's permissions do not allow. */
async function startDatabase(
  { directory, databaseInMemory = false, principals, closeLater, between = directly, now }: Starting,
  fileOf: FileOf,
) {
  const database = await closeLater(
    startDynamoDB({
      data: databaseInMemory ? undefined : fileOf('dynamodb'),
      temporary: directory?.temporary,
    }),
  );
  const { endpoint } = await closeLater(between('dynamodb', database.endpoint));
  const guard = await closeLater(
    startTableGuard({
      endpoint,
      tableName: tableNames.main,
      keysTableName: tableNames.keys,
      principals,
      now,
    }),
  );
  return { database, guard };
}

/** Starts the queues. They deliver only while no request is in flight, except `render`, whose function reads only published files. */
const startQueues = async ({
  fileOf,
  closeLater,
  whenRequestsEnd,
  deliver,
  ...options
}: Pick<Starting, 'principals' | 'closeLater' | 'deliver' | 'whenRequestsEnd' | 'log'> & {
  readonly fileOf: FileOf;
}) => {
  const start = (name: QueueName, whenMayDeliver = whenRequestsEnd) =>
    closeLater(
      startQueue({
        ...options,
        name,
        right: `${name}:send`,
        whenRequestsEnd: whenMayDeliver,
        folder: fileOf(join('queues', name)),
        deliver: (event) => deliver(name, event),
      }),
    );
  const [compile, render, packs, drills] = await Promise.all([
    start('compile'),
    start('render', async () => {}),
    start('packs'),
    start('drills'),
  ]);
  return { compile, render, packs, drills };
};
