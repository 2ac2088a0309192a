import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CannotStart } from '../wire/cannot-start.ts';

function javaCommand(): string {
  const home = process.env.JAVA_HOME;
  return home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
}

/** The file of the Java that `spawnJava` starts; undefined if there is none. */
export function findJava(): string | undefined {
  const command = javaCommand();
  const places = command === 'java' ? (process.env.PATH ?? '').split(delimiter) : [''];
  const found = places.map((place) => join(place, command)).find(existsSync);
  return found && realpathSync(found);
}

/**
 * A shell script between this process and Java, since Java does not notice that its parent died. The script reads from a pipe that this
 * process holds. The pipe closes even if this process is killed, and then the script ends Java. Script and Java form a process group of
 * their own, which Ctrl-C does not reach. At the end the script removes Java's temporary files and ends the group.
 *
 * Descriptor 3 is the pipe, since a command in the background gets no standard input. The process that reads it sends Java the signal, and
 * kills it if it has not ended after the grace. All others close it, so that they don't keep it open.
 */
const keeper = `
signal=$1
grace=$2
temporary=$3
shift 3
exec 3<&0
"$@" </dev/null 3<&- &
java=$!
( while read -r line; do :; done; kill -$signal $java; sleep $grace; kill -KILL $java ) <&3 >/dev/null 2>&1 &
exec 3<&-
wait $java
rm -rf "$temporary"
kill -KILL 0
`;

/**
 * Starts Java under the keeper script; on Windows, which has no such shell, directly.
 * @param options.cwd the directory in which it runs
 * @param options.temporary the directory of its temporary files, which is removed after its end, however this process ends; default: a new one
 * @param options.endSignal the signal by which the script ends Java
 * @param options.graceSeconds if Java has not ended this many seconds after the signal, the script kills it
 */
export function spawnJava(
  args: readonly string[],
  {
    cwd,
    temporary = mkdtempSync(join(tmpdir(), 'leadership-next-java-')),
    endSignal,
    graceSeconds = 1,
  }: { cwd: string; temporary?: string | undefined; endSignal: 'KILL' | 'TERM'; graceSeconds?: number },
): ChildProcess {
  const command = javaCommand();
  const javaArgs = [`-Djava.io.tmpdir=${temporary}`, ...args];
  const stdio: ['pipe', 'ignore', 'ignore'] = ['pipe', 'ignore', 'ignore'];
  const keeperArgs = ['-c', keeper, 'keeper', endSignal, String(graceSeconds), temporary];
  const child =
    process.platform === 'win32'
      ? spawn(command, javaArgs, { cwd, stdio, windowsHide: true })
      : spawn('/bin/sh', [...keeperArgs, command, ...javaArgs], { cwd, stdio, detached: true });
  // A failed spawn shows as a process without an id. Without this listener the error would end this process.
  child.on('error', () => {});
  if (process.platform === 'win32') {
    child.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  }
  // Closing the input of a process that has just ended is no error.
  child.stdin?.on('error', () => {});
  // This process may end while Java runs: the script then ends Java.
  child.unref();
  return child;
}

/** Ends the keeper script, and with it Java; on Windows Java itself, which does not end when its input closes. Resolves after its end. */
export async function endJava(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // Makes this process wait for the child's end, which `spawnJava` had prevented by `unref`.
  child.ref();
  if (process.platform === 'win32') child.kill();
  else child.stdin?.end();
  await exited;
}

/** Checks that Java can run DynamoDB Local. @throws CannotStart without Java, or with a version before 17 */
export function checkJava(): void {
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
