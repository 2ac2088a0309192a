import { formatInstant } from '../../shared/calendar/calendar.ts';
import { describeError } from '../../shared/logging/describe-error.ts';
import type { ReadFacts } from './facts.ts';
import { readFacts, type Sources } from './read-facts.ts';
import { judge } from './rules.ts';
import type { HealthRow } from './schema.ts';
import { type StoredLook, withSince } from './stored-look.ts';

export type LookDeps = {
  readonly sources: Sources;
  /** The last scheduled look. */
  readonly readLast: () => Promise<StoredLook | undefined>;
  readonly cutoffDay: number;
  readonly recordsFrom: string;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

export type Looked = {
  readonly at: string;
  readonly facts: ReadFacts;
  readonly rows: readonly HealthRow[];
  readonly last: StoredLook | undefined;
};

/** Looks at the whole system at an instant. */
export const lookAt = async (
  { sources, readLast, cutoffDay, recordsFrom, log }: LookDeps,
  now: Date,
): Promise<Looked> => {
  const [facts, last] = await Promise.all([
    readFacts(sources, (fact, error) => log('health unread', { fact, ...describeError(error) })),
    readLast(),
  ]);
  const rows = judge(facts, { now, cutoffDay, recordsFrom });
  return { at: formatInstant(now), facts, rows: withSince(rows, last), last };
};
