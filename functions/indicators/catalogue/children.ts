import type { Indicator } from '../indicator.ts';
import { childrenInSchoolOf } from '../stocks.ts';

export const children: readonly Indicator[] = [
  {
    code: 'children_in_school',
    theme: 'members',
    unit: 'children',
    title: { en: 'Children in school', te: 'బడిలో చదువుకుంటున్న పిల్లలు', ja: '学校に通う子ども' },
    definition: {
      en: "Active members' children who go to school, at the end of the month.",
      te: 'నెల చివరి రోజుకు బడికి వెళ్తున్న, ప్రస్తుత సభ్యుల పిల్లల సంఖ్య.',
      ja: '月末の時点で学校に通っている、現在のメンバーの子どもの人数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: childrenInSchoolOf },
  },
];
