import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The options a command was given. Where one is not known, or a required one is missing, it says how to ask, and ends with 2. */
export const readOptions = <const Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  required: keyof Options & string,
  usage: string,
) => {
  try {
    const { values } = parseArgs({ options });
    if (required in values) return values;
  } catch {
    // What is wrong with it, its usage shows.
  }
  console.error(`usage: npm run --silent ${usage}`);
  return process.exit(2);
};
