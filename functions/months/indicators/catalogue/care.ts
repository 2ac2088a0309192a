import type { CaseEvent } from '../facts.ts';
import type { Counting, Indicator } from '../indicator.ts';

const served = (service: Extract<CaseEvent, { type: 'service' }>['service']): Counting => ({
  way: 'distinct',
  fact: 'event',
  when: (event) => event.type === 'service' && event.service === service,
  each: 'period',
});

export const care: readonly Indicator[] = [
  {
    code: 'mental_health_survivors',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Survivors with mental-health care',
      te: 'మానసిక ఆరోగ్య సేవలు పొందిన సర్వైవర్లు',
      ja: '心のケアを受けたサバイバー',
    },
    definition: {
      en: 'Different members who had a mental-health service in the period.',
      te: 'ఆ కాలంలో మానసిక ఆరోగ్య సేవ పొందిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に心のケアの支援を受けたメンバーの実人数。',
    },
    breakdowns: true,
    counting: served('mental_health'),
  },
  {
    code: 'legal_aid_survivors',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Survivors with legal aid',
      te: 'న్యాయ సహాయం పొందిన సర్వైవర్లు',
      ja: '法的支援を受けたサバイバー',
    },
    definition: {
      en: 'Different members who had legal aid in the period.',
      te: 'ఆ కాలంలో న్యాయ సహాయం పొందిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に法的支援を受けたメンバーの実人数。',
    },
    breakdowns: true,
    counting: served('legal_aid'),
  },
  {
    code: 'crisis_responses',
    theme: 'health_and_justice',
    unit: 'cases',
    title: { en: 'Crisis responses', te: 'ఆపదలో అందించిన సహాయం', ja: '危機対応' },
    definition: {
      en: 'Crisis cases, by the day on which they were opened.',
      te: 'ప్రారంభించిన తేదీ ప్రకారం ఆపద కేసుల సంఖ్య.',
      ja: '開始日にもとづいて数えた、危機対応のケースの件数。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'case', count: ({ kind }) => (kind === 'crisis' ? 1 : 0) },
  },
];
