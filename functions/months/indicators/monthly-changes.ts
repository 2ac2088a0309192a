/**
 * A number over time, as the list of its changes: `[month, amount, month, amount, …]`, in ascending order of months (month-numbers.ts). For example
 * `[5, 1, 9, -1]` is a number that rises from 0 to 1 in month 5 and falls to 0 again in month 9. The number at the end of a month is the sum
 * of all amounts up to it. Months may be in the future. The list is flat because an array for each pair would take five times the memory.
 */
export type Changes = number[];

/** Adds an amount to a month's change in a list of changes; a change that becomes 0 is removed. */
export const addChange = (changes: Changes, month: number, amount: number): void => {
  if (amount === 0) {
    return;
  }
  // The index of the last month up to `month`, or -2 without one. Searched from the end, since most changes are of the latest month.
  let index = changes.length - 2;
  while (index >= 0 && (changes[index] ?? 0) > month) {
    index -= 2;
  }
  if (index >= 0 && changes[index] === month) {
    const sum = (changes[index + 1] ?? 0) + amount;
    if (sum === 0) {
      changes.splice(index, 2);
    } else {
      changes[index + 1] = sum;
    }
  } else if (index === changes.length - 2) {
    // Cheaper than `splice`.
    changes.push(month, amount);
  } else {
    changes.splice(index + 2, 0, month, amount);
  }
};

export const forEachChange = (changes: Changes, callback: (month: number, amount: number) => void): void => {
  for (let index = 0; index < changes.length; index += 2) {
    callback(changes[index] ?? 0, changes[index + 1] ?? 0);
  }
};

/**
 * The monthly changes of a number that is 1 at the end of each month from `from` to the one before `until` (null:
 * without end), and 0 in others. Empty if `from` is null.
 */
export const span = (from: number | null, until: number | null): Changes => {
  if (from === null || (until !== null && until <= from)) {
    return [];
  }
  return until === null ? [from, 1] : [from, 1, until, -1];
};

/** The monthly changes of the negative of a number. */
export const negate = (changes: Changes): Changes =>
  changes.map((value, index) => (index % 2 === 0 ? value : -value));

/** The monthly changes of the sum of several numbers. */
export const sumOf = (all: readonly Changes[]): Changes => {
  const [first, ...others] = all;
  if (first !== undefined && others.length === 0) return first;
  const sum: Changes = [];
  for (const changes of all) {
    forEachChange(changes, (month, amount) => addChange(sum, month, amount));
  }
  return sum;
};

/**
 * The monthly changes of a number that is computed from two others, month by month.
 * @param combine computes it from the two values at the end of a month. It must return 0 for two zeros, the values before all changes
 */
const combineByMonth = (a: Changes, b: Changes, combine: (a: number, b: number) => number): Changes => {
  const result: Changes = [];
  // The index of each number's next change in its list.
  let indexA = 0;
  let indexB = 0;
  // Their values so far, and the combined value of the month before.
  let valueA = 0;
  let valueB = 0;
  let previous = 0;
  while (indexA < a.length || indexB < b.length) {
    // The next month in which either number changes.
    const month = Math.min(a[indexA] ?? Number.POSITIVE_INFINITY, b[indexB] ?? Number.POSITIVE_INFINITY);
    if (a[indexA] === month) {
      valueA += a[indexA + 1] ?? 0;
      indexA += 2;
    }
    if (b[indexB] === month) {
      valueB += b[indexB + 1] ?? 0;
      indexB += 2;
    }
    const value = combine(valueA, valueB);
    if (value !== previous) {
      result.push(month, value - previous);
      previous = value;
    }
  }
  return result;
};

/**
 * The monthly changes of a number that equals `changes` in the months in which `condition` is above 0, and is 0 in others.
 */
export const during = (condition: Changes, changes: Changes): Changes => {
  // Most conditions, such as a woman's consent, hold from before the first change and without end. This saves the work for them.
  const holdsThroughout =
    condition.length === 2 && (condition[1] ?? 0) > 0 && (condition[0] ?? 0) <= (changes[0] ?? 0);
  return holdsThroughout
    ? changes
    : combineByMonth(condition, changes, (level, value) => (level > 0 ? value : 0));
};

/** The changes of a number that is 1 in the months in which the first number is above the second, and 0 in others. */
export const whileAbove = (a: Changes, b: Changes): Changes =>
  combineByMonth(a, b, (first, second) => (first > second ? 1 : 0));

/** The changes of a number that is 1 in the months in which any of several numbers is above 0, and 0 in others. */
export const whileAny = (all: readonly Changes[]): Changes =>
  combineByMonth(sumOf(all), [], (value) => (value > 0 ? 1 : 0));
