import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Reads a command's options. If one is unknown, or the required one is missing, prints the usage and exits with 2. */
export const readOptions = <const Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  required: keyof Options & string,
  usage: string,
) => {
  try {
    const { values } = parseArgs({ options });
    if (required in values) return values;
  } catch {
    // An unknown option: the usage follows.
  }
  console.error(`usage: npm run --silent ${usage}`);
  return process.exit(2);
};
