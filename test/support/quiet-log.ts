/** Hands what functions log to vitest, which shows it for a test that failed and keeps quiet otherwise. */
const write = process.stdout.write.bind(process.stdout);

process.stdout.write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
  if (typeof chunk === 'string' && chunk.startsWith('{"level":')) {
    console.log(chunk.trimEnd());
    return true;
  }
  return write(chunk, ...rest);
};
