import type { CaseEvent } from '../facts.ts';
import type { Counting, Indicator } from '../indicator.ts';
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
      en: 'Members who applied for compensation',
      te: 'నష్టపరిహారానికి దరఖాస్తు చేసిన సభ్యులు',
      ja: '補償金を申請したメンバー',
    },
    definition: {
      en: 'Members for whom an application to the State’s victim compensation scheme was filed for the first time.',
      te: 'ప్రభుత్వ నష్టపరిహార పథకానికి మొదటిసారి దరఖాస్తు చేసిన సభ్యుల సంఖ్య.',
      ja: '州の被害者補償制度に初めて申請したメンバーの人数。',
    },
    breakdowns: false,
    counting: compensated('filed'),
  },
  {
    code: 'compensation_interim_paid',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Members who received a first part of their compensation',
      te: 'పరిహారంలో మొదటి భాగం అందుకున్న సభ్యులు',
      ja: '補償金の一部を先に受け取ったメンバー',
    },
    definition: {
      en: 'Members to whom interim compensation, a part that is paid before the whole is decided, was paid for the first time.',
      te: 'తుది నిర్ణయానికి ముందే ఇచ్చే భాగం (మధ్యంతర పరిహారం) మొదటిసారి చేతికి అందిన సభ్యుల సంఖ్య.',
      ja: '最終の決定の前に支払われる暫定補償を、初めて受け取ったメンバーの人数。',
    },
    breakdowns: false,
    counting: compensated('interim_paid'),
  },
  {
    code: 'compensation_awarded',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Members awarded compensation',
      te: 'నష్టపరిహారం మంజూరైన సభ్యులు',
      ja: '補償金が認められたメンバー',
    },
    definition: {
      en: 'Members to whom compensation was awarded for the first time; awarded is not yet paid.',
      te: 'మొదటిసారి నష్టపరిహారం మంజూరైన సభ్యుల సంఖ్య; మంజూరు కావడం అంటే ఇంకా చెల్లించినట్టు కాదు.',
      ja: '補償金が初めて認められたメンバーの人数。支払いはまだ含まない。',
    },
    breakdowns: false,
    counting: compensated('awarded'),
  },
  {
    code: 'compensation_paid',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Members who received compensation',
      te: 'నష్టపరిహారం అందుకున్న సభ్యులు',
      ja: '補償金を受け取ったメンバー',
    },
    definition: {
      en: 'Members to whom compensation was paid for the first time.',
      te: 'మొదటిసారి నష్టపరిహారం చేతికి అందిన సభ్యుల సంఖ్య.',
      ja: '補償金の支払いを初めて受けたメンバーの人数。',
    },
    breakdowns: false,
    counting: compensated('paid'),
  },
  {
    code: 'applications_pending',
    theme: 'health_and_justice',
    unit: 'applications',
    title: {
      en: 'Compensation applications without a decision for 60 days',
      te: '60 రోజులైనా నిర్ణయం రాని పరిహార దరఖాస్తులు',
      ja: '60日以上決定のない補償金の申請',
    },
    definition: {
      en: 'Applications for compensation that were filed 60 days or more before the last day of the month, and by then neither awarded, rejected nor paid; those of members who have left too.',
      te: 'నెల చివరి రోజుకు 60 రోజులు లేదా అంతకన్నా ముందు దాఖలై, అప్పటికి మంజూరు, తిరస్కరణ, చెల్లింపు ఏదీ జరగని నష్టపరిహార దరఖాస్తుల సంఖ్య; వెళ్ళిపోయిన సభ్యుల దరఖాస్తులూ ఇందులో ఉంటాయి.',
      ja: '月末の60日以上前に申請され、その時点で認定も却下も支払いもされていない補償金の申請の件数。退会したメンバーの申請を含む。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: applicationsPendingOf },
  },
];
