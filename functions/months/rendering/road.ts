import { formatCount, formatPermille, type ReaderLanguage } from '../disclosure/format-values.ts';
import { nextHalfYearEnd } from '../disclosure/half-years.ts';
import { isWithheld, permilleOf, type Value } from '../disclosure/value-arithmetic.ts';
import { areaWords } from '../indicators/road-areas.ts';

/**
 * What a month says of the road that women go, one statement for the funder's page, the report and the workbook: of each area those who are
 * better and those who are worse, never without how many were asked. Pure; the page's bundle has it too.
 */

/** The codes that are told here, and nowhere among the other indicators. */
export const isOfRoad = ({ way }: { readonly way: string }): boolean => way === 'ratio_of_stocks';

const helpCode = 'help_helped';

type RoadNumbers = {
  readonly code: string;
  readonly way: string;
  readonly asOf?: string | undefined;
  readonly month: Value;
};

const words = {
  en: {
    lead: 'Twice a year women tell, each alone, how their life goes. Of those who began in one half of the answers and were asked again, a bar shows how many are in the other half now. What a woman would rather not say is left out.',
    asOf: (month: string, next: string) => `Counted at the end of ${month}; next at the end of ${next}.`,
    notYet: (next: string) => `Not counted yet: first at the end of ${next}.`,
    better: 'Better',
    worse: 'Worse',
    of: (part: string, whole: string, share: string) => `${part} of ${whole} women asked again (${share})`,
    began: (answers: string) => `Began: ${answers}`,
    tooFew: 'Too few to say: fewer than 11 women asked again',
    closings: (part: string, whole: string, share: string) =>
      `${part} of ${whole} closed cases of which she told (${share})`,
    tooFewClosings: 'Too few to say: fewer than 11 closed cases of which she told',
    notCounted: 'Not counted yet',
    help: 'In the twelve months to that day.',
  },
  te: {
    lead: 'ఏడాదికి రెండుసార్లు మహిళలు ఒంటరిగా తమ జీవితం ఎలా ఉందో చెబుతారు. మొదట జవాబుల ఒక సగంలో ఉండి, మళ్లీ అడిగినవారిలో ఎంతమంది ఇప్పుడు మరో సగంలో ఉన్నారో పట్టీ చూపుతుంది. చెప్పడం ఇష్టం లేనిది లెక్కలో లేదు.',
    asOf: (month: string, next: string) => `${month} చివరికి లెక్కించారు; మళ్లీ ${next} చివరికి.`,
    notYet: (next: string) => `ఇంకా లెక్కించలేదు: మొదటిసారి ${next} చివరికి.`,
    better: 'మెరుగు',
    worse: 'అధ్వానం',
    of: (part: string, whole: string, share: string) => `మళ్లీ అడిగిన ${whole} మందిలో ${part} (${share})`,
    began: (answers: string) => `మొదట: ${answers}`,
    tooFew: 'చెప్పలేనంత తక్కువ మంది: మళ్లీ అడిగినవారు 11 మందికన్నా తక్కువ',
    closings: (part: string, whole: string, share: string) =>
      `ఆమె మాట చెప్పిన ${whole} ముగిసిన కేసుల్లో ${part} (${share})`,
    tooFewClosings: 'చెప్పలేనంత తక్కువ: ఆమె మాట చెప్పిన కేసులు 11 కన్నా తక్కువ',
    notCounted: 'ఇంకా లెక్కించలేదు',
    help: 'ఆ రోజుకు ముగిసిన పన్నెండు నెలల్లో.',
  },
  ja: {
    lead: '年に二回、一人ずつ暮らしの様子を尋ねています。棒は、最初の答えが片方の側にあって再び尋ねた人のうち、今はもう片方の側にいる人です。本人が答えたくなかったことは含みません。',
    asOf: (month: string, next: string) => `${month}末の集計です。次は${next}末に集計します。`,
    notYet: (next: string) => `まだ集計していません。最初の集計は${next}末です。`,
    better: '当初より良い',
    worse: '当初より悪い',
    of: (part: string, whole: string, share: string) => `再び尋ねた${whole}人中${part}人（${share}）`,
    began: (answers: string) => `最初の答え：${answers}`,
    tooFew: '少人数のため示せません（再び尋ねた人が11人未満）',
    closings: (part: string, whole: string, share: string) =>
      `本人が答えた終了ケース${whole}件中${part}件（${share}）`,
    tooFewClosings: '少数のため示せません（本人が答えた終了ケースが11件未満）',
    notCounted: '未集計',
    help: 'その日までの12か月間です。',
  },
} as const;

/** A ratio in words, and its share in tenths of a percent for a bar; null: no bar. */
const stateRatio = (
  value: Value | undefined,
  language: ReaderLanguage,
  say: { readonly of: (part: string, whole: string, share: string) => string; readonly tooFew: string },
): { readonly permille: number | null; readonly text: string } => {
  if (value === undefined || typeof value === 'number' || isWithheld(value)) {
    const isOfFew = typeof value === 'object' && value.withheld === 'too_few';
    return { permille: null, text: isOfFew ? say.tooFew : words[language].notCounted };
  }
  const { numerator, denominator } = value;
  // Below 11 it would be withheld, so that it is never 0.
  const permille = permilleOf(value) ?? 0;
  const text = say.of(
    formatCount(numerator, language),
    formatCount(denominator, language),
    formatPermille(permille),
  );
  return { permille, text };
};

export type RoadBar = {
  readonly code: string;
  /** The indicator's title, which its label is a part of. */
  readonly title: string;
  /** `Better` or `Worse`; of the help its title. */
  readonly label: string;
  readonly permille: number | null;
  readonly text: string;
  readonly note: string;
};

/**
 * The statement of the road in a month; undefined for a month that has none of it.
 * @param nameMonth a month's name in the reader's language
 */
export const stateRoad = (
  indicators: readonly (RoadNumbers & { readonly title: Readonly<Record<ReaderLanguage, string>> })[],
  month: string,
  language: ReaderLanguage,
  nameMonth: (month: string) => string,
) => {
  const byCode = new Map(indicators.filter(isOfRoad).map((indicator) => [indicator.code, indicator]));
  if (byCode.size === 0) return undefined;
  const texts = words[language];
  const asOf = [...byCode.values()].find((indicator) => indicator.asOf !== undefined)?.asOf;
  const next = nameMonth(nextHalfYearEnd(month));
  const help = byCode.get(helpCode);
  return {
    lead: texts.lead,
    asOf: asOf === undefined ? texts.notYet(next) : texts.asOf(nameMonth(asOf), next),
    areas: Object.entries(areaWords).map(([area, { name, worse, better }]) => ({
      name: name[language],
      bars: (
        [
          [`road_better_${area}`, texts.better, worse],
          [`road_worse_${area}`, texts.worse, better],
        ] as const
      ).map(
        ([code, label, began]): RoadBar => ({
          code,
          title: byCode.get(code)?.title[language] ?? code,
          label,
          ...stateRatio(byCode.get(code)?.month, language, texts),
          note: texts.began(began[language]),
        }),
      ),
    })),
    help:
      help === undefined
        ? undefined
        : ({
            code: helpCode,
            title: help.title[language],
            label: help.title[language],
            ...stateRatio(help.month, language, { of: texts.closings, tooFew: texts.tooFewClosings }),
            note: texts.help,
          } satisfies RoadBar),
  };
};
