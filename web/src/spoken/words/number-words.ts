/** How a word for a power of ten is said: of one or of several, and before more of the number or a noun, or at its end. */
export type ScaleWords = {
  /** 1,000: nothing follows but a noun at most. */
  readonly one: string;
  /** 1,250: more of the number follows. */
  readonly oneMore: string;
  /** 2,000: nothing follows. */
  readonly many: string;
  /** 2,500, or 2,000 rupees: more of the number follows, or a noun. */
  readonly manyMore: string;
};

/** The words of a language from which numbers, amounts, dates and times are put together. Each string is one recording. */
export type NumberWords = {
  /** 0 to 99. */
  readonly cardinals: readonly string[];
  /** Those of 0 to 99 that differ before a noun or a power of ten. */
  readonly beforeNoun: Readonly<Record<number, string>>;
  /** 1 at the end of 101, 1,001 and so on, before a noun. */
  readonly lastOne: string;
  /** 100 to 900, with what they count: joined worse than other words. */
  readonly hundreds: readonly ScaleWords[];
  /** The powers of ten above, the greatest first. */
  readonly scales: readonly (ScaleWords & { readonly value: number })[];
  readonly minus: string;
  readonly point: string;
  readonly rupee: ScaleWords;
  readonly paisa: { readonly one: string; readonly many: string };
  /** The years from 1901 to 1999 begin with it, and 1900 is it. */
  readonly nineteenHundred: { readonly alone: string; readonly more: string };
  /** From January. */
  readonly months: readonly string[];
  /** From Sunday. */
  readonly weekdays: readonly string[];
  /** From the first, as said in a date. */
  readonly days: readonly string[];
  readonly dateOrder: 'year-month-day' | 'day-month-year';
  readonly time: TimeWords;
};

/** A word at the end of a time, and before a word such as "until". */
type AtOrBefore = { readonly at: string; readonly before: string };

/** The words for the time of day, around the numbers of hours and minutes. */
export type TimeWords = {
  /** Of the day, from which hour on, the latest first. */
  readonly periods: readonly { readonly from: number; readonly said: string }[];
  readonly periodComes: 'first' | 'last';
  /** Behind the hour; `one` is the first hour itself. */
  readonly hour: AtOrBefore & { readonly more?: string; readonly one?: AtOrBefore };
  /** Behind the minutes, if anything; `beforeTen` comes before fewer than ten. */
  readonly minute: { readonly beforeTen?: string; readonly one?: AtOrBefore; readonly many?: AtOrBefore };
};
