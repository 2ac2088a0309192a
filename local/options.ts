import { parseArgs } from 'node:util';
import { CannotStart } from './wire/cannot-start.ts';

export const defaultPort = 4000;

export type StartOptions = {
  readonly port: number;
  /** Whether to leave the demo programme out; the demo people exist anyway. */
  readonly empty: boolean;
  /** Marks every page as training. */
  readonly training: boolean;
  /** The data directory; default: in memory. */
  readonly data: string | undefined;
};

const usage = 'npm start -- [--port 4000] [--empty] [--training] [--data DIR]';

/**
 * Reads the options of `npm start`.
 * @param takenByNpm the port in `npm start --port 4100`, where `--` is missing, so that npm takes it for an option of its own
 * @throws CannotStart for an unknown or invalid option
 */
export function readOptions(args: readonly string[], takenByNpm?: string): StartOptions {
  if (takenByNpm !== undefined && !args.includes('--port')) {
    throw new CannotStart(`npm took --port for an option of its own. Write two dashes before it: ${usage}`);
  }
  let values: {
    port?: string | undefined;
    empty?: boolean | undefined;
    training?: boolean | undefined;
    data?: string | undefined;
  };
  try {
    values = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        empty: { type: 'boolean' },
        training: { type: 'boolean' },
        data: { type: 'string' },
      },
    }).values;
  } catch (error) {
    // The first sentence of Node.js's message.
    const reason = error instanceof Error ? (error.message.split(/[.\n]/, 1)[0] ?? '') : String(error);
    throw new CannotStart(`${reason}. Known options: ${usage}`);
  }
  const port = values.port === undefined ? defaultPort : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CannotStart(`--port ${values.port} is not a port. Known options: ${usage}`);
  }
  if (values.data === '') throw new CannotStart(`--data wants a directory. Known options: ${usage}`);
  return { port, empty: values.empty ?? false, training: values.training ?? false, data: values.data };
}
