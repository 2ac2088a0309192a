import { formatInstant } from '../domain/calendar.ts';
import type { Caller } from '../domain/caller.ts';

/** What the server adds to a new record: when, by whom, and its first version. */
export const stampOf = (caller: Caller, now: Date) => ({
  createdAt: formatInstant(now),
  createdBy: caller.personId,
  version: 1,
});
