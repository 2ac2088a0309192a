import { formatCount, type ReaderLanguage } from '../disclosure/format-values.ts';
import { leftOutWords, severalMonthsWords, words } from './headline-words.ts';

/** What is said beside the number of a headline (headlines.ts): who is left out of it, and why months may add up to more than the year. */

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
  const deposits = all.find((row) => row.code === 'savings_deposited');
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
 * `stateLeftOut` for a headline; empty if there is nothing to say. The number of active members has a sentence too: it says how many women save
 * besides, since otherwise that number would seem to be of all who save.
 */
export const stateLeftOutOfHeadline = (
  { code, leftOut }: { readonly code: string; readonly leftOut?: LeftOut },
  all: readonly { readonly code: string; readonly leftOut?: LeftOut }[],
  language: ReaderLanguage,
): string => {
  if (code !== 'members_active') return stateLeftOut(leftOut, language) ?? '';
  const saversLeftOut = all.find((row) => row.code === 'savings_balance')?.leftOut;
  return typeof saversLeftOut === 'number'
    ? leftOutWords[language].besides(formatCount(saversLeftOut, language))
    : '';
};

/** Sentences one after the other, without those that are empty. */
export const joinSentences = (sentences: readonly string[], language: ReaderLanguage): string =>
  sentences.filter((sentence) => sentence !== '').join(language === 'ja' ? '' : ' ');
