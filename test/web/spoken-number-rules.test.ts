import fc from 'fast-check';
import { ToWords } from 'to-words';
import { describe, expect, test } from 'vitest';
import { dateParts, timeParts, yearParts } from '../../web/src/spoken/dates.ts';
import {
  amountParts,
  decimalParts,
  digitParts,
  maxSpoken,
  numberParts,
} from '../../web/src/spoken/numbers.ts';
import { english } from '../../web/src/spoken/words/english.ts';
import { telugu } from '../../web/src/spoken/words/telugu.ts';
import { listWords } from '../../web/src/spoken/words/words-of.ts';

const inTelugu = (count: number, follows?: 'noun'): string => numberParts(count, telugu, follows).join(' ');
const inEnglish = (count: number): string => numberParts(count, english).join(' ');

describe('Telugu numbers', () => {
  // Each as a teacher of Telugu writes it; decision 0104 names the sources.
  test.each([
    [0, 'సున్నా', 'సున్నా'],
    [1, 'ఒకటి', 'ఒక'],
    [2, 'రెండు', 'రెండు'],
    [10, 'పది', 'పది'],
    [11, 'పదకొండు', 'పదకొండు'],
    [14, 'పద్నాలుగు', 'పద్నాలుగు'],
    [15, 'పదిహేను', 'పదిహేను'],
    [18, 'పద్దెనిమిది', 'పద్దెనిమిది'],
    [19, 'పందొమ్మిది', 'పందొమ్మిది'],
    [21, 'ఇరవై ఒకటి', 'ఇరవై ఒక్క'],
    [51, 'యాభై ఒకటి', 'యాభై ఒక్క'],
    [99, 'తొంభై తొమ్మిది', 'తొంభై తొమ్మిది'],
    [100, 'వంద', 'వంద'],
    [101, 'నూట ఒకటి', 'నూట ఒక్క'],
    [116, 'నూట పదహారు', 'నూట పదహారు'],
    [199, 'నూట తొంభై తొమ్మిది', 'నూట తొంభై తొమ్మిది'],
    [200, 'రెండు వందలు', 'రెండు వందల'],
    [201, 'రెండు వందల ఒకటి', 'రెండు వందల ఒక్క'],
    [999, 'తొమ్మిది వందల తొంభై తొమ్మిది', 'తొమ్మిది వందల తొంభై తొమ్మిది'],
    [1000, 'వెయ్యి', 'వెయ్యి'],
    [1001, 'వెయ్యి ఒకటి', 'వెయ్యి ఒక్క'],
    [1116, 'వెయ్యి నూట పదహారు', 'వెయ్యి నూట పదహారు'],
    [1250, 'వెయ్యి రెండు వందల యాభై', 'వెయ్యి రెండు వందల యాభై'],
    [2000, 'రెండు వేలు', 'రెండు వేల'],
    [2500, 'రెండు వేల ఐదు వందలు', 'రెండు వేల ఐదు వందల'],
    [10_000, 'పది వేలు', 'పది వేల'],
    [21_000, 'ఇరవై ఒక్క వేలు', 'ఇరవై ఒక్క వేల'],
    [99_999, 'తొంభై తొమ్మిది వేల తొమ్మిది వందల తొంభై తొమ్మిది', 'తొంభై తొమ్మిది వేల తొమ్మిది వందల తొంభై తొమ్మిది'],
    [100_000, 'లక్ష', 'లక్ష'],
    [100_001, 'లక్షా ఒకటి', 'లక్షా ఒక్క'],
    [125_000, 'లక్షా ఇరవై ఐదు వేలు', 'లక్షా ఇరవై ఐదు వేల'],
    [200_000, 'రెండు లక్షలు', 'రెండు లక్షల'],
    [250_000, 'రెండు లక్షల యాభై వేలు', 'రెండు లక్షల యాభై వేల'],
    [1_000_000, 'పది లక్షలు', 'పది లక్షల'],
    [10_000_000, 'కోటి', 'కోటి'],
    [12_000_000, 'కోటీ ఇరవై లక్షలు', 'కోటీ ఇరవై లక్షల'],
    [20_000_000, 'రెండు కోట్లు', 'రెండు కోట్ల'],
  ])('%i is %s, and before a noun %s', (count, alone, before) => {
    expect(inTelugu(count)).toBe(alone);
    expect(inTelugu(count, 'noun')).toBe(before);
  });

  /**
   * The second source writes each power of ten in one form, with "one" before all but a bare hundred, and one other spelling. Whatever else differs is a
   * fault here or there.
   */
  const source = new ToWords({ localeCode: 'te-IN' });
  const asSource = (count: number): string =>
    inTelugu(count)
      .replaceAll(/వందలు|వందల|నూట/g, 'వంద')
      .replaceAll(/వేలు|వేల/g, 'వెయ్యి')
      .replaceAll(/లక్షలు|లక్షల|లక్షా/g, 'లక్ష')
      .replaceAll(/కోట్లు|కోట్ల|కోటీ/g, 'కోటి')
      .replaceAll('ఒక్క ', 'ఒకటి ');
  const withoutOnes = (said: string): string =>
    said.replaceAll(/(^|(?:కోటి|లక్ష|వెయ్యి) )ఒకటి (?=కోటి|లక్ష|వెయ్యి|వంద)/g, '$1');
  const agrees = (count: number): void => {
    expect(asSource(count)).toBe(withoutOnes(source.convert(count)));
  };

  test('from 0 to 9,999 agree with a second source but for the forms it does not have', () => {
    for (let count = 0; count < 10_000; count += 1) agrees(count);
  });

  test('up to 99,99,99,999 likewise', () => {
    const edges = [1e4, 1e5, 1e6, 1e7, 1e8].flatMap((power) =>
      [1, 2, 9].flatMap((times) => [-1, 0, 1].map((more) => times * power + more)),
    );
    for (const count of [...edges, maxSpoken]) agrees(count);
    fc.assert(fc.property(fc.integer({ min: 0, max: maxSpoken }), agrees), { numRuns: 3000 });
  });

  /** The value of words, read without the tables: only the least words are known. */
  const readBack = (parts: readonly string[]): number => {
    let [sum, hundreds] = [0, 0];
    const small = new Map(telugu.cardinals.map((word, value) => [word, value]));
    for (const [value, word] of Object.entries(telugu.beforeNoun)) small.set(word, Number(value));
    small.set(telugu.lastOne, 1);
    for (const part of parts
      .join(' ')
      .replaceAll(/(\S+ )?(వందలు|వందల)/g, '$1$2')
      .split(/ (?=వే|లక్ష|కో|వంద|నూట)|(?<=వేలు?|వెయ్యి|లక్షలు?|లక్షా?|కోట్లు?|కోట[ిీ]|వందలు?|వంద|నూట) /)) {
      if (part === 'నూట') hundreds += 100;
      else if (/^వంద/.test(part)) hundreds = (hundreds || 1) * 100;
      else if (/^(వే|వెయ్యి)/.test(part)) [sum, hundreds] = [sum + (hundreds || 1) * 1000, 0];
      else if (/^లక్ష/.test(part)) [sum, hundreds] = [sum + (hundreds || 1) * 100_000, 0];
      else if (/^కో/.test(part)) [sum, hundreds] = [sum + (hundreds || 1) * 10_000_000, 0];
      else hundreds += small.get(part) ?? Number.NaN;
    }
    return sum + hundreds;
  };

  test('say no two numbers alike: read back, each is what it was', () => {
    for (let count = 0; count < 10_000; count += 1) {
      expect(readBack(numberParts(count, telugu))).toBe(count);
      expect(readBack(numberParts(count, telugu, 'noun'))).toBe(count);
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: maxSpoken }), (count) => {
        expect(readBack(numberParts(count, telugu))).toBe(count);
      }),
    );
  });
});

describe('English numbers', () => {
  const source = new ToWords({ localeCode: 'en-IN' });
  test('agree with a second source, which joins tens and units by a space', () => {
    const agrees = (count: number): void => {
      expect(inEnglish(count).replaceAll('-', ' ')).toBe(
        source
          .convert(count)
          .toLowerCase()
          .replaceAll(/ and | crores| lakhs/g, (said) => (said === ' and ' ? ' ' : said.slice(0, -1)))
          .replaceAll('-', ' '),
      );
    };
    for (let count = 0; count < 10_000; count += 1) agrees(count);
    fc.assert(fc.property(fc.integer({ min: 0, max: maxSpoken }), agrees), { numRuns: 1000 });
  });
});

test.each([-1, 1.5, maxSpoken + 1, Number.NaN])('%d is refused', (count) => {
  expect(() => numberParts(count, telugu)).toThrow(RangeError);
});

describe('amounts', () => {
  test.each([
    [0, 'సున్నా రూపాయలు'],
    [100, 'ఒక రూపాయి'],
    [200, 'రెండు రూపాయలు'],
    [2100, 'ఇరవై ఒక్క రూపాయలు'],
    [10_000, 'వంద రూపాయలు'],
    [20_000, 'రెండు వందల రూపాయలు'],
    [125_000, 'వెయ్యి రెండు వందల యాభై రూపాయలు'],
    [10_000_000, 'లక్ష రూపాయలు'],
    [12_500_000, 'లక్షా ఇరవై ఐదు వేల రూపాయలు'],
    [999_999_900, 'తొంభై తొమ్మిది లక్షల తొంభై తొమ్మిది వేల తొమ్మిది వందల తొంభై తొమ్మిది రూపాయలు'],
    [1, 'ఒక పైసా'],
    [50, 'యాభై పైసలు'],
    [150, 'ఒక రూపాయి యాభై పైసలు'],
    [125_075, 'వెయ్యి రెండు వందల యాభై రూపాయల డెబ్బై ఐదు పైసలు'],
    [-20_000, 'మైనస్ రెండు వందల రూపాయలు'],
  ])('%i paise are %s', (paise, said) => {
    expect(amountParts(paise, telugu).join(' ')).toBe(said);
  });

  test.each([
    [100, 'one rupee'],
    [125_000, 'one thousand two hundred fifty rupees'],
    [-150, 'minus one rupee fifty paise'],
  ])('%i paise are %s in English', (paise, said) => {
    expect(amountParts(paise, english).join(' ')).toBe(said);
  });
});

test('decimals and telephone numbers are said digit by digit', () => {
  expect(decimalParts('2.5', telugu).join(' ')).toBe('రెండు పాయింట్ ఐదు');
  expect(digitParts('1098', telugu).join(' ')).toBe('ఒకటి సున్నా తొమ్మిది ఎనిమిది');
});

describe('dates', () => {
  test.each([
    ['2026-11-25', 'రెండు వేల ఇరవై ఆరు నవంబర్ ఇరవై ఐదో తేదీ'],
    ['2000-01-01', 'రెండు వేలు జనవరి ఒకటో తేదీ'],
    ['1992-05-20', 'పందొమ్మిది వందల తొంభై రెండు మే ఇరవయ్యో తేదీ'],
    ['2024-02-29', 'రెండు వేల ఇరవై నాలుగు ఫిబ్రవరి ఇరవై తొమ్మిదో తేదీ'],
    ['2026-08-31', 'రెండు వేల ఇరవై ఆరు ఆగస్టు ముప్పై ఒకటో తేదీ'],
    ['2026-03-10', 'రెండు వేల ఇరవై ఆరు మార్చి పదో తేదీ'],
    ['2026-11', 'రెండు వేల ఇరవై ఆరు నవంబర్'],
  ])('%s is %s', (date, said) => {
    expect(dateParts(date, telugu).join(' ')).toBe(said);
  });

  test('every day of a leap year has words of its own, in both languages', () => {
    const days = Array.from({ length: 366 }, (_, at) =>
      new Date(Date.UTC(2028, 0, 1 + at)).toISOString().slice(0, 10),
    );
    for (const words of [telugu, english]) {
      expect(new Set(days.map((day) => dateParts(day, words).join(' '))).size).toBe(366);
    }
    // The day of the month, by its cardinal: the ordinal keeps all but its last vowel.
    for (const day of days) {
      const [ordinal = ''] = dateParts(day, telugu).at(-1)?.split(' తేదీ') ?? [];
      const cardinal = inTelugu(Number(day.slice(8)));
      const stem = cardinal.slice(0, -1);
      expect([`${stem}ో`, `${stem}య్యో`]).toContain(ordinal);
      expect(telugu.months[Number(day.slice(5, 7)) - 1]).toBe(dateParts(day, telugu).at(-2));
    }
  });

  test.each([
    [1900, 'పందొమ్మిది వందలు', 'nineteen hundred'],
    [1985, 'పందొమ్మిది వందల ఎనభై ఐదు', 'nineteen hundred eighty-five'],
    [2010, 'రెండు వేల పది', 'two thousand ten'],
  ])('the year %i is %s, %s', (year, inTelugu, inEnglish) => {
    expect(yearParts(year, telugu).join(' ')).toBe(inTelugu);
    expect(yearParts(year, english).join(' ')).toBe(inEnglish);
  });

  test('in English: the day first', () => {
    expect(dateParts('2026-11-12', english).join(' ')).toBe('twelfth November two thousand twenty-six');
    expect(english.days.slice(18, 23)).toEqual([
      'nineteenth',
      'twentieth',
      'twenty-first',
      'twenty-second',
      'twenty-third',
    ]);
  });
});

describe('times of day', () => {
  test.each([
    ['10:00', 'ఉదయం పది గంటలకు', 'ఉదయం పది గంటల', 'ten o’clock in the morning'],
    ['0:00', 'రాత్రి పన్నెండు గంటలకు', 'రాత్రి పన్నెండు గంటల', 'twelve o’clock at night'],
    ['12:00', 'మధ్యాహ్నం పన్నెండు గంటలకు', 'మధ్యాహ్నం పన్నెండు గంటల', 'twelve o’clock in the afternoon'],
    ['13:00', 'మధ్యాహ్నం ఒంటి గంటకు', 'మధ్యాహ్నం ఒంటి గంట', 'one o’clock in the afternoon'],
    ['14:05', 'మధ్యాహ్నం రెండు గంటల ఐదు నిమిషాలకు', 'మధ్యాహ్నం రెండు గంటల ఐదు నిమిషాల', 'two oh five in the afternoon'],
    ['4:01', 'తెల్లవారుజామున నాలుగు గంటల ఒక నిమిషానికి', 'తెల్లవారుజామున నాలుగు గంటల ఒక నిమిషం', 'four oh one in the morning'],
    [
      '18:21',
      'సాయంత్రం ఆరు గంటల ఇరవై ఒక్క నిమిషాలకు',
      'సాయంత్రం ఆరు గంటల ఇరవై ఒక్క నిమిషాల',
      'six twenty-one in the evening',
    ],
    ['23:59', 'రాత్రి పదకొండు గంటల యాభై తొమ్మిది నిమిషాలకు', 'రాత్రి పదకొండు గంటల యాభై తొమ్మిది నిమిషాల', 'eleven fifty-nine at night'],
  ])('%s is %s; before a word %s; %s', (time, alone, before, inEnglish) => {
    expect(timeParts(time, telugu).join(' ')).toBe(alone);
    expect(timeParts(time, telugu, 'noun').join(' ')).toBe(before);
    expect(timeParts(time, english).join(' ')).toBe(inEnglish);
  });

  test('no two minutes of a day sound alike', () => {
    const times = Array.from(
      { length: 1440 },
      (_, at) => `${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')}`,
    );
    for (const words of [telugu, english]) {
      for (const follows of ['nothing', 'noun'] as const) {
        expect(new Set(times.map((time) => timeParts(time, words, follows).join(' '))).size).toBe(1440);
      }
    }
  });
});

test.each(['te', 'en'] as const)(
  'in %s every word that is put together is listed to be recorded',
  (locale) => {
    const words = locale === 'te' ? telugu : english;
    const listed = new Set(listWords(locale).map(({ text }) => text));
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    const anything = fc.record({
      paise: fc.integer({ min: -1e10, max: 1e10 }),
      day: days,
      minute: fc.nat(1439),
    });
    fc.assert(
      fc.property(anything, fc.constantFrom('nothing', 'noun'), ({ paise, day, minute }, follows) => {
        const parts = [
          ...amountParts(paise, words),
          ...numberParts(Math.abs(paise) % (maxSpoken + 1), words, follows),
          ...decimalParts('1.5', words),
          ...dateParts(day.toISOString().slice(0, 10), words),
          ...timeParts(`${Math.floor(minute / 60)}:${minute % 60}`, words, follows),
        ];
        expect(parts.filter((part) => !listed.has(part))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    for (const weekday of words.weekdays) expect(listed).toContain(weekday);
  },
);
