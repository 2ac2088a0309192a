import { formatCount, formatPermille, type ReaderLanguage } from '../disclosure/format-values.ts';
import { isHalfYearEnd, nextHalfYearEnd } from '../disclosure/half-years.ts';
import { isWithheld, permilleOf, type Value } from '../disclosure/value-arithmetic.ts';
import { areaWords } from '../indicators/road-areas.ts';
import { words } from './road-texts.ts';

/**
 * What a month says of the road that women go. The funder's page, the report and the workbook all take it from here: in each area, how many women are
 * better and how many are worse, always with how many were asked. road-texts.ts has the words. Pure, since it runs in the page too.
 */

/** Whether an indicator is one of the road. They are the ratios of stocks. */
export const isOfRoad = ({ way }: { readonly way: string }): boolean => way === 'ratio_of_stocks';

/** Whether a month only repeats an indicator's value of an earlier March or September. */
export const isRepeated = (indicator: { readonly way: string }, month: string): boolean =>
  isOfRoad(indicator) && !isHalfYearEnd(month);

/** The indicator of the closed cases after which a woman said that she was helped. */
const helpCode = 'help_helped';

type RoadNumbers = {
  readonly code: string;
  readonly way: string;
  readonly asOf?: string | undefined;
  readonly month: Value;
};

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
