import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import getPort from 'get-port';
import { type Row, spreadOfOne } from './measure.ts';

const limitSeconds = 30;
const timeoutMs = 240_000;

/** For `npm run bench`: starts the whole local stack by `npm start` and measures the seconds until it prints `ready`. */
export const measureNpmStart = async (): Promise<Row[]> => {
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
  return [
    {
      what: '`npm start`, installed, with the demo programme, to `ready`',
      against: 'the clock, in seconds',
      ratio: spreadOfOne(seconds),
      limit: limitSeconds,
      aim: 10,
      hindrance:
        'the demo programme is recorded by some 2,000 requests, and a third of the processor’s time is DynamoDB Local’s for what they write; the 40 reports of its 20 publications are a sixth. Fewer would be another programme, and a copy of a loaded table would not have come through the handlers.',
    },
  ];
};
