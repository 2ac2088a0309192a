import { formatInstant } from './calendar.ts';
import type { Caller } from './caller.ts';

/** What the server adds to a new record: when, by whom, and its first version. */
export const stampOf = (caller: Caller, now: Date) => ({
  createdAt: formatInstant(now),
  createdBy: caller.personId,
  version: 1,
});
