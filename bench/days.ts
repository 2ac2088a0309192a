import type { ActName } from './acts.ts';

/** A day of somebody: how many members there are to one such person, how many such days a month has, and the acts of one. */
export type Day = {
  readonly name: string;
  readonly membersToOne: number;
  readonly aMonth: number;
  readonly acts: Readonly<Partial<Record<ActName, number>>>;
};

export const days: readonly Day[] = [
  {
    name: 'a leader, on the day of the meeting',
    membersToOne: 20,
    aMonth: 1,
    acts: {
      'a sheet of 20 women is recorded': 1,
      'a phone fetches all that it shows': 1,
      'a phone fetches what is new, and nothing is': 1,
      'a woman is enrolled': 0.3,
      'a case is opened': 0.2,
    },
  },
  {
    name: 'a leader, on another day',
    membersToOne: 20,
    aMonth: 12,
    acts: { 'the same on the next day': 1 },
  },
  {
    name: 'a caseworker',
    membersToOne: 150,
    aMonth: 20,
    acts: {
      'an agenda is read': 2,
      'a case is looked at': 4,
      'something is noted in a case': 3,
      'a case’s events are read': 4,
      'a woman is looked at': 2,
      'a name is searched, and 20 have it': 1,
      'a case is opened': 0.3,
    },
  },
  {
    name: 'a coordinator',
    membersToOne: 500,
    aMonth: 20,
    acts: {
      'the groups are looked over': 1,
      'the open requests are read': 1,
      'a list of 20 women is read': 3,
      'a ledger is read': 3,
      'a woman is looked at': 4,
      'a name is searched, and 20 have it': 2,
      'a case is looked at': 2,
      'a group is formed': 0.05,
    },
  },
];

/** How many times an act happens on a day. */
export const timesOn = ({ acts }: Day, act: string): number =>
  new Map<string, number>(Object.entries(acts)).get(act) ?? 0;

/** What a day takes beside its calls, as it is measured of an act and counted on a stack; with the word of docs/cost.md. */
export const taken = {
  writeUnits: 'write units',
  readUnits: 'read units',
  storeCalls: 'store calls',
  bytes: 'bytes stored',
  tableBytes: 'bytes in the table',
  keyCalls: 'key calls',
  answerBytes: 'bytes answered',
  logBytes: 'bytes logged',
} as const;
export type Taken = Readonly<Record<keyof typeof taken, number>>;
/** What an act takes once. */
export type MeasuredAct = { readonly name: string; readonly taken: Taken };
/** All names: the filter only narrows the type. */
export const takenNames = Object.keys(taken).filter((name): name is keyof Taken => name in taken);

/** A day as it follows from the acts of the bill, and as the stack counted it. */
export type ComparedDay = { readonly name: string; readonly predicted: Taken; readonly counted: Taken };

/** How far a count may be from its prediction. */
export const tolerance = 0.1;
