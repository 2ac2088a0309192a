import type { WorkLanguage } from '../../i18n/language.ts';
import type { SpokenText } from '../spoken-text.ts';
import { english } from './english.ts';
import type { NumberWords } from './number-words.ts';
import { telugu } from './telugu.ts';

/** The words of each language for numbers, amounts, dates and times. */
export const wordsOf: Readonly<Record<WorkLanguage, NumberWords>> = { te: telugu, en: english };

/** What says how words are put together, and is no word. */
const rules = ['dateOrder', 'periodComes'];
const ofDates = ['months', 'weekdays', 'days', 'time'];

/** Lists the words of a language, by their place in its table. */
export const listWords = (locale: WorkLanguage): readonly SpokenText[] =>
  Object.entries(wordsOf[locale]).flatMap(([name, value]) =>
    rules.includes(name) ? [] : wordsIn(value, name, ofDates.includes(name) ? 'dates' : 'numbers'),
  );

function wordsIn(value: unknown, key: string, room: string): SpokenText[] {
  if (typeof value === 'string') return [{ key, text: value, room }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    rules.includes(name) ? [] : wordsIn(inner, `${key}.${name}`, room),
  );
}
