/** Where progress is shown. */
type Screen = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

export type Progress = {
  /** Replaces the text shown before, at most once in a tenth of a second. */
  readonly show: (text: string) => void;
  /** Removes the text, so that results can follow. */
  readonly clear: () => void;
};

const minMs = 100;
const eraseLine = '\r\u001b[K';

/** One line on a terminal that says how far a long command is. It shows nothing in a file, a pipe or a log. */
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
      if (shownAt === undefined || now() - shownAt >= minMs) {
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
