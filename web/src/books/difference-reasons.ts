import { type Language, type WorkLanguage, workLanguage } from '../i18n/language.ts';

/**
 * The usual reasons why a box holds less or more than the books. A leader taps one, and it is recorded in her language, as if she had
 * written it. So whoever reads it can have it in theirs.
 */
const texts = {
  unknown: { te: 'ఇంకా తెలియదు', en: 'Not known yet' },
  unpaid: {
    te: 'ఒకరు ఇంకా డబ్బు పెట్టలేదు',
    en: 'Somebody has not put her money in yet',
  },
  elsewhere: {
    te: 'డబ్బు వేరే చోట ఉంది',
    en: 'The money is kept elsewhere',
  },
  found: {
    te: 'ముందు తగ్గిన డబ్బు దొరికింది',
    en: 'What was missing before has turned up',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<WorkLanguage, string>>>>;

type Reason = keyof typeof texts;

/** The usual reasons for a kind of line, in the order in which they are offered. */
export const differenceReasons = {
  cash_short: ['unknown', 'unpaid', 'elsewhere'],
  cash_over: ['unknown', 'found'],
} as const satisfies Readonly<Record<string, readonly Reason[]>>;

export const reasonText = (reason: Reason, language: Language): string =>
  texts[reason][workLanguage(language)];

/** A recorded reason in another language, if it is one of the usual ones; else as it was written. */
export function translateReason(recorded: string, language: Language): string {
  const usual = Object.values(texts).find((inLanguages) =>
    Object.values(inLanguages).some((text) => text === recorded),
  );
  return usual?.[workLanguage(language)] ?? recorded;
}
