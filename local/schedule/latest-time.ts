import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** The latest time at which anything happened, kept in a file from one run to the next on the same data. */

const latestTime = z.object({ latest: z.number() });

/** The latest business time of an earlier run of the local stack, in milliseconds; 0 without a file. */
export function readLatest(file: string | undefined): number {
  if (file === undefined || !existsSync(file)) return 0;
  return latestTime.parse(JSON.parse(readFileSync(file, 'utf8'))).latest;
}

export function writeLatest(file: string | undefined, latest: number): void {
  if (file === undefined) return;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify({ latest }));
}
