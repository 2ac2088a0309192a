import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Runs PostgreSQL for a benchmark, if Debian's package is installed. */

/** The folder of the PostgreSQL server's programs from Debian's package; undefined if it is not installed. */
export const findPrograms = (): string | undefined => {
  const root = '/usr/lib/postgresql';
  const version = existsSync(root)
    ? readdirSync(root)
        .sort((a, b) => Number(a) - Number(b))
        .at(-1)
    : undefined;
  const folder = version === undefined ? undefined : join(root, version, 'bin');
  return folder !== undefined && existsSync(join(folder, 'initdb')) ? folder : undefined;
};

/** The path of one of the PostgreSQL server's programs; undefined if the package is not installed. */
export const commandOf = (name: string): string | undefined => {
  const programs = findPrograms();
  return programs === undefined ? undefined : join(programs, name);
};

/** PostgreSQL refuses to run as root, so root runs it as the user that its package created. Undefined if we are not root. */
const findUser = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'postgres');
  return entry === undefined ? undefined : { uid: Number(entry[2]), gid: Number(entry[3]) };
};

/** Starts a PostgreSQL server with one session for a benchmark; `close` ends both. */
export const startPostgres = async (programs: string, folder: string) => {
  const user = findUser();
  const data = join(folder, 'data');
  if (user !== undefined) {
    chownSync(folder, user.uid, user.gid);
  }
  const as = { ...user, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' } };
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'bench', '--no-sync', '-E', 'UTF8', '--no-locale'],
    { ...as, encoding: 'utf8' },
  );
  if (made.status !== 0) {
    throw new Error(`PostgreSQL can't make a database: ${made.stderr}`);
  }
  const options = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'off',
    // Everything fits into memory, and one process works, so the comparison is fair to PostgreSQL.
    shared_buffers: '1GB',
    work_mem: '256MB',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    autovacuum: 'off',
    jit: 'off',
  };
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...as, stdio: 'ignore' },
  );
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const socket = join(folder, '.s.PGSQL.5432');
  for (let waited = 0; !existsSync(socket) && waited < 30_000; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const session: ChildProcessWithoutNullStreams = spawn(
    join(programs, 'psql'),
    [
      '-X',
      '-q',
      '-A',
      '-t',
      '-F',
      '\t',
      '-h',
      folder,
      '-U',
      'bench',
      '-d',
      'postgres',
      '-v',
      'ON_ERROR_STOP=1',
    ],
    { env: as.env },
  );
  const lines = createInterface({ input: session.stdout })[Symbol.asyncIterator]();
  let faults = '';
  session.stderr.on('data', (text: Buffer) => {
    faults += text.toString();
  });
  const ask = async (sql: string): Promise<string[][]> => {
    session.stdin.write(`${sql};\n\\echo bench-end\n`);
    const rows: string[][] = [];
    for (;;) {
      const { done, value } = await lines.next();
      if (done === true) {
        throw new Error(`PostgreSQL says: ${faults}`);
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
      await gone;
    },
  };
};

/** The CPU time of a process of the PostgreSQL server so far in microseconds, from Linux's /proc. */
export const cpuOf = (pid: string): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // In hundredths of a second: user and system.
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
};
