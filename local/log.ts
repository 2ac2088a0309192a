import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The output of the functions and the stack. */
export type Log = {
  write(line: string): void;
  /** At most the newest `maxLines` lines, oldest first. */
  lines(): readonly string[];
};

const maxLines = 2000;

/**
 * Creates the log of the local stack: the newest lines in memory, and all lines in a file if there is a data directory.
 * @param data the directory in which the lines are appended to the file `log`
 */
export function createLog(data: string | undefined): Log {
  const lines: string[] = [];
  if (data !== undefined) mkdirSync(data, { recursive: true });
  return {
    write(line) {
      const stamped = `${new Date().toISOString()} ${line.trimEnd()}`;
      lines.push(stamped);
      if (lines.length > maxLines) lines.shift();
      if (data !== undefined) appendFileSync(join(data, 'log'), `${stamped}\n`);
    },
    lines: () => lines,
  };
}
