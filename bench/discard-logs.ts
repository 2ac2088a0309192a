/** Runs a benchmark and discards the log lines that the functions write to standard output meanwhile. */
export const discardLogs = async <T>(run: () => Promise<T>): Promise<T> => {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  try {
    return await run();
  } finally {
    process.stdout.write = write;
  }
};
