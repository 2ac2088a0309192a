import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { loadObjects } from '../../local/aws/stored-objects.ts';
import { snapshotBucket } from '../../local/buckets.ts';
import { prepareDemoData } from '../../local/demo-data.ts';
import { programmeTerms } from '../support/programme-terms.ts';

const root = join(import.meta.dirname, '..', '..');

type Run = {
  readonly child: ChildProcess;
  output(): string;
  /** The address of the line `ready …`. */
  readonly ready: Promise<string>;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
};

const run = (script: string, args: string[], environment: Record<string, string> = {}): Run => {
  const child = spawn(process.execPath, ['local/installed.mjs', `local/${script}.ts`, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const ready = Promise.withResolvers<string>();
  child.stdout?.on('data', (data: Buffer) => {
    stdout += data.toString();
    const address = /^ready (\S+)\n$/m.exec(stdout)?.[1];
    if (address !== undefined) ready.resolve(address);
  });
  child.stderr?.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => {
      ready.reject(new Error(`ended with ${code}: ${stdout}${stderr}`));
      resolve({ code, stdout, stderr });
    });
  });
  ready.promise.catch(() => {});
  return { child, output: () => stdout, ready: ready.promise, ended };
};

const answers = (address: string) =>
  fetch(address).then(
    () => true,
    () => false,
  );

/** The processes that a process has started, and those that they have. */
const descendantsOf = (pid: number | undefined): number[] => {
  const lines = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
};
const living = (pids: number[]): number[] =>
  pids.filter((pid) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  });

const nameOf = (pid: number): string =>
  spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();

/** The names of the published files that a data directory has. */
const publishedIn = (data: string): (string | undefined)[] =>
  [...loadObjects(join(data, 'objects', snapshotBucket)).keys()].map((key) => key.split('/').at(-1));

describe('npm start', () => {
  beforeAll(() => prepareDemoData(), 600_000);

  test('runs twice side by side, gives tokens, ends with its last line, and leaves nothing behind', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'start-'));
    onTestFinished(() => rmSync(temporary, { recursive: true }));
    // The second with the demo programme, whose copy goes with it.
    const runs = [['--empty'], []].map((more) =>
      run('start', ['--port', '0', ...more], { TMPDIR: temporary }),
    );
    const addresses = await Promise.all(runs.map(({ ready }) => ready));
    expect(new Set(addresses).size).toBe(2);
    for (const [index, address] of addresses.entries()) {
      expect(address).toMatch(/^http:\/\/localhost:\d+$/);
      expect(runs[index]?.output().trimEnd().split('\n').at(-1)).toBe(`ready ${address}`);
      expect((await fetch(`${address}/api/collectives`)).status).toBe(401);
    }
    // With a demo programme of a year and a half, past days are sealed from the beginning.
    const administrator = await run('token', ['administrator', '--port', new URL(addresses[1] ?? '').port])
      .ended;
    const health = await fetch(`${addresses[1]}/api/health/state`, {
      headers: { authorization: `Bearer ${administrator.stdout.trim()}` },
    });
    expect(await health.json()).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ code: 'seals', state: 'fine' })]),
    });
    // A token is that of the one whose port is named, and nothing else is printed.
    const { port } = new URL(addresses[1] ?? '');
    const token = await run('token', ['leader2', '--port', port]).ended;
    expect([token.code, token.stderr]).toEqual([0, '']);
    expect(token.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    // The first by Ctrl-C, the second by a kill that nobody can prepare for.
    for (const [index, signal] of (['SIGINT', 'SIGKILL'] as const).entries()) {
      const { child, ended } = runs[index] ?? expect.fail('not started');
      const started = descendantsOf(child.pid);
      expect(started.length).toBeGreaterThanOrEqual(2);
      const at = performance.now();
      child.kill(signal);
      const { code, stderr } = await ended;
      expect(code).toBe(signal === 'SIGINT' ? 0 : null);
      expect(stderr).toBe('');
      await expect.poll(() => living(started), { timeout: 5000 }).toEqual([]);
      // A tenth of a second where nothing else runs; this machine may be busy with other tests.
      expect(performance.now() - at).toBeLessThan(4000);
      expect(await answers(addresses[index] ?? '')).toBe(false);
    }
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('ends while it is still starting', async () => {
    const { child, ended } = run('start', ['--port', '0', '--empty']);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    const started = descendantsOf(child.pid);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    await expect.poll(() => living(started), { timeout: 5000 }).toEqual([]);
  });

  test('keeps what it is told to keep', async () => {
    const data = mkdtempSync(join(tmpdir(), 'kept-'));
    onTestFinished(() => rmSync(data, { recursive: true }));
    const tokenSets: unknown[] = [];
    for (let times = 0; times < 2; times += 1) {
      const { child, ready, ended } = run('start', ['--port', '0', '--empty', '--data', data]);
      tokenSets.push(await (await fetch(`${await ready}/oidc/jwks`)).json());
      child.kill('SIGINT');
      expect((await ended).code).toBe(0);
    }
    expect(tokenSets[1]).toEqual(tokenSets[0]);
    expect(readdirSync(data).sort()).toEqual([
      'clock.json',
      'dynamodb',
      'identity.json',
      'keys.json',
      'log',
      'objects',
      'queues',
      'schedule',
    ]);
  });

  test('ends, at its next start, the month in whose middle it was killed', async () => {
    const data = mkdtempSync(join(tmpdir(), 'start-data-'));
    onTestFinished(() => rmSync(data, { recursive: true }));
    const first = run('start', ['--port', '0', '--empty', '--data', data]);
    const address = await first.ready;
    const token = await run('token', ['coordinator', '--port', new URL(address).port]).ended;
    const recorded = await fetch(`${address}/api/programme/terms`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.stdout.trim()}`, 'content-type': 'application/json' },
      body: JSON.stringify(programmeTerms),
    });
    expect(recorded.status).toBe(201);
    const fired = fetch(`${address}/local/schedule`, {
      method: 'POST',
      body: '{"month":"2026-10"}',
    }).catch(() => 'killed');
    const published = () => publishedIn(data);
    await expect.poll(published, { interval: 20, timeout: 100_000 }).toContain('snapshot.json');
    // The stack itself, and not the launcher, at whose end it would still close what it has opened.
    const [stackProcess = 0] = descendantsOf(first.child.pid);
    process.kill(stackProcess, 'SIGKILL');
    expect(await fired).toBe('killed');
    await first.ended;
    expect(publishedIn(data)).not.toContain('manifest.json');

    const second = run('start', ['--port', '0', '--empty', '--data', data]);
    await second.ready;
    expect(publishedIn(data)).toContain('manifest.json');
    second.child.kill('SIGINT');
    await second.ended;
  }, 240_000);

  test('says that its database has ended, and answers 503 with when to try again', async () => {
    const { child, ready, output } = run('start', ['--port', '0', '--empty']);
    const address = await ready;
    const token = await run('token', ['leader', '--port', new URL(address).port]).ended;
    const ask = () =>
      fetch(`${address}/api/me`, { headers: { authorization: `Bearer ${token.stdout.trim()}` } });
    expect((await ask()).status).toBe(200);
    const [java = 0] = descendantsOf(child.pid).filter((pid) => nameOf(pid) === 'java');
    process.kill(java, 'SIGKILL');
    await expect.poll(output, { timeout: 5000 }).toContain('The database has ended');
    const answer = await ask();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toMatchObject({ code: 'unavailable' });
  }, 120_000);

  test.each([
    [['--prot', '4000'], /^Unknown option '--prot'.*--port 4000/],
    [['--port', 'x'], /^--port x is not a port/],
    [['--port', '70000'], /^--port 70000 is not a port/],
    [['more'], /^Unexpected argument 'more'/],
  ])('says what is wrong with %j, in one line', async (args, message) => {
    const { code, stdout, stderr } = await run('start', args).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('says that the port is in use, in one line', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    onTestFinished(() => void other.close());
    const { code, stderr } = await run('start', ['--port', String(port), '--empty']).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Port ${port} is in use\\. .*\\n$`));
  });
});

describe('npm run token', () => {
  test.each([
    [['coordinator', '--port', '1'], /^Nothing answers at http:\/\/localhost:1\. Start it with npm start/],
    [['boss'], /^usage: .*coordinator/],
    [[], /^usage: /],
    [['leader', '--what'], /^usage: /],
  ])('says what is wrong with %j, in one line', async (args, message) => {
    const { code, stdout, stderr } = await run('token', args).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
