import type { Indicator } from '../indicator.ts';

export const meetings: readonly Indicator[] = [
  {
    code: 'meetings_held',
    theme: 'savings',
    unit: 'meetings',
    title: { en: 'Meetings held', te: 'జరిగిన సమావేశాలు', ja: '開かれた会合' },
    definition: {
      en: 'Meetings of the collectives, by the day on which they were held; sheets taken back are left out.',
      te: 'జరిగిన తేదీ ప్రకారం సంఘాల సమావేశాల సంఖ్య; వెనక్కి తీసుకున్న నమోదులు కలపలేదు.',
      ja: '開催日にもとづいて数えたグループの会合の回数。取り消された記録は含まない。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'meeting', count: () => 1 },
  },
  {
    code: 'attendance_rate',
    theme: 'savings',
    unit: 'ratio',
    title: { en: 'Share of attendance', te: 'హాజరు నిష్పత్తి', ja: '出席率' },
    definition: {
      en: 'Members present, divided by members listed, over all meetings.',
      te: 'అన్ని సమావేశాల్లో హాజరైన సభ్యుల సంఖ్యను, జాబితాలోని సభ్యుల సంఖ్యతో భాగించినది.',
      ja: 'すべての会合について、出席した人数を名簿に載った人数で割ったもの。',
    },
    breakdowns: false,
    counting: {
      way: 'ratio',
      numerator: { fact: 'attendance', count: ({ status }) => (status === 'present' ? 1 : 0) },
      denominator: { fact: 'attendance', count: () => 1 },
    },
  },
];
