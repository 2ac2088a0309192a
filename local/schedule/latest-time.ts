import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const latestTime = z.object({ latest: z.number() });

/** Reads the latest business time at which anything happened in an earlier run of the local stack, in milliseconds; 0 without a file. */
export function readLatestTime(file: string | undefined): number {
  if (file === undefined || !existsSync(file)) return 0;
  return latestTime.parse(JSON.parse(readFileSync(file, 'utf8'))).latest;
}

/** Writes the latest business time into a file, for the next run of the local stack on the same data. @param latest in milliseconds */
export function writeLatestTime(file: string | undefined, latest: number): void {
  if (file === undefined) return;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify({ latest }));
}
