import type { Indicator } from '../indicator.ts';
import { allChanges } from '../long-changes.ts';
import {
  bankBalanceOf,
  bankLinkedOf,
  borrowingsOutstandingOf,
  loansAtRiskOf,
  loansOutstandingOf,
} from '../stocks.ts';

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
    title: { en: 'Savings deposited', te: 'జమ చేసిన పొదుపు', ja: '貯蓄の預入額' },
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
      en: 'Members’ savings (deposits less withdrawals) at the end of the month.',
      te: 'నెల చివరి రోజుకు సభ్యుల పొదుపు (జమల నుంచి తీసుకున్నవి మినహాయించి).',
      ja: '月末の時点のメンバーの貯蓄（預け入れから引き出しを引いたもの）。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: ({ savings }) => allChanges(savings) },
  },
  {
    code: 'loans_disbursed',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Loans disbursed', te: 'సభ్యులకు ఇచ్చిన అప్పులు', ja: '貸し付けた金額' },
    definition: {
      en: 'Loans given to members out of the savings of their collectives.',
      te: 'సంఘాల పొదుపు నుంచి సభ్యులకు ఇచ్చిన అప్పుల మొత్తం.',
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
    title: { en: 'Loans outstanding', te: 'సభ్యులు తీర్చాల్సిన అప్పులు', ja: '貸付残高' },
    definition: {
      en: 'Principal that members have still to repay at the end of the month.',
      te: 'నెల చివరి రోజుకు సభ్యులు ఇంకా తీర్చాల్సిన అసలు.',
      ja: '月末の時点でまだ返済されていない元本。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: loansOutstandingOf },
  },
  {
    code: 'loans_at_risk',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Loans at risk', te: 'వసూలు అనుమానంగా ఉన్న అప్పులు', ja: '延滞リスクのある貸付' },
    definition: {
      en: 'Principal still to be repaid, at the end of the month, of loans of which an instalment has been overdue for 30 days or more.',
      te: 'ఒక వాయిదా గడువు దాటి 30 రోజులు లేదా అంతకంటే ఎక్కువైన అప్పుల్లో, నెల చివరి రోజుకు ఇంకా తీర్చాల్సిన అసలు.',
      ja: '返済が30日以上遅れている貸付の、月末の時点の元本残高。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: loansAtRiskOf },
  },
  {
    code: 'interest_received',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Interest received', te: 'వచ్చిన వడ్డీ', ja: '受け取った利息' },
    definition: {
      en: 'Interest that members paid on loans of their collectives.',
      te: 'సంఘం ఇచ్చిన అప్పులపై సభ్యులు కట్టిన వడ్డీ మొత్తం.',
      ja: 'グループからの貸付についてメンバーが支払った利息。',
    },
    breakdowns: false,
    counting: {
      way: 'sum',
      fact: 'entry',
      count: ({ kind, amountPaise }) => (kind === 'interest' ? amountPaise : 0),
    },
  },
  {
    code: 'bank_balance',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Money at the bank', te: 'బ్యాంకులో ఉన్న సొమ్ము', ja: '銀行預金残高' },
    definition: {
      en: 'Money of all collectives at the bank at the end of the month.',
      te: 'నెల చివరి రోజుకు అన్ని సంఘాల బ్యాంకు ఖాతాల్లో ఉన్న సొమ్ము.',
      ja: '月末の時点の、全グループの銀行預金の合計。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'collective', changes: bankBalanceOf },
  },
  {
    code: 'borrowings_outstanding',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Borrowings outstanding', te: 'సంఘాలు తీర్చాల్సిన అప్పు', ja: 'グループの借入残高' },
    definition: {
      en: 'What the collectives still owe to banks and funds at the end of the month.',
      te: 'నెల చివరి రోజుకు సంఘాలు బ్యాంకులకు, ఇతర సంస్థలకు ఇంకా తీర్చాల్సిన అసలు.',
      ja: '月末の時点で、グループが銀行や基金に返済すべき元本。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'collective', changes: borrowingsOutstandingOf },
  },
  {
    code: 'collectives_bank_linked',
    theme: 'savings',
    unit: 'collectives',
    title: {
      en: 'Collectives with a bank loan',
      te: 'బ్యాంకు అప్పు ఉన్న సంఘాలు',
      ja: '銀行融資を受けているグループ',
    },
    definition: {
      en: 'Collectives that owe something on a loan by bank linkage at the end of the month.',
      te: 'నెల చివరి రోజుకు బ్యాంకు లింకేజీ అప్పు ఇంకా తీర్చాల్సి ఉన్న సంఘాల సంఖ్య.',
      ja: '月末の時点で、銀行連携融資の返済が残っているグループの数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'collective', changes: bankLinkedOf },
  },
];
