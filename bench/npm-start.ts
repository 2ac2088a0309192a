import { spawn } from 'node:child_process';
import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import getPort from 'get-port';
import { cacheDirectory } from '../local/wire/cache.ts';
import { type Row, spreadOfOne } from './measure.ts';

const timeoutMs = 240_000;

/** Starts the whole local stack by `npm start`. @returns the seconds until it prints `ready` */
const secondsToReady = async (): Promise<number> => {
  const root = join(import.meta.dirname, '..');
  const port = await getPort({ host: '127.0.0.1' });
  const startedAt = performance.now();
  // The command of the script `start` in package.json.
  const child = spawn(
    process.execPath,
    [join(root, 'local', 'installed.mjs'), 'local/start.ts', '--port', String(port)],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const timeout = setTimeout(() => child.kill('SIGINT'), timeoutMs);
  let seconds = Number.POSITIVE_INFINITY;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('ready ')) {
      seconds = (performance.now() - startedAt) / 1000;
      child.kill('SIGINT');
    }
  }
  await exited;
  clearTimeout(timeout);
  if (!Number.isFinite(seconds)) {
    throw new Error('It did not become ready.');
  }
  return seconds;
};

const what = '`npm start`, installed, with the demo programme, to `ready`';

/** The seconds of `npm start` where the demo programme was never loaded, and where it was. */
export const measureNpmStart = async (): Promise<Row[]> => {
  for (const loaded of globSync(join(cacheDirectory, 'demo-*'))) rmSync(loaded, { recursive: true });
  const first = await secondsToReady();
  const again = await secondsToReady();
  return [
    {
      what: `${what}, for the first time`,
      against: 'the clock, in seconds',
      ratio: spreadOfOne(first),
      limit: 40,
      aim: 30,
      hindrance:
        'the demo programme is recorded by some 2,000 requests, and a third of the processor’s time is DynamoDB Local’s for what they write; the 40 reports of its 20 publications are a sixth. Fewer would be another programme.',
    },
    {
      what: `${what}, where it ran before`,
      against: 'the clock, in seconds',
      ratio: spreadOfOne(again),
      limit: 10,
      aim: 5,
    },
  ];
};
