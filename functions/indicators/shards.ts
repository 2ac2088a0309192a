import type { JournalLine } from '../journal/line.ts';
import { createDocuments, type Documents } from './documents.ts';
import type { Indicator } from './indicator.ts';
import { addTotal, type Totals } from './totals.ts';

/*
 * A count in shards. Every published number is a sum over subjects and facts, so the journal can be counted in parts by member: each
 * shard counts the lines of its members, with their own rows of each sheet, by the same functions as a count of the whole
 * (documents.ts, count.ts), and the totals are added. What has no member is counted by shard 0.
 */

/** One of `shards` parts: 0, 1, … */
export type Shard = { readonly shard: number; readonly shards: number };

/** The shard of a member. The last digits of a UUIDv7 are random, so that shards are about equal. */
export const shardOf = (memberId: string, shards: number): number =>
  Number.parseInt(memberId.slice(-8), 16) % shards;

/** What a shard counts of a line: the line, a sheet with the rows of its members, or nothing. */
export const lineOfShard = (line: JournalLine, { shard, shards }: Shard): JournalLine | undefined => {
  const isOwn = ({ memberId }: { readonly memberId: string }): boolean => shardOf(memberId, shards) === shard;
  if (line.type === 'meeting_held' || line.type === 'meeting_reversed') {
    const attendance = line.attendance.filter(isOwn);
    const entries = line.entries.filter(isOwn);
    const isNeeded = shard === 0 || attendance.length > 0 || entries.length > 0;
    return isNeeded
      ? { ...line, attendance, entries, lines: shard === 0 ? line.lines : undefined }
      : undefined;
  }
  if (line.type === 'books_opened') {
    const members = line.members.filter(isOwn);
    if (shard === 0) {
      return { ...line, members };
    }
    return members.length === 0 ? undefined : { ...line, members, bankPaise: 0, borrowings: [] };
  }
  // Every shard knows each roster with the rows of its members, in place of the roster before it, and when it ended.
  if (line.type === 'roster_set') {
    return { ...line, participants: line.participants.filter(isOwn) };
  }
  if (line.type === 'outreach_reversed') {
    return line;
  }
  if ('memberId' in line) {
    return isOwn(line) ? line : undefined;
  }
  return shard === 0 ? line : undefined;
};

/** Documents for the lines of a shard. Each shard sees sheets and reversed outreach, but only shard 0 counts meetings and outreach. */
export const createShardDocuments = (catalogue: readonly Indicator[], { shard }: Shard): Documents => {
  const documents = createDocuments(catalogue);
  const { plan } = documents;
  return shard === 0
    ? documents
    : { ...documents, plan: { ...plan, tallies: { ...plan.tallies, meeting: [], outreach: [] } } };
};

/** The totals of the whole from those of its shards. */
export const addShardTotals = (shards: Iterable<Totals>): Totals => {
  const whole: Totals = new Map();
  for (const totals of shards) {
    for (const [name, series] of totals) {
      for (const [month, amount] of series) {
        addTotal(whole, name, month, amount);
      }
    }
  }
  return whole;
};
