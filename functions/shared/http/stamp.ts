import { formatInstant } from '../calendar/calendar.ts';
import type { Caller } from '../reach/caller.ts';

/** The stamp that the server gives a new record: when and by whom it was made, and version 1. */
export const stampOf = (caller: Caller, now: Date) => ({
  createdAt: formatInstant(now),
  createdBy: caller.personId,
  version: 1,
});
