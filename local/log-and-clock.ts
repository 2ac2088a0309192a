import { join } from 'node:path';
import type { Closers } from './closers.ts';
import type { DataDirectory } from './data-directory.ts';
import { createLog } from './log.ts';
import { createClock } from './schedule/clock.ts';
import { readLatestTime, writeLatestTime } from './schedule/latest-time.ts';

/** What `openLogAndClock` opens, for the parts that start after it. */
export type Base = ReturnType<typeof openLogAndClock>;

/** Opens the log, and the clock of the business time, which knows the latest time of earlier runs. */
export function openLogAndClock(directory: DataDirectory | undefined, closers: Closers) {
  const data = directory?.path;
  closers.removeDirectoryAtEnd(directory?.temporary);
  // A temporary directory is removed at the end, so a log and a last time in it would never be read.
  const isKept = data !== undefined && directory?.temporary === undefined;
  const log = createLog(isKept ? data : undefined);
  const timeFile = data === undefined ? undefined : join(data, 'clock.json');
  const clock = createClock(Date.now, readLatestTime(timeFile));
  if (isKept) closers.add(async () => writeLatestTime(timeFile, clock.latestTime()));
  return { directory, data, log, clock };
}
