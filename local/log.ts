import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The output of the functions and the stack: the newest lines in memory, and all of them in a file if there is one. */
export type Log = {
  write(line: string): void;
  /** The newest lines, oldest first. */
  lines(): readonly string[];
};

const maxLines = 2000;

/** The log of the local stack. @param data the directory whose file `log` is appended to */
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
