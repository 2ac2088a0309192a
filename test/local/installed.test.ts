import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

const lock = (version: string) => ({
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version, integrity: 'sha512-a' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  },
});

/** A clone with nothing installed, and an npm that only notes what it was asked for. */
const createClone = (installed: object | null) => {
  const root = mkdtempSync(join(tmpdir(), 'clone-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  for (const directory of ['local', 'bin', 'node_modules']) mkdirSync(join(root, directory));
  copyFileSync(
    join(import.meta.dirname, '..', '..', 'local', 'installed.mjs'),
    join(root, 'local', 'installed.mjs'),
  );
  write('package-lock.json', JSON.stringify(lock('2.0.0')));
  if (installed !== null) write('node_modules/.package-lock.json', JSON.stringify(installed));
  write(
    'bin/npm',
    `#!/bin/sh\necho "npm was here"\necho "$@" >> "${root}/npm-calls"\nexit \${NPM_STATUS:-0}\n`,
  );
  chmodSync(join(root, 'bin', 'npm'), 0o755);
  write(
    'local/script.ts',
    `const words: string[] = process.argv.slice(2);
process.on('SIGTERM', () => { console.log('told to end'); process.exit(7); });
process.on('disconnect', () => { require('node:fs').writeFileSync(${JSON.stringify(join(root, 'orphaned'))}, ''); process.exit(); });
process.channel?.unref();
console.log(JSON.stringify({ words, version: process.version }));
if (words.includes('stay')) setInterval(() => {}, 1000); else process.exitCode = 3;
`.replace("require('node:fs')", "(process.getBuiltinModule('node:fs'))"),
  );
  const start = (args: string[], environment: Record<string, string> = {}) =>
    spawn(process.execPath, [join(root, 'local', 'installed.mjs'), 'local/script.ts', ...args], {
      env: { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}`, ...environment },
    });
  const run = async (args: string[], environment: Record<string, string> = {}) => {
    const child = start(args, environment);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => {
      output.stdout += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      output.stderr += data.toString();
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    const calls = join(root, 'npm-calls');
    return { ...output, code, npm: existsSync(calls) ? readFileSync(calls, 'utf8').trim() : null };
  };
  return { root, start, run };
};

describe('what is missing', () => {
  test.each([
    ['nothing is installed', null],
    ['another version is installed', lock('1.0.0')],
    ['a package is missing', { packages: {} }],
  ])('is installed first: %s', async (_, installed) => {
    const { stdout, stderr, code, npm } = await createClone(installed).run(['word']);
    expect(npm).toMatch(/^ci /);
    expect(stderr).toContain('npm was here');
    expect(JSON.parse(stdout)).toEqual({ words: ['word'], version: process.version });
    expect(code).toBe(3);
  });

  test('is not installed again where all is there, but for what is for other platforms', async () => {
    const { 'node_modules/other-platform': _, ...packages } = lock('2.0.0').packages;
    const result = await createClone({ packages }).run(['--port', '4100', 'a b']);
    expect(result.npm).toBeNull();
    expect(result.stderr).toBe('');
    expect(JSON.parse(result.stdout).words).toEqual(['--port', '4100', 'a b']);
  });

  test('is never installed through a link into a folder that is another clone’s', async () => {
    const other = createClone(lock('1.0.0'));
    const clone = createClone(null);
    rmSync(join(clone.root, 'node_modules'), { recursive: true });
    symlinkSync(join(other.root, 'node_modules'), join(clone.root, 'node_modules'));
    const result = await clone.run([]);
    expect(result).toMatchObject({ code: 1, stdout: '', npm: null });
    expect(result.stderr).toMatch(/^\S+node_modules is a link .* Remove the link and run this again\.\n$/);
  });

  test('stops everything where it cannot be installed', async () => {
    const result = await createClone(null).run([], { NPM_STATUS: '1' });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toContain('npm ci failed');
  });
});

describe('the script', () => {
  test('is told of signals, and its exit code is passed on', async () => {
    const child = createClone(lock('2.0.0')).start(['stay']);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(7);
  });

  test('is told to end where npm was: the shell between them dies of the signal and passes nothing on', async () => {
    const { root } = createClone(lock('2.0.0'));
    const command = `"${process.execPath}" "${join(root, 'local', 'installed.mjs')}" local/script.ts stay; exit $?`;
    const shell = spawn('/bin/sh', ['-c', command], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      // A group of its own, so that nothing of it is left if the test fails.
      detached: true,
    });
    onTestFinished(() => {
      try {
        process.kill(-Number(shell.pid), 'SIGKILL');
      } catch {
        // It has ended.
      }
    });
    let said = '';
    shell.stdout.on('data', (data: Buffer) => {
      said += data.toString();
    });
    await expect.poll(() => said, { timeout: 5000 }).toContain('stay');
    shell.kill('SIGTERM');
    await expect.poll(() => said, { timeout: 5000 }).toContain('told to end');
  });

  test('learns that its launcher was killed', async () => {
    const { root, start } = createClone(lock('2.0.0'));
    const child = start(['stay']);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await expect.poll(() => existsSync(join(root, 'orphaned')), { timeout: 5000 }).toBe(true);
  });
});
