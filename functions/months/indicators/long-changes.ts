import { addChange, type Changes, forEachChange } from './monthly-changes.ts';

/**
 * The changes of a number that changes nearly every month for years, such as a woman's savings. The newest are a list. Those before it are packed into
 * a text once a count is kept (publishing/kept-counts.ts): a list of ten years takes ten times the memory of its text, and thirty times as long to
 * write and to read.
 */
export type LongChanges = {
  /** The packed changes: of each the months since the one before, then the amount. All are of earlier months than the list. */
  packed: string;
  /** The month of the last packed change; 0 before the first. */
  packedUntil: number;
  readonly recent: Changes;
};

export const newLongChanges = (): LongChanges => ({ packed: '', packedUntil: 0, recent: [] });

/** How many values of the newest change are not packed: its month and its amount. The next lines are mostly of its month, or later. */
const valuesOfNewest = 2;

/** All changes, as one list. */
export const allChanges = ({ packed, recent }: Pick<LongChanges, 'packed' | 'recent'>): Changes =>
  packed === '' ? recent : unpack(packed, recent);

/** `addChange` for a long list. A line about a month of years ago unpacks it. */
export const addLongChange = (long: LongChanges, month: number, amount: number): void => {
  if (month <= long.packedUntil && amount !== 0) {
    long.recent.unshift(...unpack(long.packed));
    long.packed = '';
    long.packedUntil = 0;
  }
  addChange(long.recent, month, amount);
};

/** Packs all changes but the newest. */
export const packChanges = (long: LongChanges): void => {
  const { recent } = long;
  if (recent.length <= valuesOfNewest) return;
  const older = recent.splice(0, recent.length - valuesOfNewest);
  long.packed += pack(older, long.packedUntil);
  long.packedUntil = older.at(-2) ?? 0;
};

/** Changes as a text. @param after the month before the first */
export const pack = (changes: Changes, after = 0): string => {
  const bytes: number[] = [];
  let previous = after;
  forEachChange(changes, (month, amount) => {
    addNumber(bytes, month - previous);
    // The sign is in the last bit.
    addNumber(bytes, amount < 0 ? -2 * amount - 1 : 2 * amount);
    previous = month;
  });
  return Buffer.from(bytes).toString('latin1');
};

/** Adds a whole number, at least 0, in groups of seven bits, from the lowest on. The eighth bit says that another follows. */
const addNumber = (bytes: number[], number: number): void => {
  let rest = number;
  // Not by shifts, which would cut off what exceeds 32 bits.
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
};

/** The changes of which `pack` made a text, and others after them. */
export const unpack = (packed: string, others: Changes = []): Changes => {
  // Long enough at once: each number has a byte or more.
  const changes = new Array<number>(packed.length + others.length);
  let length = 0;
  let month = 0;
  for (let at = 0; at < packed.length; at += 1) {
    let byte = packed.charCodeAt(at);
    let number = byte & 127;
    for (let unit = 128; byte > 127; unit *= 128) {
      at += 1;
      byte = packed.charCodeAt(at);
      number += (byte & 127) * unit;
    }
    if (length % 2 === 0) {
      month += number;
      changes[length] = month;
    } else {
      changes[length] = number % 2 === 0 ? number / 2 : -(number + 1) / 2;
    }
    length += 1;
  }
  for (const value of others) {
    changes[length] = value;
    length += 1;
  }
  changes.length = length;
  return changes;
};
