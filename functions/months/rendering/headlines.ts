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
 * Whether a financial year's number is ahead of its target or behind, if each month should bring the same. It is on course if it differs by less than one
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
 * Which of a month's targets are behind by now, in words, each with what it has of the year's target, for the place above the headlines. Null where no
 * target can be behind, because none is set or the year is over.
 */
export const stateBehind = <Row extends YearNumbers & Pick<HeadlineNumbers, 'unit'>>(
  rows: readonly Row[],
  month: string,
  language: ReaderLanguage,
) => {
  const byPace = Map.groupBy(rows, (row) => paceOf(row, monthOfFinancialYear(month)));
  if ([...byPace.keys()].every((pace) => pace === null)) return null;
  const texts = words[language];
  const lists = (['behind', 'slightlyBehind'] as const).flatMap((pace) => {
    const ofPace = byPace.get(pace);
    if (ofPace === undefined) return [];
    const ofTarget = (row: Row): string =>
      texts.ofTarget(
        formatFigure(row.financialYear, row, language),
        formatFigure(row.target ?? 0, row, language),
      );
    return [
      {
        pace,
        label: texts.behindBy[pace],
        rows: ofPace.map((row) => ({ row, ofTarget: ofTarget(row) })),
      },
    ];
  });
  return { lists, none: lists.length === 0 ? texts.noneBehind : '', separator: texts.separator };
};

/** What the mark on a bar is, and what "slightly" says; empty once the year is over. */
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

const words = {
  en: {
    toDate: 'since the beginning',
    level: (month: string) => `at the end of ${month}`,
    levelChange: (change: string) => `${change} on the month before.`,
    total: (month: string, value: string, change: string) => `Of these, ${value} in ${month}${change}.`,
    change: (change: string) => `; ${change} on the month before`,
    reached: (year: string, value: string, target: string, share: string) =>
      `${year}: ${value} of the target of ${target} (${share})`,
    levelReached: (yearEnd: string, target: string, share: string) =>
      `Target for the end of ${yearEnd}: ${target} (${share} reached)`,
    targetZero: (year: string, value: string, target: string) => `${year}: ${value}, target ${target}`,
    noTarget: (year: string, value: string) => `${year}: ${value}, no target set`,
    levelNoTarget: (year: string) => `${year}: no target set`,
    targetElsewhere: (title: string) => ` (one is set for “${title}”)`,
    paces: {
      ahead: 'Ahead',
      slightlyAhead: 'Slightly ahead',
      onCourse: 'On course',
      slightlyBehind: 'Slightly behind',
      behind: 'Behind',
    },
    pace: (word: string, value: string, due: string) => `${word}: ${value}, against ${due} by now`,
    onCourse: (word: string, months: number) => `${word}: ${months} of 12 months are over`,
    behindBy: {
      behind: 'Behind plan so far this year:',
      slightlyBehind: 'Slightly behind:',
    },
    ofTarget: (value: string, target: string) => ` (${value} of the year’s ${target})`,
    noneBehind: 'No target is behind by now.',
    separator: ', ',
    paceRule: (months: number) =>
      `The mark on a bar is ${months}/12 of the year’s target: what equal months would have brought by now. “Slightly”: by no more than a tenth of that.`,
  },
  ja: {
    toDate: '開始からの累計',
    level: (month: string) => `${month}末`,
    levelChange: (change: string) => `前月差 ${change}。`,
    total: (month: string, value: string, change: string) => `うち${month}は${value}${change}。`,
    change: (change: string) => `（前月差 ${change}）`,
    reached: (year: string, value: string, target: string, share: string) =>
      `${year}：${value}／目標${target}（${share}）`,
    levelReached: (yearEnd: string, target: string, share: string) =>
      `${yearEnd}末の目標${target}（達成率 ${share}）`,
    targetZero: (year: string, value: string, target: string) => `${year}：${value}（目標${target}）`,
    noTarget: (year: string, value: string) => `${year}：${value}（目標なし）`,
    levelNoTarget: (year: string) => `${year}：目標なし`,
    targetElsewhere: (title: string) => `（目標は「${title}」にあります）`,
    paces: {
      ahead: '目安を上回る',
      slightlyAhead: 'やや上回る',
      onCourse: '目安どおり',
      slightlyBehind: 'やや下回る',
      behind: '目安を下回る',
    },
    pace: (word: string, _value: string, due: string) => `${word}（現時点の目安${due}）`,
    onCourse: (word: string, months: number) => `${word}（12か月中${months}か月経過）`,
    behindBy: {
      behind: '年度目標に対し、現時点で遅れている指標：',
      slightlyBehind: 'やや遅れている指標：',
    },
    ofTarget: (value: string, target: string) => `（年度目標${target}のうち${value}）`,
    noneBehind: '現時点で遅れている目標はありません。',
    separator: '、',
    paceRule: (months: number) =>
      `バーの印は年度目標の${months}/12で、毎月均等に進んだ場合の現時点の目安です。「やや」は、差が目安の1割以内であることを示します。`,
  },
  te: {
    toDate: 'మొదటి నుంచి',
    level: (month: string) => `${month} చివరికి`,
    levelChange: (change: string) => `అంతకుముందు నెలతో పోలిస్తే ${change}.`,
    total: (month: string, value: string, change: string) => `ఇందులో ${month}లో ${value}${change}.`,
    change: (change: string) => `; అంతకుముందు నెలతో పోలిస్తే ${change}`,
    reached: (year: string, value: string, target: string, share: string) =>
      `${year}: లక్ష్యం ${target}లో ${value} (${share})`,
    levelReached: (yearEnd: string, target: string, share: string) =>
      `${yearEnd} చివరికి లక్ష్యం ${target} (${share} సాధించారు)`,
    targetZero: (year: string, value: string, target: string) => `${year}: ${value}, లక్ష్యం ${target}`,
    noTarget: (year: string, value: string) => `${year}: ${value}, లక్ష్యం పెట్టలేదు`,
    levelNoTarget: (year: string) => `${year}: లక్ష్యం పెట్టలేదు`,
    targetElsewhere: (title: string) => ` (లక్ష్యం “${title}”కి ఉంది)`,
    paces: {
      ahead: 'ఉండాల్సిన దానికంటే ముందు',
      slightlyAhead: 'కాస్త ముందు',
      onCourse: 'లక్ష్యానికి తగ్గట్టే',
      slightlyBehind: 'కాస్త వెనుక',
      behind: 'ఉండాల్సిన దానికంటే వెనుక',
    },
    pace: (word: string, value: string, due: string) => `${word}: ఇప్పటికి ${due} ఉండాలి, ఉన్నది ${value}`,
    onCourse: (word: string, months: number) => `${word}: 12 నెలల్లో ${months} గడిచాయి`,
    behindBy: {
      behind: 'సంవత్సర లక్ష్యంలో ఇప్పటికి వెనుక ఉన్నవి:',
      slightlyBehind: 'కాస్త వెనుక ఉన్నవి:',
    },
    ofTarget: (value: string, target: string) => ` (సంవత్సర లక్ష్యం ${target}లో ${value})`,
    noneBehind: 'ఏ లక్ష్యమూ ఇప్పటికి వెనుక లేదు.',
    separator: ', ',
    paceRule: (months: number) =>
      `పట్టీపై గీత సంవత్సర లక్ష్యంలో ${months}/12: ప్రతి నెలా సమానంగా వస్తే ఇప్పటికి ఉండాల్సినది. “కాస్త” అంటే తేడా అందులో పదో వంతులోపే.`,
  },
} as const;

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
  const changed = formatChange(previous, numbers.month, unit, language);
  const counted = changed === null ? null : `${changed}${counterOf(numbers.month, unit, language)}`;
  const change = counted === null ? '' : texts.change(counted);
  const levelChange = counted === null ? '' : texts.levelChange(counted);
  return {
    figure: format(toDate),
    figureNote: isLevel(way) ? texts.level(nameMonth(month)) : texts.toDate,
    /** Empty for a level whose change since the month before is not known. */
    sentence: isLevel(way) ? levelChange : texts.total(nameMonth(month), format(numbers.month), change),
    ...stateYear(numbers, month, language, nameMonth),
  };
};

const severalMonthsWords = {
  en: 'One person may be in several months, but counts once in the year and in all.',
  ja: '同じ人が複数の月に含まれることがあり、年度と累計では一人を一回だけ数えます。',
  te: 'ఒకే మనిషి కొన్ని నెలల్లో ఉండవచ్చు; సంవత్సరంలో, మొత్తంలో ఒకసారే లెక్క.',
} as const;

/** Beside the months of an indicator: that they add up to more than its year. Empty where they don't. */
export const stateSeveralMonths = (isInSeveral: boolean, language: ReaderLanguage): string =>
  isInSeveral ? severalMonthsWords[language] : '';

/**
 * After "no target set" beside the balance of the savings: that their target is on the deposits, which may stand above as behind. Empty beside every other
 * number, and where the deposits have none.
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

const leftOutWords = {
  en: {
    count: (count: string) =>
      `Not counted here, nor among the active members: ${count} more members, who have not agreed to be counted.`,
    besides: (count: string) =>
      `Not in this number: ${count} more members with savings, who have not agreed to be counted.`,
    tooFew:
      'Members who have not agreed to be counted are not included; how many is not told while they are fewer than 11.',
  },
  ja: {
    count: (count: string) =>
      `集計に同意していないほかの${count}人は、ここにも「活動中のメンバー」にも含まれていません。`,
    besides: (count: string) =>
      `この人数のほかに、貯蓄があり集計に同意していないメンバーが${count}人います。`,
    tooFew: '集計に同意していないメンバーの分は含まれていません。11人未満のため人数は示しません。',
  },
  te: {
    count: (count: string) => `లెక్కించడానికి ఒప్పుకోని మరో ${count} మంది ఇందులోనూ, కొనసాగుతున్న సభ్యుల్లోనూ లేరు.`,
    besides: (count: string) => `పొదుపు ఉన్న మరో ${count} మంది లెక్కించడానికి ఒప్పుకోలేదు: వారు ఈ సంఖ్యలో లేరు.`,
    tooFew: 'లెక్కించడానికి ఒప్పుకోని సభ్యుల డబ్బు ఇందులో లేదు. వారు 11 మంది కంటే తక్కువ కాబట్టి సంఖ్య చెప్పం.',
  },
} as const;

type LeftOut = number | { readonly withheld: 'too_few' } | undefined;

/** The sentence beside a money stock of members on those who are left out of it; undefined beside every other number. */
export const stateLeftOut = (leftOut: LeftOut, language: ReaderLanguage): string | undefined => {
  if (leftOut === undefined) return undefined;
  return typeof leftOut === 'number'
    ? leftOutWords[language].count(formatCount(leftOut, language))
    : leftOutWords[language].tooFew;
};

/**
 * The same beside a headline; empty where nothing is said. Beside the number of active members it says how many others save, since otherwise it would
 * seem to be the number of all who save.
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
