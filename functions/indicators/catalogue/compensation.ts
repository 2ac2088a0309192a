import type { Counting, Indicator } from '../indicator.ts';

const compensated = (stage: 'awarded' | 'paid'): Counting => ({
  way: 'distinct',
  fact: 'event',
  when: (event) => event.type === 'compensation' && event.stage === stage,
  each: 'lifetime',
});

export const compensation: readonly Indicator[] = [
  {
    code: 'compensation_awarded',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Victim compensation awarded',
      te: 'నష్టపరిహారం మంజూరైన సభ్యులు',
      ja: '被害者補償が認められたメンバー',
    },
    definition: {
      en: 'Members to whom victim compensation was awarded for the first time; awarded is not yet paid.',
      te: 'మొదటిసారి నష్టపరిహారం మంజూరైన సభ్యుల సంఖ్య; మంజూరు కావడం అంటే ఇంకా చెల్లించినట్టు కాదు.',
      ja: '被害者補償が初めて認められたメンバーの人数。支払いはまだ含まない。',
    },
    breakdowns: false,
    counting: compensated('awarded'),
  },
  {
    code: 'compensation_paid',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Victim compensation paid',
      te: 'నష్టపరిహారం అందుకున్న సభ్యులు',
      ja: '被害者補償を受け取ったメンバー',
    },
    definition: {
      en: 'Members to whom victim compensation was paid for the first time.',
      te: 'మొదటిసారి నష్టపరిహారం చేతికి అందిన సభ్యుల సంఖ్య.',
      ja: '被害者補償の支払いを初めて受けたメンバーの人数。',
    },
    breakdowns: false,
    counting: compensated('paid'),
  },
];
