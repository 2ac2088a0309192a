import { type Follows, numberParts } from './numbers.ts';
import type { NumberWords } from './words/number-words.ts';

/** The recordings that say a year. @param year 1900 to 2099 */
export function yearParts(year: number, words: NumberWords): string[] {
  const ofCentury = year - 1900;
  if (ofCentury >= 100) return numberParts(year, words);
  const { alone, more } = words.nineteenHundred;
  return ofCentury === 0 ? [alone] : [more, ...numberParts(ofCentury, words)];
}

/** The recordings that say a date: `రెండు వేల`, `ఇరవై ఆరు`, `నవంబర్`, `ఇరవై ఐదో తేదీ`. @param date `YYYY-MM-DD`, or `YYYY-MM` for a month */
export function dateParts(date: string, words: NumberWords): string[] {
  const [year = 0, month = 0, day] = date.split('-').map(Number);
  const yearSaid = yearParts(year, words);
  const monthSaid = wordAt(words.months, month);
  const daySaid = day === undefined ? [] : [wordAt(words.days, day)];
  return words.dateOrder === 'year-month-day'
    ? [...yearSaid, monthSaid, ...daySaid]
    : [...daySaid, monthSaid, ...yearSaid];
}

/**
 * The recordings that say a time of day: `ఉదయం`, `పది గంటలకు`; before a word such as "until" `ఉదయం`, `పది గంటల`.
 * @param time `HH:MM`
 */
export function timeParts(time: string, words: NumberWords, follows: Follows = 'nothing'): string[] {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const { periods, periodComes } = words.time;
  const period = periods.find(({ from }) => from <= hour)?.said ?? '';
  const clock = [...hourParts(hour, minute > 0, words, follows), ...minuteParts(minute, words, follows)];
  return periodComes === 'first' ? [period, ...clock] : [...clock, period];
}

function hourParts(hour: number, hasMinutes: boolean, words: NumberWords, follows: Follows): string[] {
  const { one, at, before, more } = words.time.hour;
  // 0 and 12 are both twelve o'clock.
  const ofTwelve = ((hour + 11) % 12) + 1;
  const isLast = follows === 'nothing' && !hasMinutes;
  if (ofTwelve === 1 && one !== undefined) return [isLast ? one.at : one.before];
  const withoutMinutes = isLast ? at : before;
  const behind = hasMinutes ? more : withoutMinutes;
  return [...numberParts(ofTwelve, words), ...(behind === undefined ? [] : [behind])];
}

function minuteParts(minute: number, words: NumberWords, follows: Follows): string[] {
  if (minute === 0) return [];
  const { beforeTen, one, many } = words.time.minute;
  const behind = minute === 1 ? one : many;
  return [
    ...(beforeTen !== undefined && minute < 10 ? [beforeTen] : []),
    ...numberParts(minute, words, behind === undefined ? 'nothing' : 'noun'),
    ...(behind === undefined ? [] : [follows === 'nothing' ? behind.at : behind.before]),
  ];
}

/** A word of a list. @param position 1 for the first word */
function wordAt(list: readonly string[], position: number): string {
  const word = list[position - 1];
  if (word === undefined) throw new RangeError('Not to be spoken.');
  return word;
}
