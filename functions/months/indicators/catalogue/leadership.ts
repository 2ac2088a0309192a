import type { Indicator } from '../indicator.ts';
import { officesBeyondCollectiveOf } from '../member-offices.ts';

export const leadership: readonly Indicator[] = [
  {
    code: 'leaders_trained',
    theme: 'outreach',
    unit: 'persons',
    title: {
      en: 'Members trained in leadership',
      te: 'నాయకత్వ శిక్షణ పొందిన సభ్యులు',
      ja: 'リーダーシップ研修に参加したメンバー',
    },
    definition: {
      en: 'Different members who took part in a leadership training in the period, in any role.',
      te: 'ఆ కాలంలో నాయకత్వ శిక్షణలో (ఏ పాత్రలోనైనా) పాల్గొన్న వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中にリーダーシップ研修に（どの役割であれ）参加したメンバーの実人数。',
    },
    breakdowns: false,
    counting: {
      way: 'distinct',
      fact: 'roster',
      when: ({ kind }) => kind === 'leadership_training',
      each: 'period',
    },
  },
  {
    code: 'members_facilitating',
    theme: 'outreach',
    unit: 'persons',
    title: {
      en: 'Members who facilitated or spoke',
      te: 'కార్యక్రమాలు నడిపిన లేదా మాట్లాడిన సభ్యులు',
      ja: '進行役・話し手を務めたメンバー',
    },
    definition: {
      en: 'Different members who facilitated outreach, or spoke there, in the period.',
      te: 'ఆ కాలంలో అవగాహన కార్యక్రమాలు, శిక్షణలు నడిపిన లేదా వాటిలో మాట్లాడిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に啓発活動や研修で進行役または話し手を務めたメンバーの実人数。',
    },
    breakdowns: false,
    counting: {
      way: 'distinct',
      fact: 'roster',
      when: ({ role }) => role !== 'participant',
      each: 'period',
    },
  },
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
      te: 'నెల చివరి రోజుకు కొనసాగుతున్న సభ్యులు వేదికల్లో, ప్రభుత్వ కమిటీల్లో నిర్వహిస్తున్న పదవుల సంఖ్య.',
      ja: '月末の時点で、活動中のメンバーがフォーラムや政府の委員会で務めている役職の数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: officesBeyondCollectiveOf },
  },
];
