import type { Indicator } from '../indicator.ts';
import { loansOutstandingOf } from '../stocks.ts';

export const savings: readonly Indicator[] = [
  {
    code: 'members_saving',
    theme: 'savings',
    unit: 'persons',
    title: { en: 'Members who saved', te: 'పొదుపు చేసిన సభ్యులు', ja: '貯蓄をしたメンバー' },
    definition: {
      en: 'Different members who made a deposit in the period.',
      te: 'ఆ కాలంలో పొదుపు జమ చేసిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に一度でも預け入れをしたメンバーの実人数。',
    },
    breakdowns: true,
    counting: { way: 'distinct', fact: 'entry', when: ({ kind }) => kind === 'deposit', each: 'period' },
  },
  {
    code: 'savings_deposited',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Savings deposited', te: 'జమ చేసిన పొదుపు', ja: '預け入れられた貯蓄' },
    definition: {
      en: 'Deposits of members.',
      te: 'సభ్యులు జమ చేసిన మొత్తం.',
      ja: 'メンバーが預け入れた金額。',
    },
    breakdowns: false,
    counting: {
      way: 'sum',
      fact: 'entry',
      count: ({ kind, amountPaise }) => (kind === 'deposit' ? amountPaise : 0),
    },
  },
  {
    code: 'savings_balance',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Savings balance', te: 'పొదుపు నిల్వ', ja: '貯蓄残高' },
    definition: {
      en: "Members' savings (deposits less withdrawals) at the end of the month.",
      te: 'నెల చివరి రోజుకు సభ్యుల పొదుపు (జమల నుంచి తీసుకున్నవి మినహాయించి).',
      ja: '月末の時点のメンバーの貯蓄（預け入れから引き出しを引いたもの）。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: ({ savings }) => savings },
  },
  {
    code: 'loans_disbursed',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Loans disbursed', te: 'ఇచ్చిన రుణాలు', ja: '貸し付けた金額' },
    definition: {
      en: 'Loans given to members out of the savings of their collectives.',
      te: 'సంఘాల పొదుపు నుంచి సభ్యులకు ఇచ్చిన రుణాల మొత్తం.',
      ja: 'グループの貯蓄からメンバーに貸し付けた金額。',
    },
    breakdowns: false,
    counting: {
      way: 'sum',
      fact: 'entry',
      count: ({ kind, amountPaise }) => (kind === 'loan' ? amountPaise : 0),
    },
  },
  {
    code: 'loans_outstanding',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Loans outstanding', te: 'ఇంకా తీర్చాల్సిన రుణాలు', ja: '貸付残高' },
    definition: {
      en: 'Principal that members have still to repay at the end of the month.',
      te: 'నెల చివరి రోజుకు సభ్యులు ఇంకా తీర్చాల్సిన అసలు.',
      ja: '月末の時点でまだ返済されていない元本。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: loansOutstandingOf },
  },
];
