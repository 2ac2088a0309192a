import {
  addMonths,
  financialYearOf,
  firstMonthOfFinancialYear,
  monthOfFinancialYear,
} from '../../shared/calendar/calendar.ts';
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
import { leftOutWords, severalMonthsWords, words } from './headline-words.ts';

/**
 * The headlines of a month: one list, one statement of each and one rounding, for the funder's page, the report and the workbook. headline-words.ts has
 * the words. Pure; the page's bundle has it too.
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

/** The share of the year's target that is reached, in tenths of a percent. Null for a ratio, without a target, or with a target of 0. */
export const reachedOf = ({
  financialYear,
  target,
}: Pick<HeadlineNumbers, 'financialYear' | 'target'>): number | null =>
  target === null || target === 0 || typeof financialYear !== 'number'
    ? null
    : permilleOf({ numerator: financialYear, denominator: target });

/** A financial year as readers call it: Japan's begins in April too, and is called by the year in which it begins. */
export const nameFinancialYear = (year: string, language: ReaderLanguage): string =>
  language === 'ja' ? `${year.slice(0, 4)}年度` : year;

/** How a financial year's number compares with what equal months would have brought by now. */
export type Pace = 'ahead' | 'slightlyAhead' | 'onCourse' | 'slightlyBehind' | 'behind';

/** A number is only slightly ahead or behind within this part of what equal months would have brought. */
const slightlyWithin = 1 / 10;

type YearNumbers = Pick<HeadlineNumbers, 'way' | 'financialYear' | 'target'>;

/**
 * Whether a financial year's number is ahead of its target or behind, if each month were to bring the same. It is on course if it differs by less than one
 * from what equal months would have brought, and slightly ahead or behind if it differs by at most a tenth of that. Null for a level or a ratio (neither
 * grows with the months), without a target, and when the year is over (the share reached says it all).
 * @param monthsGone how many of the year's twelve months are over
 */
export const paceOf = ({ way, financialYear, target }: YearNumbers, monthsGone: number): Pace | null => {
  if (way !== 'sum' && way !== 'distinct') return null;
  if (typeof financialYear !== 'number' || target === null || target === 0 || monthsGone >= 12) return null;
  // In twelfths, which are whole.
  const due = target * monthsGone;
  const lead = financialYear * 12 - due;
  if (Math.abs(lead) < 12) return 'onCourse';
  const isSlight = Math.abs(lead) <= due * slightlyWithin;
  if (lead > 0) return isSlight ? 'slightlyAhead' : 'ahead';
  return isSlight ? 'slightlyBehind' : 'behind';
};

/** What equal months would have brought of a target by now, rounded: money to whole rupees, anything else to whole numbers. */
const dueOf = (target: number, monthsGone: number, unit: string): number => {
  const step = unit === 'paise' ? 100 : 1;
  return Math.round((target * monthsGone) / 12 / step) * step;
};

/** A year's plan: what equal months would have brought of its target by now, and how far the number is from that. */
export type Plan = { readonly due: number; readonly difference: number };

/** The plan of a number. Null where there is none: for a ratio, without a target, and for a level until its year is over, when the target is due. */
export const planOf = (
  { unit, way, financialYear, target }: YearNumbers & Pick<HeadlineNumbers, 'unit'>,
  monthsGone: number,
): Plan | null => {
  if (typeof financialYear !== 'number' || target === null || target === 0) return null;
  if (isLevel(way) && monthsGone < 12) return null;
  const due = dueOf(target, monthsGone, unit);
  return { due, difference: financialYear - due };
};

/**
 * Which of the year's targets are behind by now, in words, for the place above the headlines: the targets that are behind and then those that are slightly
 * behind, each with what is reached of it (`ofTarget`).
 * @returns `none` is the sentence that no target is behind; empty if `lists` has some. Null if no target can be behind, because none is set or the year
 * is over
 */
export const stateBehind = <Row extends YearNumbers & Pick<HeadlineNumbers, 'unit'>>(
  rows: readonly Row[],
  month: string,
  language: ReaderLanguage,
) => {
  const byPace = Map.groupBy(rows, (row) => paceOf(row, monthOfFinancialYear(month)));
  if ([...byPace.keys()].every((pace) => pace === null)) return null;
  const texts = words[language];
  const ofTarget = (row: Row): string =>
    texts.ofTarget(
      formatFigure(row.financialYear, row, language),
      formatFigure(row.target ?? 0, row, language),
    );
  const lists = (['behind', 'slightlyBehind'] as const).flatMap((pace) => {
    const rowsOfPace = byPace.get(pace);
    if (rowsOfPace === undefined) return [];
    return [
      {
        pace,
        label: texts.behindBy[pace],
        rows: rowsOfPace.map((row) => ({ row, ofTarget: ofTarget(row) })),
      },
    ];
  });
  return { lists, none: lists.length === 0 ? texts.noneBehind : '', separator: texts.separator };
};

/** The sentence that explains the mark on a bar and the word "slightly"; empty once the year is over. */
export const statePaceRule = (month: string, language: ReaderLanguage): string => {
  const months = monthOfFinancialYear(month);
  return months === 12 ? '' : words[language].paceRule(months);
};

/** A number's pace in words, with the share of the year that is over, in tenths of a percent. */
export const statePace = (
  numbers: YearNumbers & Pick<HeadlineNumbers, 'unit'>,
  monthsGone: number,
  language: ReaderLanguage,
): { readonly word: string; readonly text: string; readonly gone: number } | null => {
  const pace = paceOf(numbers, monthsGone);
  if (pace === null) return null;
  const texts = words[language];
  const word = texts.paces[pace];
  const format = (value: Value): string => formatFigure(value, numbers, language);
  const text =
    pace === 'onCourse'
      ? texts.onCourse(word, monthsGone)
      : texts.pace(
          word,
          format(numbers.financialYear),
          format(dueOf(numbers.target ?? 0, monthsGone, numbers.unit)),
        );
  return { word, text, gone: Math.floor((monthsGone * 1000) / 12) };
};

/** A value in short, in Japanese with the counter of people. */
const formatFigure = (
  value: Value,
  { unit, way }: Pick<HeadlineNumbers, 'unit' | 'way'>,
  language: ReaderLanguage,
): string => `${formatBrief(value, { unit, way }, language)}${counterOf(value, unit, language)}`;

/** How the reader calls a month, `YYYY-MM`. */
type NameMonth = (month: string) => string;

/** What a financial year has reached by a month, in words. A level is compared with the target for the year's end. */
export const stateYear = (
  numbers: Pick<HeadlineNumbers, 'unit' | 'way' | 'financialYear' | 'target'>,
  month: string,
  language: ReaderLanguage,
  nameMonth: NameMonth,
) => {
  const { way, financialYear, target } = numbers;
  const texts = words[language];
  const year = nameFinancialYear(financialYearOf(month), language);
  const reached = reachedOf(numbers);
  const format = (value: Value): string => formatFigure(value, numbers, language);
  const sayYear = (): string => {
    if (target === null)
      return isLevel(way) ? texts.levelNoTarget(year) : texts.noTarget(year, format(financialYear));
    if (reached === null) return texts.targetZero(year, format(financialYear), format(target));
    const share = formatPermille(reached);
    return isLevel(way)
      ? texts.levelReached(nameMonth(addMonths(firstMonthOfFinancialYear(month), 11)), format(target), share)
      : texts.reached(year, format(financialYear), format(target), share);
  };
  return {
    year: sayYear(),
    /** In tenths of a percent; null if no share is told. */
    reached,
    /** Null if the year has no pace (`paceOf`). */
    pace: statePace(numbers, monthOfFinancialYear(month), language),
  };
};

/**
 * The statement of a headline: its figure (the sum since the beginning, or the level of a stock), a note on when that is, a sentence on the month, and
 * what the financial year has reached.
 */
export const stateHeadline = (
  numbers: HeadlineNumbers,
  month: string,
  language: ReaderLanguage,
  nameMonth: NameMonth,
) => {
  const { unit, way, toDate, previous } = numbers;
  const texts = words[language];
  const format = (value: Value): string => formatFigure(value, numbers, language);
  const changeNumber = formatChange(previous, numbers.month, unit, language);
  // In Japanese with the counter of people. Null if the change since the month before is not known.
  const change = changeNumber === null ? null : `${changeNumber}${counterOf(numbers.month, unit, language)}`;
  const sayLevelChange = (): string => (change === null ? '' : texts.levelChange(change));
  const sayTotal = (): string =>
    texts.total(nameMonth(month), format(numbers.month), change === null ? '' : texts.change(change));
  return {
    figure: format(toDate),
    figureNote: isLevel(way) ? texts.level(nameMonth(month)) : texts.toDate,
    /** Empty for a level whose change since the month before is not known. */
    sentence: isLevel(way) ? sayLevelChange() : sayTotal(),
    ...stateYear(numbers, month, language, nameMonth),
  };
};

/** The sentence that an indicator's months may add up to more than its year. Empty for an indicator whose months don't. */
export const stateSeveralMonths = (isInSeveral: boolean, language: ReaderLanguage): string =>
  isInSeveral ? severalMonthsWords[language] : '';

/**
 * The words after "no target set" beside the balance of the savings: their target may be set on the deposits instead, which the list of targets that are
 * behind may name. Empty beside every other number, and if the deposits have no target.
 */
export const stateTargetElsewhere = (
  { code, target }: { readonly code: string; readonly target: number | null },
  all: readonly {
    readonly code: string;
    readonly target: number | null;
    readonly title: Readonly<Record<ReaderLanguage, string>>;
  }[],
  language: ReaderLanguage,
): string => {
  if (code !== 'savings_balance' || target !== null) return '';
  const deposits = all.find((one) => one.code === 'savings_deposited');
  return deposits === undefined || deposits.target === null
    ? ''
    : words[language].targetElsewhere(deposits.title[language]);
};

type LeftOut = number | { readonly withheld: 'too_few' } | undefined;

/** The sentence beside a balance of members' money (such as savings) on the members who are left out of it; undefined beside every other number. */
export const stateLeftOut = (leftOut: LeftOut, language: ReaderLanguage): string | undefined => {
  if (leftOut === undefined) return undefined;
  return typeof leftOut === 'number'
    ? leftOutWords[language].count(formatCount(leftOut, language))
    : leftOutWords[language].tooFew;
};

/**
 * `stateLeftOut` for a headline; empty if there is nothing to say. The number of active members has a sentence too: it says how many others save, since
 * otherwise that number would seem to be of all who save.
 */
export const stateLeftOutOfHeadline = (
  { code, leftOut }: { readonly code: string; readonly leftOut?: LeftOut },
  all: readonly { readonly code: string; readonly leftOut?: LeftOut }[],
  language: ReaderLanguage,
): string => {
  if (code !== 'members_active') return stateLeftOut(leftOut, language) ?? '';
  const savers = all.find((one) => one.code === 'savings_balance')?.leftOut;
  return typeof savers === 'number' ? leftOutWords[language].besides(formatCount(savers, language)) : '';
};

/** Sentences one after the other, without those that are empty. */
export const joinSentences = (sentences: readonly string[], language: ReaderLanguage): string =>
  sentences.filter((sentence) => sentence !== '').join(language === 'ja' ? '' : ' ');
