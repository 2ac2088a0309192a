import { monthOf } from '../calendar/calendar.ts';

/**
 * No line of the journal is older than this UTC day. Reading from the first line on begins here and queries every day
 * since, so the day must not be too far back. It stands apart from what reads, since contracts name it, which the web client knows.
 */
export const journalStart = '2024-01-01';

/** The month with which the journal begins. */
export const firstMonth = monthOf(journalStart);
