import type { FunctionName } from '../environment.ts';

/**
 * Which partitions of the single table a function may touch, as patterns of the partition keys in
 * functions/table/keys.ts (an index's partition key where it reads an index). IAM holds each function to them;
 * test/lib/partitions.test.ts compares them with the keys that its code makes.
 */
export type Partitions = {
  /** What it reads and writes, be it only to check a condition. */
  readonly own: readonly string[];
  /** What it reads and cannot write. */
  readonly reads?: readonly string[];
  /** What it adds to and cannot read. */
  readonly appends: readonly string[];
};

/** What every writing leaves beside the record: a line of the journal, and lines of who looked. */
const logs = ['JOURNAL#*', 'ACCESS#*'];
const claims = 'ID#*';

/** Tokens of full names, by which a name is found in a text that lies open; no name can be read from them. */
const fullNames = ['FULLNAME#*'];

export const partitions: Readonly<Record<FunctionName, Partitions>> = {
  authorizer: { own: ['PERSON#*'], appends: [] },
  session: { own: [], appends: [] },
  snapshots: { own: [], appends: [] },
  devices: { own: [], appends: [] },
  collectives: { own: ['COLLECTIVE#*', 'COLLECTIVES', claims], reads: fullNames, appends: logs },
  members: {
    own: [
      'MEMBER#*',
      'MEMBERS',
      'MEMBERS#*',
      'NAME#*',
      'FULLNAME#*',
      'CODE#*',
      'COLLECTIVE#*',
      'CASES#*',
      claims,
    ],
    appends: logs,
  },
  savings: { own: ['COLLECTIVE#*', 'MEMBER#*', claims], appends: logs },
  cases: {
    own: ['CASE#*', 'CASES', 'CASES#*', 'GLASS', 'CODE#*', 'MEMBER#*', 'PERSON#*', claims],
    appends: logs,
  },
  outreach: { own: ['OUTREACH', claims], reads: fullNames, appends: logs },
  people: { own: ['PERSON#*', 'PEOPLE', 'COLLECTIVE#*', claims], appends: logs },
  /**
   * The auditor reads both logs by day, by subject and by actor; here nobody writes them. A claim says whose lines an id stands
   * in.
   */
  audit: { own: [], reads: ['JOURNAL#*', 'SUBJECT#*', 'ACTOR#*', 'ACCESS#*', claims], appends: [] },
  erasure: { own: ['ERASURES', 'MEMBER#*', 'NAME#*', 'FULLNAME#*', 'CODE#*', claims], appends: logs },
  erase: { own: ['ERASURES', 'MEMBER#*', 'NAME#*', 'FULLNAME#*', 'CODE#*', claims], appends: ['JOURNAL#*'] },
  seal: { own: [], reads: logs, appends: [] },
  /** What closes a month can reach no collective, member or case. */
  close: { own: ['PUBLICATIONS', 'TARGETS#*', claims], reads: fullNames, appends: ['JOURNAL#*'] },
  preview: { own: [], reads: ['JOURNAL#*', 'PUBLICATIONS'], appends: [] },
  compile: { own: ['JOURNAL#*', 'PUBLICATIONS', claims], appends: [] },
  render: { own: [], appends: [] },
};
