/**
 * Whole numbers by month, as runs of months that have the same number: a run's first month, its last month, its number, the next
 * run's, …, in order of month. Months that are in no run have 0. Flat, since there are many; and who saved in every month of ten
 * years is one run.
 */
export type Runs = number[];

/** Puts a run behind all others; none of no months or of 0, and one that only goes on lengthens the last. */
export const appendRun = (runs: Runs, first: number, last: number, amount: number): void => {
  if (last < first || amount === 0) {
    return;
  }
  const end = runs.length;
  if (runs[end - 2] === first - 1 && runs[end - 1] === amount) {
    runs[end - 2] = last;
  } else {
    runs.push(first, last, amount);
  }
};

export const forEachRun = (
  runs: Runs,
  callback: (first: number, last: number, amount: number) => void,
): void => {
  for (let at = 0; at < runs.length; at += 3) {
    callback(runs[at] ?? 0, runs[at + 1] ?? 0, runs[at + 2] ?? 0);
  }
};

/** Adds to a month's number. */
export const addToRuns = (runs: Runs, month: number, amount: number): void => {
  // What happens is mostly of the latest months.
  let at = runs.length;
  while (at > 0 && (runs[at - 2] ?? 0) >= month) {
    at -= 3;
  }
  if (at === runs.length) {
    appendRun(runs, month, month, amount);
    return;
  }
  let isAdded = false;
  forEachRun(runs.splice(at), (first, last, before) => {
    if (!isAdded && month < first) {
      appendRun(runs, month, month, amount);
      appendRun(runs, first, last, before);
    } else if (!isAdded) {
      appendRun(runs, first, month - 1, before);
      appendRun(runs, month, month, before + amount);
      appendRun(runs, month + 1, last, before);
    } else {
      appendRun(runs, first, last, before);
    }
    isAdded = true;
  });
};
