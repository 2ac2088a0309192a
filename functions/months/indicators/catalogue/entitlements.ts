import type { CaseEvent } from '../facts.ts';
import type { Counting, Indicator } from '../indicator.ts';

const received = (entitlement: Extract<CaseEvent, { type: 'entitlement' }>['entitlement']): Counting => ({
  way: 'distinct',
  fact: 'event',
  when: (event) =>
    event.type === 'entitlement' && event.entitlement === entitlement && event.stage === 'received',
  each: 'lifetime',
});

export const entitlements: readonly Indicator[] = [
  {
    code: 'house_pattas',
    theme: 'entitlements',
    unit: 'persons',
    title: {
      en: 'Members who received a house patta',
      te: 'ఇంటి పట్టా పొందిన సభ్యులు',
      ja: '宅地の権利証（パッタ）を得たメンバー',
    },
    definition: {
      en: 'Members who received a house patta (title to a house site) for the first time.',
      te: 'మొదటిసారి ఇంటి పట్టా అందుకున్న సభ్యుల సంఖ్య.',
      ja: '宅地の権利証（ハウス・パッタ）を初めて受け取ったメンバーの人数。',
    },
    breakdowns: true,
    counting: received('house_patta'),
  },
  {
    code: 'aadhaar_cards',
    theme: 'entitlements',
    unit: 'persons',
    title: {
      en: 'Members who received an Aadhaar card',
      te: 'ఆధార్ కార్డు పొందిన సభ్యులు',
      ja: 'アーダール・カード（身分証）を得たメンバー',
    },
    definition: {
      en: 'Members who received an Aadhaar card for the first time.',
      te: 'మొదటిసారి ఆధార్ కార్డు అందుకున్న సభ్యుల సంఖ్య.',
      ja: 'アーダール・カード（インドの身分証）を初めて受け取ったメンバーの人数。',
    },
    breakdowns: true,
    counting: received('aadhaar_card'),
  },
  {
    code: 'ration_cards',
    theme: 'entitlements',
    unit: 'persons',
    title: {
      en: 'Members who received a ration card',
      te: 'రేషన్ కార్డు పొందిన సభ్యులు',
      ja: '配給カードを得たメンバー',
    },
    definition: {
      en: 'Members who received a ration card for the first time.',
      te: 'మొదటిసారి రేషన్ కార్డు అందుకున్న సభ్యుల సంఖ్య.',
      ja: '配給カードを初めて受け取ったメンバーの人数。',
    },
    breakdowns: true,
    counting: received('ration_card'),
  },
  {
    code: 'bank_accounts',
    theme: 'entitlements',
    unit: 'persons',
    title: {
      en: 'Members who received a bank account',
      te: 'బ్యాంకు ఖాతా పొందిన సభ్యులు',
      ja: '銀行口座を得たメンバー',
    },
    definition: {
      en: 'Members who received a bank account of their own for the first time.',
      te: 'మొదటిసారి తమ పేరున బ్యాంకు ఖాతా పొందిన సభ్యుల సంఖ్య.',
      ja: '自分名義の銀行口座を初めて持ったメンバーの人数。',
    },
    breakdowns: true,
    counting: received('bank_account'),
  },
  {
    code: 'pensions',
    theme: 'entitlements',
    unit: 'persons',
    title: { en: 'Members who received a pension', te: 'పింఛను పొందిన సభ్యులు', ja: '年金を受給したメンバー' },
    definition: {
      en: 'Members who received a pension for the first time.',
      te: 'మొదటిసారి పింఛను అందుకున్న సభ్యుల సంఖ్య.',
      ja: '年金を初めて受給したメンバーの人数。',
    },
    breakdowns: true,
    counting: received('pension'),
  },
];
