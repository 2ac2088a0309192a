import type { CaseEvent } from '../facts.ts';
import type { Counting, Indicator } from '../indicator.ts';

const taken = (
  step: Extract<CaseEvent, { type: 'proceeding' }>['step'],
  each: 'period' | 'lifetime',
): Counting => ({
  way: 'distinct',
  fact: 'event',
  when: (event) => event.type === 'proceeding' && event.step === step,
  each,
});

export const justice: readonly Indicator[] = [
  {
    code: 'firs_registered',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Survivors with a registered FIR',
      te: 'ఎఫ్‌ఐఆర్ నమోదైన సర్వైవర్లు',
      ja: '被害届（FIR）が受理されたメンバー',
    },
    definition: {
      en: 'Members in whose matter the police registered a first information report (FIR) for the first time.',
      te: 'తమ విషయంలో పోలీసులు మొదటిసారి ఎఫ్‌ఐఆర్ నమోదు చేసిన సభ్యుల సంఖ్య.',
      ja: '警察が第一次情報報告書（FIR、被害届にあたる）を初めて受理したメンバーの人数。',
    },
    breakdowns: false,
    counting: taken('fir', 'lifetime'),
  },
  {
    code: 'testimonies_given',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Survivors who testified in court',
      te: 'కోర్టులో సాక్ష్యం చెప్పిన సర్వైవర్లు',
      ja: '法廷で証言したメンバー',
    },
    definition: {
      en: 'Different members who gave testimony before a court in the period.',
      te: 'ఆ కాలంలో కోర్టులో సాక్ష్యం చెప్పిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に法廷で証言したメンバーの実人数。',
    },
    breakdowns: false,
    counting: taken('testimony', 'period'),
  },
];
