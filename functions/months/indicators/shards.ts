import type { JournalLine } from '../../shared/journal/line.ts';
import { createDocuments, type Documents } from './documents.ts';
import { type Indicator, subjectOf } from './indicator.ts';
import { mayRepayOwnLoan } from './joined-loans.ts';
import { type Companions, type Joins, noJoins, womanOf } from './joined-records.ts';

/*
 * Splits a count into shards. Every published number is a sum over subjects and facts, so each shard can count some of the subjects with the same
 * functions as an undivided count (add-lines.ts, count-totals.ts); then the totals are added. A member and her requests are counted in her shard.
 * Whatever has no member is counted in shard 0, which gets each sheet whole: so a number of a collective may be any function of its document.
 */

/** Shard number `shard` (0, 1, …) of `shards`. */
export type Shard = { readonly shard: number; readonly shards: number };

/** The number of a member's shard. The last digits of a UUIDv7 are random, so shards are about equally large. */
export const shardOf = (memberId: string, shards: number): number =>
  Number.parseInt(memberId.slice(-8), 16) % shards;

const isMemberOf =
  ({ shard, shards }: Shard, joins: Joins) =>
  (memberId: string): boolean =>
    shardOf(womanOf(joins, memberId), shards) === shard;

const noCompanions: Companions = new Map();

/**
 * The part of a line that a shard needs: the whole line, a line with the rows of its own members, or undefined.
 * @param joins all records of a woman belong to the shard of the id under which she counts
 * @param companions what one of them repaid on a loan goes to the shards of all, since it may be the loan of any
 */
export const lineOfShard = (
  line: JournalLine,
  { shard, shards }: Shard,
  joins = noJoins,
  companions = noCompanions,
): JournalLine | undefined => {
  const isMember = isMemberOf({ shard, shards }, joins);
  const isOwn = ({ memberId }: { readonly memberId: string }): boolean => isMember(memberId);
  if ('memberId' in line) {
    return isOwn(line) ? line : undefined;
  }
  if (shard === 0) {
    return line;
  }
  switch (line.type) {
    case 'meeting_held':
    case 'meeting_reversed': {
      const attendance = line.attendance.filter(isOwn);
      const entries = line.entries.filter(
        (entry) => isOwn(entry) || mayRepayOwnLoan({ companions, isOwn: isMember }, entry),
      );
      return attendance.length > 0 || entries.length > 0 ? { ...line, attendance, entries } : undefined;
    }
    case 'books_opened': {
      const members = line.members.filter(isOwn);
      return members.length > 0 ? { ...line, members } : undefined;
    }
    // Also a roster without rows of its own members: it still replaces the roster before.
    case 'roster_set':
      return { ...line, participants: line.participants.filter(isOwn) };
    case 'outreach_reversed':
    case 'members_joined':
      return line;
    default:
      return undefined;
  }
};

/** For one shard of a count: the empty documents to which its lines are added. They have no numbers but those that are counted there. */
export const createShardDocuments = (
  catalogue: readonly Indicator[],
  shard: Shard,
  joins = noJoins,
): Documents => {
  const counted = shard.shard === 0 ? catalogue : catalogue.filter(isOfMembers);
  return { ...createDocuments(counted, joins), isOwn: isMemberOf(shard, joins) };
};

/** Whether an indicator counts members, their facts or their requests. */
const isOfMembers = ({ counting }: Indicator): boolean => ['member', 'request'].includes(subjectOf(counting));
