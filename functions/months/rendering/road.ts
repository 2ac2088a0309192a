import { formatCount, formatPermille, type ReaderLanguage } from '../disclosure/format-values.ts';
import { isHalfYearEnd, nextHalfYearEnd } from '../disclosure/half-years.ts';
import { isWithheld, permilleOf, type Value } from '../disclosure/value-arithmetic.ts';
import { areaWords } from '../indicators/road-areas.ts';

/**
 * What a month says of the road that women go. The funder's page, the report and the workbook all take it from here: in each area, how many women are
 * better and how many are worse, always with how many were asked. Pure, since it runs in the page too.
 */

/** Whether an indicator is one of the road. They are the ratios of stocks. */
export const isOfRoad = ({ way }: { readonly way: string }): boolean => way === 'ratio_of_stocks';

/** Whether a month only repeats an indicator's value of an earlier March or September. */
export const isRepeated = (indicator: { readonly way: string }, month: string): boolean =>
  isOfRoad(indicator) && !isHalfYearEnd(month);

const helpCode = 'help_helped';

type RoadNumbers = {
  readonly code: string;
  readonly way: string;
  readonly asOf?: string | undefined;
  readonly month: Value;
};

const words = {
  en: {
    lead: 'Twice a year women tell, each alone, how their life goes. In each area there are four answers: two that say it goes badly, and two that say it goes well. “Better”: of those who first gave one of the bad answers and were asked again, how many now give one of the good ones. “Worse” is the other way round. What a woman would rather not say is left out.',
    asked: (women: string, active: string) =>
      `Depending on the area, ${women} women were asked at least twice and answered; ${active}. With so few, a single woman moves a percentage: read how many women first.`,
    range: (least: string, most: string) => `between ${least} and ${most}`,
    active: (count: string, month: string) => `${count} members were active at the end of ${month}`,
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
    help: (month: string) => `In the twelve months to the end of ${month}.`,
    closer: 'Her word is written down by whoever closes the case.',
  },
  te: {
    lead: 'ఏడాదికి రెండుసార్లు మహిళలు ఒంటరిగా తమ జీవితం ఎలా ఉందో చెబుతారు. ప్రతి విషయంలో నాలుగు జవాబులు: రెండు బాగా లేదని, రెండు బాగుందని చెబుతాయి. “మెరుగు”: మొదట బాగా లేదని చెప్పి, మళ్లీ అడిగినవారిలో ఇప్పుడు బాగుందని చెప్పేవారు. “అధ్వానం”: దానికి తిరుగు. చెప్పడం ఇష్టం లేనిది లెక్కలో లేదు.',
    asked: (women: string, active: string) =>
      `విషయాన్ని బట్టి ${women} మంది మహిళలను కనీసం రెండుసార్లు అడిగారు, వారు జవాబు చెప్పారు; ${active}. ఇంత తక్కువ మందిలో ఒక్కరు మారినా శాతం మారుతుంది: ముందు ఎంతమందో చూడండి.`,
    range: (least: string, most: string) => `${least} నుంచి ${most}`,
    active: (count: string, month: string) => `${month} చివరికి కొనసాగుతున్న సభ్యులు ${count}`,
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
    help: (month: string) => `${month} చివరికి ముగిసిన పన్నెండు నెలల్లో.`,
    closer: 'ఆమె మాటను కేసు ముగించేవారు రాస్తారు.',
  },
  ja: {
    lead: '年に二回、一人ずつ暮らしの様子を尋ねています。分野ごとに答えは四つあり、二つは困っている状態、二つは良い状態です。「当初より良い」は、最初に困っている状態と答え、再び尋ねた人のうち、今は良い状態と答えた人です。「当初より悪い」はその逆です。本人が答えたくなかったことは含みません。',
    asked: (women: string, active: string) =>
      `二回以上尋ねて答えのあった人は、分野により${women}人です（${active}）。人数が少なく、一人の違いで割合が動くため、まず人数をご覧ください。`,
    range: (least: string, most: string) => `${least}〜${most}`,
    active: (count: string, month: string) => `${month}末の活動中のメンバーは${count}人`,
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
    help: (month: string) => `${month}末までの12か月間です。`,
    closer: '本人の答えは、ケースを閉じる人が書き留めたものです。',
  },
} as const;

/** A ratio in words, and its share in tenths of a percent for a bar; null: no bar. */
const stateRatio = (
  value: Value | undefined,
  language: ReaderLanguage,
  say: { readonly of: (part: string, whole: string, share: string) => string; readonly tooFew: string },
): { readonly permille: number | null; readonly text: string } => {
  if (value === undefined || typeof value === 'number' || isWithheld(value)) {
    // A ratio of stocks is never a number, and the only other reason to withhold it is `not_yet`.
    const isOfFew = typeof value === 'object' && value.withheld === 'too_few';
    return { permille: null, text: isOfFew ? say.tooFew : words[language].notCounted };
  }
  const { numerator, denominator } = value;
  // `permilleOf` is null for a denominator of 0. There is none here, since a ratio of fewer than 11 is withheld.
  const permille = permilleOf(value) ?? 0;
  const text = say.of(
    formatCount(numerator, language),
    formatCount(denominator, language),
    formatPermille(permille),
  );
  return { permille, text };
};

/**
 * How many women were asked at least twice, in words: the smallest and the largest number of all areas with both values published. In an area, the
 * women who began badly and those who began well are different women, so the two denominators are added. Undefined if no area has both values.
 */
const stateAsked = (
  monthValueFor: (code: string) => Value | undefined,
  language: ReaderLanguage,
  nameOfMonth: string,
): string | undefined => {
  const asked = Object.keys(areaWords).flatMap((area) => {
    const ratios = [monthValueFor(`road_better_${area}`), monthValueFor(`road_worse_${area}`)];
    const women = ratios.flatMap((ratio) =>
      typeof ratio === 'object' && !isWithheld(ratio) ? [ratio.denominator] : [],
    );
    const areBothPublished = women.length === ratios.length;
    return areBothPublished ? [women.reduce((sum, count) => sum + count)] : [];
  });
  const active = monthValueFor('members_active');
  if (asked.length === 0 || typeof active !== 'number') return undefined;
  const texts = words[language];
  const [least, most] = [Math.min(...asked), Math.max(...asked)].map((count) => formatCount(count, language));
  return texts.asked(
    least === most ? `${least}` : texts.range(`${least}`, `${most}`),
    texts.active(formatCount(active, language), nameOfMonth),
  );
};

export type RoadBar = {
  readonly code: string;
  /** The indicator's title, which its label is a part of. */
  readonly title: string;
  /** `Better` or `Worse`; for the bar about help, its title. */
  readonly label: string;
  /** The share in tenths of a percent; null: no bar is drawn. */
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
  /** @param began the answers that the women first gave */
  const barOf = (code: string, label: string, began: Readonly<Record<ReaderLanguage, string>>): RoadBar => ({
    code,
    title: byCode.get(code)?.title[language] ?? code,
    label,
    ...stateRatio(byCode.get(code)?.month, language, texts),
    note: texts.began(began[language]),
  });
  const help = byCode.get(helpCode);
  return {
    lead: texts.lead,
    asked: stateAsked(
      (code) => indicators.find((indicator) => indicator.code === code)?.month,
      language,
      nameMonth(month),
    ),
    asOf: asOf === undefined ? texts.notYet(next) : texts.asOf(nameMonth(asOf), next),
    areas: Object.entries(areaWords).map(([area, { name, worse, better }]) => ({
      name: name[language],
      // Women who are better now began with one of the worse answers, and the other way round.
      bars: [
        barOf(`road_better_${area}`, texts.better, worse),
        barOf(`road_worse_${area}`, texts.worse, better),
      ],
    })),
    help:
      help === undefined
        ? undefined
        : ({
            code: helpCode,
            title: help.title[language],
            label: help.title[language],
            ...stateRatio(help.month, language, { of: texts.closings, tooFew: texts.tooFewClosings }),
            note: [...(asOf === undefined ? [] : [texts.help(nameMonth(asOf))]), texts.closer].join(
              language === 'ja' ? '' : ' ',
            ),
          } satisfies RoadBar),
  };
};
