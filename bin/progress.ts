/** A stream that may be a terminal. */
type Screen = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

export type Progress = {
  /** Replaces the previous text; does nothing within a tenth of a second after that one was shown. */
  readonly show: (text: string) => void;
  /** Removes the text, so that results can follow. */
  readonly clear: () => void;
};

const minIntervalMs = 100;
/** Moves to the beginning of the line and erases it. */
const eraseLine = '\r\u001b[K';

/** Shows the progress of a long command in one line of a terminal. Shows nothing if the output is a file, a pipe or a log. */
export const createProgress = (
  screen: Screen = process.stderr,
  now: () => number = () => performance.now(),
): Progress => {
  if (screen.isTTY !== true) {
    return { show: () => {}, clear: () => {} };
  }
  let shownAt: number | undefined;
  return {
    show: (text) => {
      if (shownAt === undefined || now() - shownAt >= minIntervalMs) {
        shownAt = now();
        screen.write(`${eraseLine}${text}`);
      }
    },
    clear: () => {
      if (shownAt !== undefined) {
        shownAt = undefined;
        screen.write(eraseLine);
      }
    },
  };
};
