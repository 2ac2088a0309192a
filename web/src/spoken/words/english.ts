import type { NumberWords } from './number-words.ts';

const units = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const teens = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const cardinals = [
  'zero',
  ...units,
  ...teens,
  ...tens.flatMap((ten) => [ten, ...units.map((unit) => `${ten}-${unit}`)]),
];

const irregularOrdinals: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};
const ordinal = (cardinal: string): string => {
  const last = cardinal.split('-').at(-1) ?? '';
  const first = cardinal.slice(0, cardinal.length - last.length);
  return `${first}${irregularOrdinals[last] ?? `${last.replace(/y$/, 'ie')}th`}`;
};

const hundreds = units.map((unit) => `${unit} hundred`);
const same = (word: string) => ({ oneMore: word, many: word, manyMore: word });

/** English as it is spoken in India, with lakhs and crores and without "and". */
export const english: NumberWords = {
  cardinals,
  beforeNoun: {},
  lastOne: 'one',
  hundreds: hundreds.map((hundred) => ({ one: hundred, ...same(hundred) })),
  scales: [
    { value: 10_000_000, one: 'one crore', ...same('crore'), oneMore: 'one crore' },
    { value: 100_000, one: 'one lakh', ...same('lakh'), oneMore: 'one lakh' },
    { value: 1000, one: 'one thousand', ...same('thousand'), oneMore: 'one thousand' },
  ],
  minus: 'minus',
  point: 'point',
  rupee: { one: 'rupee', oneMore: 'rupee', many: 'rupees', manyMore: 'rupees' },
  paisa: { one: 'paisa', many: 'paise' },
  nineteenHundred: { alone: 'nineteen hundred', more: 'nineteen hundred' },
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  days: cardinals.slice(1, 32).map(ordinal),
  dateOrder: 'day-month-year',
  time: {
    periods: [
      { from: 20, said: 'at night' },
      { from: 16, said: 'in the evening' },
      { from: 12, said: 'in the afternoon' },
      { from: 4, said: 'in the morning' },
      { from: 0, said: 'at night' },
    ],
    periodComes: 'last',
    hour: { at: 'o’clock', before: 'o’clock' },
    minute: { beforeTen: 'oh' },
  },
};
