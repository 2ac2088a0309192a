import type { CaseEvent, Counting, Indicator } from '../indicator.ts';
import { applicationsPendingOf } from '../stocks.ts';

const compensated = (stage: Extract<CaseEvent, { type: 'compensation' }>['stage']): Counting => ({
  way: 'distinct',
  fact: 'event',
  when: (event) => event.type === 'compensation' && event.stage === stage,
  each: 'lifetime',
});

export const compensation: readonly Indicator[] = [
  {
    code: 'compensation_applied',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Victim compensation applied for',
      te: 'నష్టపరిహారానికి దరఖాస్తు చేసిన సభ్యులు',
      ja: '被害者補償を申請したメンバー',
    },
    definition: {
      en: 'Members for whom an application for victim compensation was filed for the first time.',
      te: 'మొదటిసారి నష్టపరిహారానికి దరఖాస్తు చేసిన సభ్యుల సంఖ్య.',
      ja: '被害者補償を初めて申請したメンバーの人数。',
    },
    breakdowns: false,
    counting: compensated('filed'),
  },
  {
    code: 'compensation_interim_paid',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Interim compensation paid',
      te: 'మధ్యంతర పరిహారం అందుకున్న సభ్యులు',
      ja: '暫定補償を受け取ったメンバー',
    },
    definition: {
      en: 'Members to whom interim compensation was paid for the first time.',
      te: 'మొదటిసారి మధ్యంతర పరిహారం చేతికి అందిన సభ్యుల సంఖ్య.',
      ja: '暫定補償の支払いを初めて受けたメンバーの人数。',
    },
    breakdowns: false,
    counting: compensated('interim_paid'),
  },
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
  {
    code: 'applications_pending',
    theme: 'health_and_justice',
    unit: 'applications',
    title: {
      en: 'Compensation applications pending',
      te: 'నిర్ణయం రాని పరిహార దరఖాస్తులు',
      ja: '決定が遅れている補償申請',
    },
    definition: {
      en: 'Applications for victim compensation that were filed 60 days or more before the last day of the month, and by then neither awarded, rejected nor paid; those of members who have left too.',
      te: 'నెల చివరి రోజుకు 60 రోజులు లేదా అంతకన్నా ముందు దాఖలై, అప్పటికి మంజూరు, తిరస్కరణ, చెల్లింపు ఏదీ జరగని నష్టపరిహార దరఖాస్తుల సంఖ్య; వెళ్ళిపోయిన సభ్యుల దరఖాస్తులూ ఇందులో ఉంటాయి.',
      ja: '月末の60日以上前に申請され、その時点で認定も却下も支払いもされていない被害者補償の申請の件数。退会したメンバーの申請を含む。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: applicationsPendingOf },
  },
];
