import { teluguPeriods } from '../../../../functions/shared/calendar/time-of-day.ts';
import type { NumberWords } from './number-words.ts';

/** The Telugu words of numbers, each a recording. numbers.ts puts them together. */

const units = ['ఒకటి', 'రెండు', 'మూడు', 'నాలుగు', 'ఐదు', 'ఆరు', 'ఏడు', 'ఎనిమిది', 'తొమ్మిది'];
const teens = ['పది', 'పదకొండు', 'పన్నెండు', 'పదమూడు', 'పద్నాలుగు', 'పదిహేను', 'పదహారు', 'పదిహేడు', 'పద్దెనిమిది', 'పందొమ్మిది'];
const tens = ['ఇరవై', 'ముప్పై', 'నలభై', 'యాభై', 'అరవై', 'డెబ్బై', 'ఎనభై', 'తొంభై'];

const cardinals = [
  'సున్నా',
  ...units,
  ...teens,
  ...tens.flatMap((ten) => [ten, ...units.map((unit) => `${ten} ${unit}`)]),
];
/** "One" is shorter before what it counts: ఒక రూపాయి, ఇరవై ఒక్క రూపాయలు. */
const beforeNoun = Object.fromEntries([
  [1, 'ఒక'],
  ...tens.map((ten, at) => [at * 10 + 21, `${ten} ఒక్క`] as const),
]);

/** The last vowel becomes ో; after ై it is య్యో. */
const ordinal = (cardinal: string): string =>
  cardinal.endsWith('ై') ? `${cardinal.slice(0, -1)}య్యో` : `${cardinal.slice(0, -1)}ో`;

/** Telugu as it is spoken: decision 0104 says which forms, and why. */
export const telugu: NumberWords = {
  cardinals,
  beforeNoun,
  lastOne: 'ఒక్క',
  hundreds: [
    { one: 'వంద', oneMore: 'నూట', many: 'వంద', manyMore: 'వంద' },
    ...units.slice(1).map((unit) => {
      const more = `${unit} వందల`;
      return { one: more, oneMore: more, many: `${unit} వందలు`, manyMore: more };
    }),
  ],
  scales: [
    { value: 10_000_000, one: 'కోటి', oneMore: 'కోటీ', many: 'కోట్లు', manyMore: 'కోట్ల' },
    { value: 100_000, one: 'లక్ష', oneMore: 'లక్షా', many: 'లక్షలు', manyMore: 'లక్షల' },
    { value: 1000, one: 'వెయ్యి', oneMore: 'వెయ్యి', many: 'వేలు', manyMore: 'వేల' },
  ],
  minus: 'మైనస్',
  point: 'పాయింట్',
  rupee: { one: 'రూపాయి', oneMore: 'రూపాయి', many: 'రూపాయలు', manyMore: 'రూపాయల' },
  paisa: { one: 'పైసా', many: 'పైసలు' },
  nineteenHundred: { alone: 'పందొమ్మిది వందలు', more: 'పందొమ్మిది వందల' },
  months: ['జనవరి', 'ఫిబ్రవరి', 'మార్చి', 'ఏప్రిల్', 'మే', 'జూన్', 'జులై', 'ఆగస్టు', 'సెప్టెంబర్', 'అక్టోబర్', 'నవంబర్', 'డిసెంబర్'],
  weekdays: ['ఆదివారం', 'సోమవారం', 'మంగళవారం', 'బుధవారం', 'గురువారం', 'శుక్రవారం', 'శనివారం'],
  days: cardinals.slice(1, 32).map((cardinal) => `${ordinal(cardinal)} తేదీ`),
  dateOrder: 'year-month-day',
  time: {
    periods: teluguPeriods,
    periodComes: 'first',
    hour: {
      at: 'గంటలకు',
      before: 'గంటల',
      more: 'గంటల',
      one: { at: 'ఒంటి గంటకు', before: 'ఒంటి గంట' },
    },
    minute: {
      one: { at: 'నిమిషానికి', before: 'నిమిషం' },
      many: { at: 'నిమిషాలకు', before: 'నిమిషాల' },
    },
  },
};
