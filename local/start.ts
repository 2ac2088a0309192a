import { demoPersonList } from './identity/demo-people.ts';
import { readOptions } from './options.ts';
import { type Stack, startStack } from './stack.ts';
import { CannotStart } from './wire/cannot-start.ts';

/**
 * Starts the product on this machine and keeps it running until Ctrl-C.
 *
 *   npm start -- --port 4000 --empty --training --data DIR
 */

// Output must not depend on the machine's time zone; Lambda runs in UTC too.
process.env.TZ = 'UTC';

let stack: Stack | undefined;
let isEnding = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
// local/installed.mjs holds the other end of this channel: if it dies, so does this process.
process.on('disconnect', () => void stop());
process.channel?.unref();

try {
  const options = readOptions(process.argv.slice(2), process.env.npm_config_port);
  const started = await startStack({
    warm: true,
    ...options,
    web: true,
    progress: showProgress,
  });
  stack = started;
  const port = started.port === 4000 ? '' : ` --port ${started.port}`;
  console.log(`
Leadership Next runs at ${started.url}${options.training ? ', for training' : ''}
  the API            ${started.url}/api
  its reference      ${started.url}/reference.html

Demo people (invented):
${demoPersonList.map(({ key, name }) => `  ${key.padEnd(18)}${name}`).join('\n')}

A bearer token of one of them, for 12 hours:  npm run --silent token -- coordinator${port}
Ctrl-C ends it${options.data === undefined ? '; the data goes with it' : ''}.

ready ${started.url}`);
} catch (error) {
  if (error instanceof CannotStart) {
    console.error(error.message);
    process.exit(1);
  }
  throw error;
}

/** Prints a line for each step. Counters such as `… 20 of 2000` share one line on a terminal and are left out of a file. */
function showProgress(line: string): void {
  const count = / (\d+) of (\d+)$/.exec(line);
  if (count === null) console.log(line);
  else if (process.stdout.isTTY) process.stdout.write(`\r${line}${count[1] === count[2] ? '\n' : ''}`);
}

/**
 * Ends the stack and this process; after a second, the process ends in any case. Ctrl-C may arrive twice, from the terminal and from
 * the launcher; the second one is ignored.
 */
async function stop(): Promise<void> {
  // Before the start is complete there is nothing to close, because the database ends with this process.
  if (stack === undefined) process.exit(0);
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(0), 1000).unref();
  await stack.close().catch(() => {});
  process.exit(0);
}
