import {
  counterOf,
  formatBrief,
  formatChange,
  formatCount,
  formatPermille,
  type ReaderLanguage,
} from '../disclosure/format-values.ts';
import { isLevel } from '../disclosure/latest-values.ts';
import { permilleOf, type Value } from '../disclosure/value-arithmetic.ts';

/**
 * The headlines of a month: one list, one statement of each and one rounding, for the funder's page, the report and the workbook. Pure; the page's
 * bundle has it too.
 */

/** The indicators that are headlines. One that a month lacks is left out. */
export const headlineCodes = [
  'members_enrolled',
  'members_active',
  'savings_balance',
  'mental_health_survivors',
  'legal_aid_survivors',
  'house_pattas',
  'aadhaar_cards',
  'media_personnel_sensitised',
  'police_oriented_in_person',
] as const;

/** An indicator's numbers, as a headline states them. */
export type HeadlineNumbers = {
  readonly unit: string;
  readonly way: 'sum' | 'ratio' | 'distinct' | 'stock' | 'ratio_of_stocks';
  readonly month: Value;
  readonly financialYear: Value;
  readonly toDate: Value;
  /** The value of the month before; null if it is not known. */
  readonly previous: Value | null;
  readonly target: number | null;
};

/** How a month and its financial year are called in the reader's language. */
type Names = {
  readonly month: string;
  readonly financialYear: string;
  /** How many of the financial year's months are over with it. */
  readonly monthsGone: number;
};

/** The share of the year's target that is reached, in tenths of a percent. Null for a ratio, without a target, or with a target of 0. */
export const reachedOf = ({
  financialYear,
  target,
}: Pick<HeadlineNumbers, 'financialYear' | 'target'>): number | null =>
  target === null || target === 0 || typeof financialYear !== 'number'
    ? null
    : permilleOf({ numerator: financialYear, denominator: target });

/** What a year's number is beside the months gone by. */
export type Pace = 'ahead' | 'onCourse' | 'behind';

/** A number is on course within this part of what equal months would have brought. */
const onCourseWithin = 1 / 10;

/**
 * Whether a year's number is ahead of its target or behind, if each month is to bring the same: it is on course within a tenth of that, or less than one
 * away. Null of a level and of a ratio, which do not grow with the months; without a target; and of a whole year, of which the share tells all.
 * @param monthsGone how many of the year's twelve months are over
 */
export const paceOf = (
  { way, financialYear, target }: Pick<HeadlineNumbers, 'way' | 'financialYear' | 'target'>,
  monthsGone: number,
): Pace | null => {
  if (way !== 'sum' && way !== 'distinct') return null;
  if (typeof financialYear !== 'number' || target === null || target === 0 || monthsGone >= 12) return null;
  // In twelfths, which are whole.
  const due = target * monthsGone;
  const lead = financialYear * 12 - due;
  if (Math.abs(lead) < 12 || Math.abs(lead) <= due * onCourseWithin) return 'onCourse';
  return lead > 0 ? 'ahead' : 'behind';
};

/** The same in words, with the share of the year that is over, in tenths of a percent. */
export const statePace = (
  numbers: Pick<HeadlineNumbers, 'way' | 'financialYear' | 'target'>,
  monthsGone: number,
  language: ReaderLanguage,
): { readonly word: string; readonly text: string; readonly gone: number } | null => {
  const pace = paceOf(numbers, monthsGone);
  if (pace === null) return null;
  const texts = words[language];
  const word = texts.paces[pace];
  return { word, text: texts.pace(word, monthsGone), gone: Math.floor((monthsGone * 1000) / 12) };
};

const words = {
  en: {
    toDate: 'since the beginning',
    level: (month: string) => `at the end of ${month}`,
    levelChange: (change: string) => `${change} on the month before.`,
    total: (month: string, value: string, change: string) => `Of these, ${value} in ${month}${change}.`,
    change: (change: string) => `; ${change} on the month before`,
    reached: (year: string, value: string, target: string, share: string) =>
      `${year}: ${value} of the target of ${target} (${share})`,
    targetZero: (year: string, value: string, target: string) => `${year}: ${value}, target ${target}`,
    noTarget: (year: string, value: string) => `${year}: ${value}, no target set`,
    paces: { ahead: 'Ahead', onCourse: 'On course', behind: 'Behind' },
    pace: (word: string, months: number) => `${word}: ${months} of 12 months are over`,
  },
  ja: {
    toDate: '開始からの累計',
    level: (month: string) => `${month}末`,
    levelChange: (change: string) => `前月差 ${change}。`,
    total: (month: string, value: string, change: string) => `うち${month}は${value}${change}。`,
    change: (change: string) => `（前月差 ${change}）`,
    reached: (year: string, value: string, target: string, share: string) =>
      `${year}年度：${value}／目標${target}（${share}）`,
    targetZero: (year: string, value: string, target: string) => `${year}年度：${value}（目標${target}）`,
    noTarget: (year: string, value: string) => `${year}年度：${value}（目標なし）`,
    paces: { ahead: '目標を上回るペース', onCourse: 'ほぼ目標どおり', behind: '目標を下回るペース' },
    pace: (word: string, months: number) => `${word}（12か月中${months}か月経過）`,
  },
  te: {
    toDate: 'మొదటి నుండి',
    level: (month: string) => `${month} చివరికి`,
    levelChange: (change: string) => `ముందటి నెలతో పోలిస్తే ${change}.`,
    total: (month: string, value: string, change: string) => `ఇందులో ${month} లో ${value}${change}.`,
    change: (change: string) => `; ముందటి నెలతో పోలిస్తే ${change}`,
    reached: (year: string, value: string, target: string, share: string) =>
      `${year}: లక్ష్యం ${target} లో ${value} (${share})`,
    targetZero: (year: string, value: string, target: string) => `${year}: ${value}, లక్ష్యం ${target}`,
    noTarget: (year: string, value: string) => `${year}: ${value}, లక్ష్యం పెట్టలేదు`,
    paces: { ahead: 'లక్ష్యం కంటే ముందు', onCourse: 'లక్ష్యం దారిలో', behind: 'లక్ష్యం కంటే వెనుక' },
    pace: (word: string, months: number) => `${word}: 12 నెలల్లో ${months} గడిచాయి`,
  },
} as const;

/**
 * The statement of a headline: its figure (since the beginning; of a stock its level) with of when the figure is, a sentence on the month, and what
 * the financial year has reached.
 */
export const stateHeadline = (numbers: HeadlineNumbers, names: Names, language: ReaderLanguage) => {
  const { unit, way, month, financialYear, toDate, previous, target } = numbers;
  const texts = words[language];
  const format = (value: Value): string =>
    `${formatBrief(value, numbers, language)}${counterOf(value, unit, language)}`;
  const changed = formatChange(previous, month, unit, language);
  const change = changed === null ? '' : texts.change(changed);
  const levelChange = changed === null ? '' : texts.levelChange(changed);
  const reached = reachedOf(numbers);
  const stateYear = (): string => {
    const year = format(financialYear);
    if (target === null) {
      return texts.noTarget(names.financialYear, year);
    }
    return reached === null
      ? texts.targetZero(names.financialYear, year, format(target))
      : texts.reached(names.financialYear, year, format(target), formatPermille(reached));
  };
  return {
    figure: format(toDate),
    figureNote: isLevel(way) ? texts.level(names.month) : texts.toDate,
    /** Empty where a level has none of the month before. */
    sentence: isLevel(way) ? levelChange : texts.total(names.month, format(month), change),
    year: stateYear(),
    /** In tenths of a percent; null: no share is told. */
    reached,
    /** Null: nothing is told of it. */
    pace: statePace(numbers, names.monthsGone, language),
  };
};

const leftOutWords = {
  en: {
    count: (count: string) =>
      `${count} members who hold some of it are left out: they have not agreed to be counted.`,
    tooFew:
      'Members who have not agreed to be counted are left out; how many is not told while they are fewer than 11.',
  },
  ja: {
    count: (count: string) => `集計に同意していないメンバー${count}人分は含みません。`,
    tooFew: '集計に同意していないメンバーの分は含みません。11人未満のため人数は示しません。',
  },
  te: {
    count: (count: string) => `లెక్కించడానికి ఒప్పుకోని ${count} మంది సభ్యుల డబ్బు ఇందులో లేదు.`,
    tooFew: 'లెక్కించడానికి ఒప్పుకోని సభ్యుల డబ్బు ఇందులో లేదు. వారు 11 మంది కంటే తక్కువ కాబట్టి సంఖ్య చెప్పం.',
  },
} as const;

/** The sentence beside a money stock of members on those who are left out of it; undefined beside every other number. */
export const stateLeftOut = (
  leftOut: number | { readonly withheld: 'too_few' } | undefined,
  language: ReaderLanguage,
): string | undefined => {
  if (leftOut === undefined) return undefined;
  return typeof leftOut === 'number'
    ? leftOutWords[language].count(formatCount(leftOut, language))
    : leftOutWords[language].tooFew;
};
