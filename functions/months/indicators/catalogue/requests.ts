import type { Indicator } from '../indicator.ts';
import { overdueRequestsOf } from '../stocks.ts';

export const requests: readonly Indicator[] = [
  {
    code: 'requests_received',
    theme: 'members',
    unit: 'requests',
    title: {
      en: 'Requests about personal data',
      te: 'సొంత వివరాల గురించి సభ్యులు చేసిన విన్నపాలు',
      ja: '個人情報に関する請求',
    },
    definition: {
      en: 'Requests of members about what is kept of them: to see, correct or erase it, to end a consent, or to name who may act for them.',
      te: 'తమ గురించి ఉంచిన వివరాలను చూడటానికి, సరిచేయడానికి, తొలగించడానికి, సమ్మతి వెనక్కి తీసుకోవడానికి, తమ తరఫున వ్యవహరించేవారిని నియమించడానికి సభ్యులు చేసిన విన్నపాల సంఖ్య.',
      ja: 'メンバーが自分の記録について行った請求（閲覧、訂正、消去、同意の撤回、代理人の指定）の件数。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'request', count: () => 1 },
  },
  {
    code: 'requests_overdue',
    theme: 'members',
    unit: 'requests',
    title: {
      en: 'Requests not answered in 90 days',
      te: '90 రోజుల్లో జవాబు ఇవ్వని విన్నపాలు',
      ja: '90日以内に回答されていない請求',
    },
    definition: {
      en: 'Such requests that were due before the last day of the month and are neither answered nor refused.',
      te: 'నెల చివరి రోజుకు ముందే గడువు తీరినా, జవాబు గానీ తిరస్కరణ గానీ ఇవ్వని అలాంటి విన్నపాల సంఖ్య.',
      ja: '月末より前に期限が来て、回答も拒否もされていないそのような請求の件数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'request', changes: overdueRequestsOf },
  },
];
