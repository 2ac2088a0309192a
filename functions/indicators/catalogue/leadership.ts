import type { Indicator } from '../indicator.ts';
import { officesBeyondCollectiveOf } from '../offices.ts';

export const leadership: readonly Indicator[] = [
  {
    code: 'offices_beyond_collective',
    theme: 'outreach',
    unit: 'offices',
    title: {
      en: 'Offices beyond the collective',
      te: 'సంఘం వెలుపల సభ్యులు నిర్వహిస్తున్న పదవులు',
      ja: 'グループの外で務める役職',
    },
    definition: {
      en: 'Offices that active members hold in forums and government committees on the last day of the month.',
      te: 'నెల చివరి రోజుకు ప్రస్తుత సభ్యులు వేదికల్లో, ప్రభుత్వ కమిటీల్లో నిర్వహిస్తున్న పదవుల సంఖ్య.',
      ja: '月末の時点で、現在のメンバーがフォーラムや政府の委員会で務めている役職の数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: officesBeyondCollectiveOf },
  },
];
