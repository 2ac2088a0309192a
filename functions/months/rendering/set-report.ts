import { hasReadableLetters } from '../../shared/fields/fields.ts';
import { dash } from '../disclosure/format-values.ts';
import type { PdfSetter } from './pdf-process.ts';
import type { ReportView } from './report-view.ts';
import { words } from './report-words.ts';

/**
 * Sets a report even if one of its texts cannot be set: a typed text is in the journal for ever, and must not stop its month and all
 * later ones. Such a text is left out, and the page says so in its place. What is left out depends on the view alone, so that the same
 * journal always gives the same file. report-page.ts is the report's layout, and pdf.ts sets it as a PDF.
 */

export type SetReport = {
  readonly pdf: Buffer;
  /** The texts that were left out. */
  readonly leftOut: ReadonlySet<string>;
};

/** The keys of a view that are no texts: language codes and drawings. */
const keysOfNoText = new Set(['language', 'svg']);

/** Stands for the texts that a try leaves out. A title must not be empty in PDF/UA. */
const blank = dash;

/** How often the search may fail to set a page. What it has not cleared by then is left out too. */
const maxFailures = 40;

/** A view as JSON, with each text replaced by what `change` makes of it; numbers stay. */
const writeView = (view: ReportView, change: (text: string) => string): string =>
  JSON.stringify(view, (key, value: unknown) =>
    typeof value === 'string' && !keysOfNoText.has(key) && /\p{L}/u.test(value) ? change(value) : value,
  );

/** Each different text of a view. */
const textsOf = (view: ReportView): string[] => {
  const texts = new Set<string>();
  writeView(view, (text) => {
    texts.add(text);
    return text;
  });
  return [...texts];
};

/**
 * Sets a report's view.
 * @param known texts that could not be set in the same report in another language
 * @throws what the setter throws if the page can't be set without texts either: then the fault is not theirs
 */
export const setReport = async (
  setPdf: PdfSetter,
  view: ReportView,
  known: ReadonlySet<string> = new Set(),
): Promise<SetReport> => {
  const setWithout = (leftOut: ReadonlySet<string>): Promise<Buffer> =>
    setPdf(writeView(view, (text) => (leftOut.has(text) ? words[view.language].leftOut : text)));
  const texts = textsOf(view);
  // These texts end the process, as an earlier language or their letters tell. Nothing is tried with them.
  const hopeless = new Set(texts.filter((text) => known.has(text) || !hasReadableLetters(text)));
  try {
    return { pdf: await setWithout(hopeless), leftOut: hopeless };
  } catch {
    await setPdf(writeView(view, () => blank));
  }
  const sets = (wanted: readonly string[]): Promise<boolean> => {
    const shown = new Set(wanted);
    return setPdf(writeView(view, (text) => (shown.has(text) ? text : blank))).then(
      () => true,
      () => false,
    );
  };
  const culprits = await findCulprits(
    sets,
    texts.filter((text) => !hopeless.has(text)),
  );
  return setAsMuch(setWithout, texts, new Set([...hopeless, ...culprits]));
};

/** In the tries of `setAsMuch`, texts of more code points than this are left out: at first none, at last all. */
const lengthsToLeaveOut = [Number.POSITIVE_INFINITY, 200, 60, 0];

/**
 * Sets a page without its culprits. Each of the other texts can be set alone, but together they may be too much. Then the longest are left out, and more
 * with each try.
 */
const setAsMuch = async (
  setWithout: (leftOut: ReadonlySet<string>) => Promise<Buffer>,
  texts: readonly string[],
  culprits: ReadonlySet<string>,
): Promise<SetReport> => {
  let failure: unknown;
  for (const maxLength of lengthsToLeaveOut) {
    const leftOut = new Set([...culprits, ...texts.filter((text) => [...text].length > maxLength)]);
    try {
      return { pdf: await setWithout(leftOut), leftOut };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};

/**
 * Finds the texts with which a page cannot be set, by halves.
 * @param sets whether a page with these texts alone can be set; with all of them it cannot
 */
export const findCulprits = async (
  sets: (texts: readonly string[]) => Promise<boolean>,
  texts: readonly string[],
): Promise<readonly string[]> => {
  let failures = 0;
  /** @param mustFail whether it is known without a try that a culprit is among these texts. A single text is tried all the same */
  const search = async (suspects: readonly string[], mustFail: boolean): Promise<readonly string[]> => {
    if (suspects.length === 0) return [];
    if (failures >= maxFailures) return suspects;
    if (!mustFail || suspects.length === 1) {
      if (await sets(suspects)) return [];
      failures += 1;
    }
    if (suspects.length === 1) return suspects;
    const middle = Math.ceil(suspects.length / 2);
    const found = await search(suspects.slice(0, middle), false);
    return [...found, ...(await search(suspects.slice(middle), found.length === 0))];
  };
  return search(texts, true);
};
