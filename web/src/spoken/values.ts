import { readTeluguTime, teluguPeriods } from '../../../functions/shared/calendar/time-of-day.ts';
import { formatDay, formatMonth } from '../i18n/format.ts';
import type { WorkLanguage } from '../i18n/language.ts';
import { dateParts, timeParts, yearParts } from './dates.ts';
import { amountParts, decimalParts, digitParts, type Follows, maxSpoken, numberParts } from './numbers.ts';
import type { NumberWords } from './words/number-words.ts';
import { wordsOf } from './words/words-of.ts';

/** Turns a value as screens show it (web/src/i18n/format.ts) into its recordings; undefined if the text is no such value. */
type ReadValue = (text: string, follows: Follows) => readonly string[] | undefined;

/** Reads values; `dateSource` is the source of a regular expression that finds a date, with its weekday and time if they are there. */
export type ValueReader = { readonly read: ReadValue; readonly dateSource: string };

/**
 * Makes the reader that turns a shown value into the recordings that say it: an amount, a number, a date, a month, a date with its weekday, an instant, a telephone
 * number. It gives undefined for anything else, such as a name.
 */
export function valueReader(locale: WorkLanguage): ValueReader {
  const words = wordsOf[locale];
  const readNumber = numberReader(words);
  const names = shownNames(locale);
  const readDate = dateReader(names, words);
  return {
    read: (text, follows) => readNumber(text, follows) ?? readDate(text, follows),
    dateSource: dateSourceOf(names),
  };
}

const numberReader =
  (words: NumberWords): ReadValue =>
  (text, follows) => {
    const [, minus, rupees, paise = ''] = /^(−?)₹([\d,]+)(?:\.(\d\d))?$/.exec(text) ?? [];
    if (rupees !== undefined) {
      const amount = numberOf(rupees);
      const signed = (amount * 100 + Number(paise)) * (minus === '' ? 1 : -1);
      return amount > maxSpoken ? undefined : amountParts(signed, words);
    }
    if (/^(19|20)\d\d$/.test(text)) return yearParts(Number(text), words);
    if (/^\d{1,9}$|^\d{1,3}(,\d\d)*,\d{3}$/.test(text) && !/^0\d/.test(text)) {
      return numberOf(text) > maxSpoken ? undefined : numberParts(numberOf(text), words, follows);
    }
    if (/^\d{1,3}\.\d{1,2}$/.test(text)) return decimalParts(text, words);
    return /^\+?\d[\d ]{2,}$/.test(text) ? digitParts(text, words) : undefined;
  };

const numberOf = (text: string): number => Number(text.replaceAll(',', ''));

/** Months from January and weekdays from Sunday, as this browser writes them. */
type ShownNames = { readonly months: readonly string[]; readonly weekdays: readonly string[] };

const shownNames = (locale: WorkLanguage): ShownNames => ({
  months: Array.from({ length: 12 }, (_, index) =>
    formatMonth(`2026-${twoDigits(index + 1)}`, locale).replace(' 2026', ''),
  ),
  // 1 March 2026 is a Sunday.
  weekdays: Array.from(
    { length: 7 },
    (_, index) => formatDay(`2026-03-0${index + 1}`, locale).split(',')[0] ?? '',
  ),
});

const twoDigits = (number: number): string => String(number).padStart(2, '0');

const periods = [...new Set(teluguPeriods.map(({ said }) => said))].join('|');

/** The source of a regular expression that finds a time of day as it is shown, such as `14:05` or `రాత్రి 12:00`. */
export const timeSource = `(?:(?:${periods}) )?\\d{1,2}:\\d\\d`;

const dateSourceOf = ({ months, weekdays }: ShownNames): string =>
  `(?:(?:${weekdays.join('|')}), )?(?:\\d{1,2} )?(?:${months.join('|')}) \\d{4}(?:, ${timeSource})?`;

/** Months and weekdays are recognised as this browser writes them, and said as they were recorded. */
function dateReader(names: ShownNames, words: NumberWords): ReadValue {
  const whole = new RegExp(`^${dateSourceOf(names)}$`, 'iu');
  return (text, follows) => {
    if (!whole.test(text)) return undefined;
    const [, weekday, day, month = '', year = '', time] =
      /^(?:(\D+), )?(?:(\d{1,2}) )?(\D+) (\d{4})(?:, (.+))?$/u.exec(text) ?? [];
    const date = [year, twoDigits(names.months.indexOf(month) + 1), ...(day === undefined ? [] : [day])];
    const said = weekday === undefined ? undefined : words.weekdays[names.weekdays.indexOf(weekday)];
    return [
      ...(said === undefined ? [] : [said]),
      ...dateParts(date.join('-'), words),
      ...(time === undefined ? [] : timeParts(readTeluguTime(time), words, follows)),
    ];
  };
}
