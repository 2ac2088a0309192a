import type { Indicator } from '../indicator.ts';
import { span } from '../monthly-changes.ts';
import { activeOf, leadershipOf } from '../stocks.ts';

export const members: readonly Indicator[] = [
  {
    code: 'members_enrolled',
    theme: 'members',
    unit: 'persons',
    title: { en: 'Members enrolled', te: 'చేరిన సభ్యులు', ja: '加入したメンバー' },
    definition: {
      en: 'Members, by the day on which they joined.',
      te: 'చేరిన తేదీ ప్రకారం లెక్కించిన సభ్యుల సంఖ్య.',
      ja: '加入日にもとづいて数えたメンバーの人数。',
    },
    breakdowns: true,
    counting: { way: 'distinct', fact: 'enrolment', when: () => true, each: 'lifetime' },
  },
  {
    code: 'members_active',
    theme: 'members',
    unit: 'persons',
    title: { en: 'Active members', te: 'కొనసాగుతున్న సభ్యులు', ja: '活動中のメンバー' },
    definition: {
      en: 'Members who had joined and had not left by the end of the month.',
      te: 'నెల చివరి రోజుకు సభ్యులుగా కొనసాగుతున్నవారి సంఖ్య.',
      ja: '月末の時点で加入しており、退会していないメンバーの人数。',
    },
    breakdowns: true,
    counting: { way: 'stock', of: 'member', changes: activeOf },
  },
  {
    code: 'collectives_active',
    theme: 'members',
    unit: 'collectives',
    title: { en: 'Active collectives', te: 'కొనసాగుతున్న సంఘాలు', ja: '活動中のグループ' },
    definition: {
      en: 'Collectives (self-help groups) formed and not closed by the end of the month.',
      te: 'నెల చివరి రోజుకు ఏర్పడి, మూసివేయకుండా కొనసాగుతున్న స్వయం సహాయక సంఘాల సంఖ్య.',
      ja: '月末の時点で結成されており、解散していないグループの数。',
    },
    breakdowns: false,
    counting: {
      way: 'stock',
      of: 'collective',
      changes: ({ formedMonth, closedMonth }) => span(formedMonth, closedMonth),
    },
  },
  {
    code: 'leaders_active',
    theme: 'members',
    unit: 'persons',
    title: { en: 'Active leaders', te: 'నాయకత్వం వహిస్తున్న సభ్యులు', ja: '活動中のリーダー' },
    definition: {
      en: 'Active members who lead, at the end of the month.',
      te: 'నెల చివరి రోజుకు నాయకత్వం వహిస్తున్న, కొనసాగుతున్న సభ్యుల సంఖ్య.',
      ja: '月末の時点でリーダーを務めている、活動中のメンバーの人数。',
    },
    breakdowns: true,
    counting: { way: 'stock', of: 'member', changes: leadershipOf },
  },
];
