/**
 * A number over time, as the list of its changes: `[month, amount, month, amount, …]`, in ascending order of months (months.ts). The number
 * at the end of a month is the sum of all amounts up to it. Months may be in the future. The list is flat because an array for each pair
 * would take five times the memory.
 */
export type Changes = number[];

/** Adds an amount to a month's change in a series of changes by month; an entry whose amount becomes 0 is removed. */
export const addChange = (changes: Changes, month: number, amount: number): void => {
  if (amount === 0) {
    return;
  }
  // Most changes are of the latest month.
  let at = changes.length - 2;
  while (at >= 0 && (changes[at] ?? 0) > month) {
    at -= 2;
  }
  if (at === changes.length - 2 && changes[at] !== month) {
    // Cheaper than `splice`.
    changes.push(month, amount);
    return;
  }
  if (at < 0 || changes[at] !== month) {
    changes.splice(at + 2, 0, month, amount);
    return;
  }
  const sum = (changes[at + 1] ?? 0) + amount;
  if (sum === 0) {
    changes.splice(at, 2);
  } else {
    changes[at + 1] = sum;
  }
};

export const forEachChange = (changes: Changes, callback: (month: number, amount: number) => void): void => {
  for (let at = 0; at < changes.length; at += 2) {
    callback(changes[at] ?? 0, changes[at + 1] ?? 0);
  }
};

/**
 * A series that is 1 at the end of each month from `from` to the one before `until` (null: without end). Empty if `from`
 * is null.
 */
export const span = (from: number | null, until: number | null): Changes => {
  if (from === null || (until !== null && until <= from)) {
    return [];
  }
  return until === null ? [from, 1] : [from, 1, until, -1];
};

export const sumOf = (all: readonly Changes[]): Changes => {
  const sum: Changes = [];
  for (const changes of all) {
    forEachChange(changes, (month, amount) => addChange(sum, month, amount));
  }
  return sum;
};

/**
 * Combines two numbers month by month.
 * @param combine must return 0 for two zeros
 */
const combined = (a: Changes, b: Changes, combine: (a: number, b: number) => number): Changes => {
  const result: Changes = [];
  let [atA, atB, valueA, valueB, before] = [0, 0, 0, 0, 0];
  while (atA < a.length || atB < b.length) {
    const month = Math.min(a[atA] ?? Number.POSITIVE_INFINITY, b[atB] ?? Number.POSITIVE_INFINITY);
    if (a[atA] === month) {
      valueA += a[atA + 1] ?? 0;
      atA += 2;
    }
    if (b[atB] === month) {
      valueB += b[atB + 1] ?? 0;
      atB += 2;
    }
    const value = combine(valueA, valueB);
    if (value !== before) {
      result.push(month, value - before);
      before = value;
    }
  }
  return result;
};

/** A series that has the number `changes` in months in which `condition` is above 0, and 0 in other months. */
export const during = (condition: Changes, changes: Changes): Changes =>
  combined(condition, changes, (isMet, value) => (isMet > 0 ? value : 0));

/** A series that is 1 in the months in which the first number is above the second. */
export const above = (a: Changes, b: Changes): Changes =>
  combined(a, b, (first, second) => (first > second ? 1 : 0));

/** A series that is 1 in the months in which any of the numbers is above 0. */
export const anyOf = (all: readonly Changes[]): Changes =>
  combined(sumOf(all), [], (value) => (value > 0 ? 1 : 0));
