import type { FunctionName } from '../environment.ts';

/**
 * Which partitions of the single table a function may touch, as patterns of the partition keys in
 * functions/table/keys.ts (an index's partition key where it reads an index). IAM holds each function to them.
 *
 * A transaction is asked about as a whole, so `writes` names every partition that one of its parts touches, be it only
 * to check a condition.
 */
export type Partitions = { readonly reads: readonly string[]; readonly writes: readonly string[] };

const claims = ['ID#*'];
const lines = ['JOURNAL#*'];
/** Who reads personal fields writes it down first. */
const accessLog = ['ACCESS#*'];

const none: Partitions = { reads: [], writes: [] };

export const partitions: Readonly<Record<FunctionName, Partitions>> = {
  authorizer: { reads: ['PERSON#*'], writes: [] },
  session: none,
  snapshots: none,
  collectives: {
    reads: ['COLLECTIVE#*', 'COLLECTIVES', ...claims],
    writes: ['COLLECTIVE#*', ...claims, ...lines],
  },
  members: {
    reads: ['MEMBER#*', 'MEMBERS', 'MEMBERS#*', 'NAME#*', 'COLLECTIVE#*', ...claims],
    writes: ['MEMBER#*', 'NAME#*', 'CODE#*', 'COLLECTIVE#*', ...claims, ...lines, ...accessLog],
  },
  savings: {
    reads: ['COLLECTIVE#*', 'MEMBER#*', ...claims],
    writes: ['COLLECTIVE#*', 'MEMBER#*', ...claims, ...lines, ...accessLog],
  },
  cases: {
    reads: ['CASE#*', 'CASES', 'CASES#*', 'MEMBER#*', 'PERSON#*', ...claims],
    writes: ['CASE#*', 'CODE#*', 'MEMBER#*', ...claims, ...lines, ...accessLog],
  },
  outreach: {
    reads: ['OUTREACH', ...claims],
    writes: ['OUTREACH', ...claims, ...lines],
  },
  /** What closes a month works on the journal; it can reach no collective, member or case. */
  close: {
    reads: ['JOURNAL#*', 'PUBLICATIONS', 'TARGETS#*', ...claims],
    writes: ['PUBLICATIONS', 'TARGETS#*', ...claims, ...lines],
  },
  compile: {
    reads: ['JOURNAL#*', 'PUBLICATIONS', 'TARGETS#*'],
    writes: ['PUBLICATIONS', ...lines],
  },
};
