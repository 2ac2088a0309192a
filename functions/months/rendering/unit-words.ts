import type { Language } from '../disclosure/format-values.ts';

/** The report's words for the units of indicators. */
export const units: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    persons: 'persons',
    collectives: 'collectives',
    children: 'children',
    meetings: 'meetings',
    paise: 'rupees',
    cases: 'cases',
    applications: 'applications',
    stories: 'stories',
    trainings: 'trainings',
    offices: 'offices',
    requests: 'requests',
    demands: 'demands',
    ratio: 'share',
  },
  ja: {
    persons: '人',
    collectives: 'グループ',
    children: '人（子ども）',
    meetings: '回',
    paise: 'ルピー',
    cases: '件',
    applications: '件',
    stories: '本',
    trainings: '回',
    offices: '職',
    requests: '件',
    demands: '件',
    ratio: '割合',
  },
};
