import { formatBrief, type Language } from './format-values.ts';
import type { PublishedPeriod } from './latest-values.ts';
import type { Value } from './value-arithmetic.ts';

/**
 * The numbers of a narrative. Whoever writes it puts a placeholder where a number belongs, and the month's own number is filled in when the
 * month is published: `{members_active}`. It is the month's value, of a stock the level at its end; `{members_enrolled.toDate}` and
 * `{members_enrolled.financialYear}` are those of the other periods. Pure; the desk's bundle has it too.
 */

const placeholder = /\{([^{}]*)\}/g;

/** What a placeholder names, such as `members_enrolled.toDate`: a code, and a period that may be left out. */
const parsePlaceholder = (name: string): { readonly code: string; readonly period: PublishedPeriod } => {
  const [code = '', suffix] = name.split('.');
  const period = (['month', 'financialYear', 'toDate'] as const).find((one) => name === `${code}.${one}`);
  // Another suffix makes a code that no indicator has.
  return { code: suffix === undefined || period !== undefined ? code : name, period: period ?? 'month' };
};

/**
 * What is wrong with a text's placeholders: those that name no number, and a brace without the other.
 * @param codes the codes of the indicators that the month has
 */
export const findUnknownNumbers = (text: string, codes: ReadonlySet<string>): string[] => [
  ...[...text.matchAll(placeholder)]
    .filter(([, name = '']) => !codes.has(parsePlaceholder(name).code))
    .map(([whole]) => whole),
  ...(/[{}]/.exec(text.replaceAll(placeholder, '')) ?? []),
];

type Numbers = Readonly<Record<PublishedPeriod, Value>> & {
  readonly code: string;
  readonly unit: string;
  readonly way?: string;
};

/** A text with the month's numbers in place of their placeholders. One that names no number of the month stays as it is written. */
export const fillNumbers = (text: string, indicators: readonly Numbers[], language: Language): string =>
  text.replaceAll(placeholder, (whole, name: string) => {
    const { code, period } = parsePlaceholder(name);
    const indicator = indicators.find((one) => one.code === code);
    return indicator === undefined ? whole : formatBrief(indicator[period], indicator, language);
  });
