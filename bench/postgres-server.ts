import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The folder of the PostgreSQL server's programs from Debian's package; undefined if it is not installed. */
export const findPrograms = (): string | undefined => {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root) : [];
  const newest = versions.toSorted((a, b) => Number(a) - Number(b)).at(-1);
  if (newest === undefined) {
    return undefined;
  }
  const folder = join(root, newest, 'bin');
  // A package of clients alone has the folder too, but not this program.
  return existsSync(join(folder, 'initdb')) ? folder : undefined;
};

/** The path of one of the PostgreSQL server's programs; undefined if the package is not installed. */
export const commandOf = (name: string): string | undefined => {
  const programs = findPrograms();
  return programs === undefined ? undefined : join(programs, name);
};

/** The user that PostgreSQL's package created: PostgreSQL refuses to run as root. Undefined if we are not root or there is no such user. */
const findServerUser = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  // A line of this file is `postgres:x:105:112:…`: name, password, user id, group id.
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = accounts.find(([name]) => name === 'postgres');
  return account === undefined ? undefined : { uid: Number(account[2]), gid: Number(account[3]) };
};

/**
 * Starts a PostgreSQL server with one session for a benchmark; `close` ends both.
 * @param programs the folder that `findPrograms` returns
 * @param folder gets the database and the server's socket
 */
export const startPostgres = async (programs: string, folder: string) => {
  const user = findServerUser();
  const data = join(folder, 'data');
  if (user !== undefined) {
    chownSync(folder, user.uid, user.gid);
  }
  const processOptions = { ...user, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' } };
  const initialised = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'bench', '--no-sync', '-E', 'UTF8', '--no-locale'],
    { ...processOptions, encoding: 'utf8' },
  );
  if (initialised.status !== 0) {
    throw new Error(`PostgreSQL can't make a database: ${initialised.stderr}`);
  }
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'off',
    // Everything fits into memory, and one process does all the work, like the count that it is compared with.
    shared_buffers: '1GB',
    work_mem: '256MB',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    autovacuum: 'off',
    jit: 'off',
  };
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...processOptions, stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const socket = join(folder, '.s.PGSQL.5432');
  // If there is no socket after half a minute, the session below fails and says why.
  for (let waitedMs = 0; !existsSync(socket) && waitedMs < 30_000; waitedMs += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const session: ChildProcessWithoutNullStreams = spawn(
    join(programs, 'psql'),
    [
      ...['--no-psqlrc', '--quiet', '--no-align', '--tuples-only', '--field-separator', '\t'],
      ...['--host', folder, '--username', 'bench', '--dbname', 'postgres', '--set', 'ON_ERROR_STOP=1'],
    ],
    { env: processOptions.env },
  );
  const lines = createInterface({ input: session.stdout })[Symbol.asyncIterator]();
  let errors = '';
  session.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  /** Runs a statement and returns its rows, each as the texts of its columns. */
  const ask = async (sql: string): Promise<string[][]> => {
    // psql prints this text after the statement's rows.
    session.stdin.write(`${sql};\n\\echo bench-end\n`);
    const rows: string[][] = [];
    for (;;) {
      const { done, value } = await lines.next();
      if (done === true) {
        throw new Error(`PostgreSQL says: ${errors}`);
      }
      if (value === 'bench-end') {
        return rows;
      }
      rows.push(value.split('\t'));
    }
  };
  return {
    ask,
    close: async (): Promise<void> => {
      session.stdin.end('\\q\n');
      server.kill('SIGINT');
      await exited;
    },
  };
};

/** The CPU time of a process of the PostgreSQL server so far in microseconds, from Linux's /proc. */
export const cpuOf = (pid: string): number => {
  // The file is `PID (NAME) STATE …`; of the fields behind the name, the 12th and 13th are the user and the system time.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const hundredthsOfSecond = Number(fields[11]) + Number(fields[12]);
  return hundredthsOfSecond * 10_000;
};
