import type { JournalLine } from '../../shared/journal/line.ts';
import { createDocuments, type Documents } from './documents.ts';
import type { Indicator } from './indicator.ts';
import { type Companions, type Joins, noJoins, womanOf } from './joins.ts';
import { principalOf } from './member-document.ts';

/*
 * Splits a count into shards by member. Every published number is a sum over subjects and facts, so each shard can count the lines of its own
 * members, and their rows of each sheet, with the same functions as an undivided count (add-lines.ts, count-totals.ts); then the totals are
 * added. Shard 0 also counts whatever has no member.
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
 * The part of a line that a shard counts: the whole line, a line with the rows of its own members, or undefined.
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
  if (line.type === 'meeting_held' || line.type === 'meeting_reversed') {
    const attendance = line.attendance.filter(isOwn);
    const entries = line.entries.filter(
      (entry) =>
        isOwn(entry) || (principalOf(entry) < 0 && (companions.get(entry.memberId) ?? []).some(isMember)),
    );
    const isNeeded = shard === 0 || attendance.length > 0 || entries.length > 0;
    return isNeeded
      ? // `lines` are the group's own money, which has no member.
        { ...line, attendance, entries, lines: shard === 0 ? line.lines : undefined }
      : undefined;
  }
  if (line.type === 'books_opened') {
    const members = line.members.filter(isOwn);
    if (shard === 0) {
      return { ...line, members };
    }
    return members.length === 0 ? undefined : { ...line, members, bankPaise: 0, borrowings: [] };
  }
  // Every shard gets each roster with its own members' rows (none: it still replaces the roster before), and each reversal of outreach, and each join.
  if (line.type === 'roster_set') {
    return { ...line, participants: line.participants.filter(isOwn) };
  }
  if (line.type === 'outreach_reversed' || line.type === 'members_joined') {
    return line;
  }
  if ('memberId' in line) {
    return isOwn(line) ? line : undefined;
  }
  return shard === 0 ? line : undefined;
};

/**
 * For one shard of a count: the empty documents to which its lines are added. Every shard gets sheets and reversals of
 * outreach, but only shard 0 counts meetings and outreach themselves.
 */
export const createShardDocuments = (
  catalogue: readonly Indicator[],
  shard: Shard,
  joins = noJoins,
): Documents => {
  const documents = { ...createDocuments(catalogue, joins), isOwn: isMemberOf(shard, joins) };
  const { plan } = documents;
  return shard.shard === 0
    ? documents
    : { ...documents, plan: { ...plan, tallies: { ...plan.tallies, meeting: [], outreach: [] } } };
};
