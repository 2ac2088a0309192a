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
  formatPermille,
  type ReaderLanguage,
} from '../disclosure/format-values.ts';
import { isLevel } from '../disclosure/latest-values.ts';
import type { Value } from '../disclosure/value-arithmetic.ts';
import { words } from './headline-words.ts';
import { dueOf, type HeadlineNumbers, paceOf, reachedOf, type YearNumbers } from './year-pace.ts';

/**
 * The headlines of a month: which they are, and what is said of each, for the funder's page, the report and the workbook. headline-words.ts has
 * the words, year-pace.ts compares with targets, headline-notes.ts says what stands beside a number. Pure; the page's bundle has it too.
 */

/** The codes of the indicators that are headlines. A month that lacks an indicator has no headline of it. */
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

/** A financial year as readers call it: Japan's begins in April too, and is called by the year in which it begins. */
export const nameFinancialYear = (year: string, language: ReaderLanguage): string =>
  language === 'ja' ? `${year.slice(0, 4)}年度` : year;

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
  // Whatever has a pace has a target, which the type doesn't say.
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
          // Whatever has a pace has a target, which the type doesn't say.
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

/** How the reader calls a month, `YYYY-MM`. The page and the report name months by functions of their own. */
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
    if (target === null) {
      return isLevel(way) ? texts.levelNoTarget(year) : texts.noTarget(year, format(financialYear));
    }
    if (reached === null) return texts.targetZero(year, format(financialYear), format(target));
    const share = formatPermille(reached);
    return isLevel(way)
      ? texts.levelReached(nameMonth(addMonths(firstMonthOfFinancialYear(month), 11)), format(target), share)
      : texts.reached(year, format(financialYear), format(target), share);
  };
  return {
    year: sayYear(),
    /** In tenths of a percent; null if the text names no share. */
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
